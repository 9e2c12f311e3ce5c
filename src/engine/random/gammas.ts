import { float64, type DType } from "../dtype.js";
import { finfo } from "../dtypeFunctions.js";
import * as errors from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { dirichletGradient } from "../kernels/special/dirichletGradient.js";
import { standardGammaGradient } from "../kernels/special/gammaGradient.js";
import { apply } from "../ops/dispatch.js";
import { d, elementwise } from "../ops/elementwise.js";
import type { Op } from "../ops/op.js";
import { asLast } from "../layout.js";
import { roundingOf, type Storage } from "../storage.js";
import { emptyTensor, inOrderOf } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { drawnNumbers } from "./draws.js";
import { default_generator, type Generator } from "./generator.js";
import { drawnForSlices } from "./slices.js";

/**
 * Numbers from gamma distributions with a rate of 1, and what is made of them. The algorithms, the order of draws and the
 * precision of each step are PyTorch's (aten/src/ATen/native/Distributions.{h,cpp}).
 */

/** Gamma numbers in the shape and dtype of the concentrations. The gradient follows each number at its chance. */
export function standardGamma(concentration: Tensor): Tensor {
  const ofSlices = drawnForSlices([concentration], standardGamma);
  if (ofSlices !== null) return ofSlices;
  const { dtype, shape } = concentration;
  if (!dtype.is_floating_point) throw errors.notImplementedFor("gamma", dtype.label);
  const drawn = inOrderOf(emptyTensor(shape, dtype), gammaNumbers(dtype, denseNumbers(concentration)));
  return apply(standardGammaOp, concentration, drawn);
}

/** Parts of 1 along the last dimension, by concentrations; without a history. */
export function dirichletParts(concentration: Tensor): Tensor {
  const ofSlices = drawnForSlices([concentration], dirichletParts);
  if (ofSlices !== null) return ofSlices;
  const { dtype, shape } = concentration;
  if (!dtype.is_floating_point) throw errors.notImplementedFor("dirichlet", dtype.label);
  const drawn = gammaNumbers(float64, denseNumbers(concentration));
  const gammas = inOrderOf(emptyTensor(shape, float64), drawn);
  const parts = gammas.div(gammas.sum(-1, true)).to(dtype);
  return parts.clamp(finfo(dtype).tiny, 1 - finfo(dtype).eps / 2);
}

/** How Dirichlet's parts move with the concentrations, apart from what they take of each other. */
export function dirichletSlope(x: Tensor, concentration: Tensor, total: Tensor): Tensor {
  return apply(dirichletGradOp, x, concentration, total);
}

function gammaNumbers(dtype: DType, concentrations: ArrayLike<number>): Storage {
  const round = roundingOf(dtype);
  const least = finfo(dtype).tiny;
  let next = 0;
  return drawnNumbers(dtype, concentrations.length, () => {
    const number = round(gammaNumber(default_generator, concentrations[next++]!, round));
    return number > least ? number : least;
  });
}

/** G. Marsaglia, W. Tsang, "A simple method for generating gamma variables" (2000). */
function gammaNumber(source: Generator, concentration: number, round: (value: number) => number): number {
  let [alpha, scale] = [concentration, 1];
  if (alpha < 1) {
    if (alpha === 0) return 0;
    scale = Math.pow(1 - source.uniform53(), round(1 / alpha));
    alpha = round(alpha + 1);
  }
  const third = Math.fround(1 / 3);
  const d = round(alpha - third);
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = source.normal();
    const y = 1 + c * x;
    if (y <= 0) continue;
    const v = y * y * y;
    const u = 1 - source.uniform53();
    const square = x * x;
    if (u < 1 - Math.fround(0.0331) * square * square) return scale * d * v;
    if (Math.log(u) < 0.5 * square + d * (1 - v + Math.log(v))) return scale * d * v;
  }
}

const standardGammaGradOp: Op = elementwise({
  name: "_standard_gamma_grad",
  gradFn: "torch::autograd::NotImplemented",
  of: standardGammaGradient,
  derivatives: [
    d("not implemented", [], () => {
      throw errors.slopeNotDifferentiable("_standard_gamma_grad");
    }),
  ],
  samples: [],
});

const dirichletGradOp: Op = elementwise({
  name: "_dirichlet_grad",
  of: dirichletGradient,
  derivatives: [],
  samples: [],
});

const standardGammaOp: Op = elementwise({
  name: "_standard_gamma",
  gradFn: "StandardGammaBackward0",
  of: (_, drawn) => drawn,
  derivatives: [d("-d(cdf)/dx / pdf", ["x", "out"], (g, { x, out }) => g.mul(apply(standardGammaGradOp, x, out)))],
  result: "first",
  layout: asLast,
  samples: [],
});

/** The ops of this family. */
export default class GammaOps {
  /** @internal */
  static get ops() {
    return {
      _standard_gamma: standardGammaOp,
      _standard_gamma_grad: standardGammaGradOp,
      _dirichlet_grad: dirichletGradOp,
    };
  }
}
