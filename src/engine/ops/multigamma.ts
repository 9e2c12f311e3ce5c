import { integerArgument, readArguments } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { bool } from "../dtype.js";
import * as errors from "../errors.js";
import { writeNumbers } from "../kernels/dense.js";
import { lgamma } from "../kernels/special/gamma.js";
import { inRows } from "../layout.js";
import { emptyTensor } from "../tensorFactory.js";
import { checkCount, roundingOf } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { d, elementwise } from "./elementwise.js";
import { inPlace } from "./inPlace.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { aside, checkRun, type Run } from "./writing.js";

type OrderArgument = number | { readonly p: number };

/**
 * The logarithm of the multivariate gamma function of p dimensions, as floating point: p(p − 1)/4 · log π + Σ log |Γ(x − i/2)| for
 * i below p. Throws for a p below 1, and for bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.mvlgamma.html
 */
export function mvlgamma(input: Tensor, p: OrderArgument): Tensor {
  const named = byName(mvlgamma, "mvlgamma(input, p)", arguments);
  if (named !== null) return named.result;
  return multigamma(aside, "mvlgamma", input, p);
}

/** Another name of `mvlgamma`. https://docs.pytorch.org/docs/stable/special.html#torch.special.multigammaln */
export function multigammaln(input: Tensor, p: OrderArgument): Tensor {
  const named = byName(multigammaln, "multigammaln(input, p)", arguments);
  if (named !== null) return named.result;
  return multigamma(aside, "multigammaln", input, p);
}

/** Tensor methods and ops of this family. */
export default class MultigammaMethods {
  /** @internal */
  static get ops() {
    return { mvlgamma: mvlgammaOp };
  }

  /**
   * The logarithm of the multivariate gamma function of p dimensions. Throws for a p below 1, and for bools.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mvlgamma.html
   */
  mvlgamma(this: Tensor, p: OrderArgument): Tensor {
    const named = methodByName(this, "mvlgamma(p)", arguments);
    if (named !== null) return named.result;
    return multigamma(aside, "mvlgamma", this, p);
  }

  /** `mvlgamma` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mvlgamma_.html */
  mvlgamma_(this: Tensor, p: OrderArgument): Tensor {
    const named = methodByName(this, "mvlgamma_(p)", arguments);
    if (named !== null) return named.result;
    return multigamma(inPlace, "mvlgamma_", this, p);
  }
}

function multigamma(run: Run, name: string, input: unknown, order: unknown): Tensor {
  const x = tensorArgument(name, "input", input);
  const given = readArguments<{ p: number }>(name, ["p"], [order]);
  const p = integerArgument(name, "p", given.p);
  checkRun(run, x);
  if (x.dtype === bool) throw errors.multigammaOfBools();
  if (p < 1) throw errors.multigammaOrder();
  checkCount(p);
  if (run === inPlace && !x.dtype.is_floating_point) throw errors.multigammaOfIntegers(x.dtype.label);
  return run(mvlgammaOp, x, [], { p });
}

type Order = { readonly p: number };

const mvlgammaOp: Op<Order> = elementwise<Order>({
  name: "mvlgamma",
  choose(dtype, { p }) {
    const round = roundingOf(dtype);
    const constant = ((p * (p - 1)) / 4) * Math.log(Math.PI);
    return (x) => halvesBelow(p).reduce((total, half) => total + lgamma(round(x - half)), constant);
  },
  derivatives: [
    d("polygamma(0, x) + polygamma(0, x - 0.5)", ["x"], (g, { x }, { attributes: { p } }) =>
      g.mul(shiftedDown(x, p).digamma().sum(-1)),
    ),
  ],
  result: "floating",
  layout: inRows,
  samples: [sample([[2, 3]], { low: 1.6, high: 3.7, attributes: { p: 2 } })],
});

/** x − (p − 1)/2 up to x + 0, side by side in a dimension behind. */
function shiftedDown(x: Tensor, p: number): Tensor {
  const shifts = emptyTensor([p], x.dtype);
  writeNumbers(shifts, Float64Array.from(halvesBelow(p), (half) => 0 - half).reverse());
  return shifts.add(x.unsqueeze(-1));
}

/** 0, ½, 1… for each dimension. */
function halvesBelow(p: number): readonly number[] {
  return Array.from({ length: p }, (_, i) => i / 2);
}
