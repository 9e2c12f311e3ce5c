import type { AfterInput } from "./afterInput.js";
import { integerArgument, readArguments, refuseMore } from "../arguments.js";
import { byName } from "../callByName.js";
import { notImplementedFor } from "../errors.js";
import { absolute } from "../kernels/elementFunctions.js";
import { zerosLike } from "../tensorFactory.js";
import { roundingOf } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { apply, call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { refuseBools } from "./refusals.js";

/**
 * The absolute value; the gradient at 0 is 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.abs.html
 */
export function abs(input: Tensor): Tensor {
  const named = byName(abs, "abs(input)", arguments);
  if (named !== null) return named.result;
  return apply(absOp, tensorArgument("abs", "input", input));
}

/**
 * −1, 0 or 1 by the sign of each element. Its gradient is 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.sign.html
 */
export function sign(input: Tensor): Tensor {
  const named = byName(sign, "sign(input)", arguments);
  if (named !== null) return named.result;
  return apply(signOp, tensorArgument("sign", "input", input));
}

/**
 * The greatest whole number that is not greater. Its gradient is 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.floor.html
 */
export function floor(input: Tensor): Tensor {
  const named = byName(floor, "floor(input)", arguments);
  if (named !== null) return named.result;
  return apply(floorOp, tensorArgument("floor", "input", input));
}

/**
 * The least whole number that is not less. Its gradient is 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.ceil.html
 */
export function ceil(input: Tensor): Tensor {
  const named = byName(ceil, "ceil(input)", arguments);
  if (named !== null) return named.result;
  return apply(ceilOp, tensorArgument("ceil", "input", input));
}

/**
 * The whole number without the fraction. Its gradient is 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.trunc.html
 */
export function trunc(input: Tensor): Tensor {
  const named = byName(trunc, "trunc(input)", arguments);
  if (named !== null) return named.result;
  return apply(truncOp, tensorArgument("trunc", "input", input));
}

/** Options of `round`. */
export interface RoundOptions {
  /** How many decimals are kept; negative ones round to tens and hundreds. */
  readonly decimals?: number;
}

/**
 * The nearest whole number, of two the even one; with `decimals` the nearest such decimal. Its gradient is 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.round.html
 */
export function round(input: Tensor, options?: RoundOptions): Tensor {
  const named = byName(round, "round(input, *, decimals)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("round", "input", input);
  const given = readArguments<RoundOptions>("round", ["decimals"], options === undefined ? [] : [options]);
  if (given.decimals === undefined) return apply(roundOp, x);
  return call(roundDecimalsOp, [x], { decimals: integerArgument("round", "decimals", given.decimals) });
}

/** Tensor methods and ops of this family. */
export default class RoundingMethods {
  /** @internal */
  static get ops() {
    return {
      abs: absOp,
      sign: signOp,
      floor: floorOp,
      ceil: ceilOp,
      trunc: truncOp,
      round: roundOp,
      round_decimals: roundDecimalsOp,
    };
  }

  /**
   * The absolute value; the gradient at 0 is 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.abs.html
   */
  abs(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("abs", 0, arguments);
    return apply(absOp, this);
  }

  /**
   * −1, 0 or 1 by the sign of each element. Its gradient is 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.sign.html
   */
  sign(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("sign", 0, arguments);
    return apply(signOp, this);
  }

  /**
   * The greatest whole number that is not greater. Its gradient is 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.floor.html
   */
  floor(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("floor", 0, arguments);
    return apply(floorOp, this);
  }

  /**
   * The least whole number that is not less. Its gradient is 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.ceil.html
   */
  ceil(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("ceil", 0, arguments);
    return apply(ceilOp, this);
  }

  /**
   * The whole number without the fraction. Its gradient is 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.trunc.html
   */
  trunc(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("trunc", 0, arguments);
    return apply(truncOp, this);
  }

  /**
   * The nearest whole number, of two the even one; with `decimals` the nearest such decimal. Its gradient is 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.round.html
   */
  round(this: Tensor, ...rest: AfterInput<typeof round>): Tensor {
    return round(this, ...rest);
  }
}

const samples = [sample([[2, 3]], { low: -1.4, high: 1.6 })];

const absOp: Op = elementwise({
  name: "abs",
  of: absolute,
  derivatives: [d("abs(x)/x", ["x"], (g, { x }) => g.mul(x.sgn()))],
  samples,
  check: refuseBools("abs_cpu"),
});

const signOp: Op = elementwise({
  name: "sign",
  of: (x) => (x > 0 ? 1 : x < 0 ? -1 : 0),
  derivatives: [d("0", [], zerosLike)],
  samples,
});

const floorOp: Op = elementwise({
  name: "floor",
  of: Math.floor,
  derivatives: [d("0", [], zerosLike)],
  samples,
  check: refuseBools("floor_vml_cpu"),
});

const ceilOp: Op = elementwise({
  name: "ceil",
  of: Math.ceil,
  derivatives: [d("0", [], zerosLike)],
  samples,
  check: refuseBools("ceil_vml_cpu"),
});

const truncOp: Op = elementwise({
  name: "trunc",
  of: Math.trunc,
  derivatives: [d("0", [], zerosLike)],
  samples,
  check: refuseBools("trunc_vml_cpu"),
});

const roundOp: Op = elementwise({
  name: "round",
  of: roundHalfToEven,
  derivatives: [d("0", [], zerosLike)],
  samples,
  check: refuseBools("round_vml_cpu"),
});

type Decimals = { readonly decimals: number };

const roundDecimalsOp: Op<Decimals> = elementwise<Decimals>({
  name: "round_decimals",
  gradFn: "RoundBackward1",
  choose(dtype, { decimals }) {
    // To no decimals it is rounded by the kernel of the call without them.
    if (!dtype.is_floating_point) throw notImplementedFor(decimals === 0 ? "round_vml_cpu" : "round_cpu", dtype.label);
    const [scale, round] = [10 ** Math.abs(decimals), roundingOf(dtype)];
    if (decimals < 0) return (x) => roundHalfToEven(round(x / scale)) * scale;
    return (x) => roundHalfToEven(round(x * scale)) / scale;
  },
  derivatives: [d("0", [], zerosLike)],
  samples: samples.map((one) => ({ ...one, attributes: { decimals: 1 } })),
});

function roundHalfToEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest !== 0.5) return rest < 0.5 ? down : down + 1;
  return down % 2 === 0 ? down : down + 1;
}
