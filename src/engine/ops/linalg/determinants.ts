import { refuseMore } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { isRecording } from "../../autograd/gradMode.js";
import { bool, float32 } from "../../dtype.js";
import { factorLu, signOfPivots } from "../../kernels/matrices/lu.js";
import { namedTuple, type TwoTensors } from "../../namedTuple.js";
import { filledTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { call, callMany } from "../dispatch.js";
import { where } from "../comparisons.js";
import { sample, type Op } from "../op.js";
import { identityLike } from "./identity.js";
import { batchOf, matricesOf, tensorOf, turned } from "./matrices.js";
import { squareArgument } from "./matrixArguments.js";
import { matrixOp } from "./matrixOp.js";
import { separately } from "./separately.js";
import { svd } from "./singularValues.js";
import { solution, solve } from "./systems.js";
import { roundingOf } from "../../storage.js";
import { isMapped } from "../../func/batchLevel.js";

/** What `slogdet` gives: the determinant is sign·exp(logabsdet). */
export interface SignAndLogarithm extends TwoTensors {
  /** The sign of the determinant: 1, −1, or 0 for a singular matrix. */
  readonly sign: Tensor;
  /** The logarithm of its absolute value; −∞ for a singular matrix. */
  readonly logabsdet: Tensor;
}

/**
 * The determinants of square matrices [*, n, n]; 1 of empty ones. Throws for other shapes and integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.det.html
 */
export function det(A: Tensor): Tensor {
  const named = byName(det, "det(A) | det(input)", arguments);
  if (named !== null) return named.result;
  return call(detOp, [squareArgument("det", A)], {});
}

/**
 * The signs of the determinants of square matrices [*, n, n], and the logarithms of their absolute values: 0 and −∞ for
 * singular ones. Throws for other shapes and integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.slogdet.html
 */
export function slogdet(A: Tensor): SignAndLogarithm {
  const named = byName(slogdet, "slogdet(A) | slogdet(input)", arguments);
  if (named !== null) return named.result;
  return namedTuple("linalg_slogdet", signAndLogarithm(squareArgument("slogdet", A)));
}

/** `torch.linalg.slogdet` by its older name. https://docs.pytorch.org/docs/stable/generated/torch.slogdet.html */
export function slogdetOf(input: Tensor): SignAndLogarithm {
  const named = byName(slogdetOf, "slogdet(input)", arguments);
  if (named !== null) return named.result;
  return namedTuple("slogdet", signAndLogarithm(squareArgument("slogdet", input)));
}

/**
 * The logarithms of the determinants of square matrices [*, n, n]: −∞ for 0, NaN below. Throws for other shapes and integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.logdet.html
 */
export function logdet(input: Tensor): Tensor {
  const named = byName(logdet, "logdet(input)", arguments);
  if (named !== null) return named.result;
  const { sign, logabsdet } = signAndLogarithm(squareArgument("logdet", input, "logdet"));
  return where(sign.eq(-1), filledTensor([], NaN, logabsdet.dtype), logabsdet);
}

function signAndLogarithm(a: Tensor): { readonly sign: Tensor; readonly logabsdet: Tensor } {
  const [sign, logabsdet] = callMany(slogdetOp, [a], {}) as readonly [Tensor, Tensor];
  return { sign, logabsdet };
}

/** Tensor methods and ops of this family. */
export default class DeterminantMethods {
  /** @internal */
  static get ops() {
    return { linalg_det: detOp, linalg_slogdet: slogdetOp };
  }

  /** The determinants of square matrices. https://docs.pytorch.org/docs/stable/generated/torch.det.html */
  det(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("det", 0, arguments);
    return det(this);
  }

  /** The logarithms of the determinants. https://docs.pytorch.org/docs/stable/generated/torch.logdet.html */
  logdet(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("logdet", 0, arguments);
    return logdet(this);
  }

  /**
   * The signs of the determinants and the logarithms of their absolute values.
   * https://docs.pytorch.org/docs/stable/generated/torch.slogdet.html
   */
  slogdet(this: Tensor): SignAndLogarithm {
    if (arguments.length > 0) refuseMore("slogdet", 0, arguments);
    return slogdetOf(this);
  }
}

const samples = [sample([[3, 3]], { distinct: true, low: -1 }), sample([[2, 2, 2]], { distinct: true, low: -1 })];

const detOp: Op = matrixOp({
  name: "linalg_det",
  gradFn: "LinalgDetBackward0",
  formulas: ["out*inv(x).mT"],
  samples,
  shape: ([a]) => [batchOf(a!)],
  forward([a]) {
    const results = factored(a!).map(({ diagonal, sign }) =>
      diagonal.reduce((product, value) => product * value, sign),
    );
    return [tensorOf(results, batchOf(a!.shape), a!.dtype)];
  },
  saves: ["x", "out"],
  vjp([g], { x, out }) {
    const gradient = g!;
    // One number is its own determinant: nothing of it is left in the gradient.
    if (x.shape.at(-1) === 1) return [gradient.unsqueeze(-1).unsqueeze(-1).expand(x.shape)];
    const d = diagonalOf(gradient.mul(out), x);
    if (!isRecording()) return [solution(regular(x, out).mT, d)];
    const threshold = 100 * (x.dtype === float32 ? 2 ** -23 : 2 ** -52);
    const isSingular = out.detach().abs().lt(threshold);
    if (isMapped(isSingular)) return [eitherGradient(isSingular, x, gradient, d)];
    return [
      separately(isSingular, [x, gradient.unsqueeze(-1).unsqueeze(-1).expand(x.shape), d], {
        chosen: ([matrix, slope]) => adjugateTransposed(matrix!, slope!.select(-1, 0).select(-1, 0)),
        others: ([matrix, , diagonal]) => solution(matrix!.mT, diagonal!),
      }),
    ];
  },
  jvp([tangent], { x, out }) {
    return [tangent ? traceOf(solution(regular(x, out), tangent)).mul(out) : null];
  },
});

const slogdetOp: Op = matrixOp({
  name: "linalg_slogdet",
  gradFn: "LinalgSlogdetBackward0",
  formulas: ["inv(x).mT"],
  samples,
  shape: ([a]) => [batchOf(a!), batchOf(a!)],
  forward([a]) {
    const factors = factored(a!);
    const signs = factors.map(({ diagonal, sign }) =>
      diagonal.reduce((product, value) => product * (Math.sign(value) || 0), sign),
    );
    const sums = factors.map(({ diagonal }) => diagonal.reduce((sum, value) => sum + Math.log(Math.abs(value)), 0));
    return [tensorOf(signs, batchOf(a!.shape), a!.dtype), tensorOf(sums, batchOf(a!.shape), a!.dtype)];
  },
  saves: ["x", "out"],
  vjp([, g], { x }) {
    if (!g) return [null];
    const d = diagonalOf(g, x);
    // As in PyTorch, a singular matrix has a gradient, of infinities, but none that can be differentiated again.
    return [isRecording() ? solve(x.mT, d) : solution(x.mT, d)];
  },
  jvp: ([tangent], { x }) => [null, tangent ? traceOf(solution(x, tangent)) : null],
});

/** U's diagonal and the sign of the swaps of each matrix. PyTorch factors the transpose, which has the same determinant. */
function factored(a: Tensor): readonly { readonly diagonal: Float64Array; readonly sign: number }[] {
  const n = a.shape.at(-1)!;
  return matricesOf(turned(a)).map((matrix) => {
    const pivots = new Int32Array(n);
    factorLu(matrix, n, n, pivots, roundingOf(a.dtype));
    return { diagonal: Float64Array.from({ length: n }, (_, i) => matrix[i * n + i]!), sign: signOfPivots(pivots) };
  });
}

/** The identity in place of matrices whose determinant is 0: their gradient is 0 there, as the numerator is. */
function regular(x: Tensor, determinant: Tensor): Tensor {
  return where(determinant.eq(0).unsqueeze(-1).unsqueeze(-1), identityLike(x), x);
}

/** Both rules for all matrices, those that a rule is not for put in another one's place: which they are only `vmap` knows. */
function eitherGradient(isSingular: Tensor, x: Tensor, g: Tensor, d: Tensor): Tensor {
  const mask = isSingular.unsqueeze(-1).unsqueeze(-1);
  const identity = identityLike(x);
  // With singular values that differ, or they would have no derivative.
  const distinct = identity.mul(identity.cumsum(-1).sum(-2));
  const ofSingular = adjugateTransposed(where(mask, x, distinct), g);
  return where(mask, ofSingular, solution(where(mask, identity, x).mT, d));
}

/** Each number as a diagonal matrix. */
function diagonalOf(values: Tensor, x: Tensor): Tensor {
  return values.unsqueeze(-1).expand(x.shape.slice(0, -1)).diag_embed();
}

function traceOf(x: Tensor): Tensor {
  return x.diagonal(0, -2, -1).sum(-1);
}

/**
 * The transposed adjugates times numbers, one a matrix: the gradient of the determinant, also of singular matrices. With
 * A = U·S·Vᵀ it is det(U)·det(V)·U·D·Vᵀ, each element of D being the product of the other singular values.
 * https://nhigham.com/2020/06/16/what-is-the-adjugate-of-a-matrix/
 */
function adjugateTransposed(a: Tensor, factors: Tensor): Tensor {
  const { U, S, Vh } = svd(a);
  const sign = det(U).mul(det(Vh)).mul(factors);
  const n = S.shape.at(-1)!;
  const others = S.unsqueeze(-2)
    .expand([...S.shape, n])
    .masked_fill(identityLike(a).to(bool), 1)
    .prod(-1);
  return U.mul(others.mul(sign.unsqueeze(-1)).unsqueeze(-2)).matmul(Vh);
}
