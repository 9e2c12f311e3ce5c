import { byName } from "../callByName.js";
import { int32 } from "../dtype.js";
import * as errors from "../errors.js";
import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import { namedTuple, type TwoTensors } from "../namedTuple.js";
import { emptyLike } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { callMany } from "./dispatch.js";
import { constantly, sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";

/** What `frexp` gives: numbers from ½ to 1 in absolute value, or 0, and int32 powers of 2 by which to multiply them. */
export interface MantissaAndExponent extends TwoTensors {
  /** From 0.5 on and less than 1, with the sign of the input. */
  readonly mantissa: Tensor;
  /** The power of 2, as int32. */
  readonly exponent: Tensor;
}

/**
 * Each element as a mantissa and a power of 2. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.frexp.html
 */
export function frexp(input: Tensor): MantissaAndExponent {
  const named = byName(frexp, "frexp(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("frexp", "input", input);
  if (!x.dtype.is_floating_point) throw errors.frexpOfIntegers();
  const [mantissa, exponent] = callMany(frexpOp, [x], {}) as readonly [Tensor, Tensor];
  return namedTuple("frexp", { mantissa, exponent });
}

/** Tensor methods and ops of this family. */
export default class FrexpMethods {
  /** @internal */
  static get ops() {
    return { frexp: frexpOp };
  }

  /** Each element as a mantissa and a power of 2. https://docs.pytorch.org/docs/stable/generated/torch.frexp.html */
  frexp(this: Tensor): MantissaAndExponent {
    return frexp(this);
  }
}

const frexpOp: Op = {
  name: "frexp",
  gradFn: constantly("FrexpBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["2^-exponent"],
  samples: [sample([[2, 3]], { low: -1.4, high: 1.7 })],
  shape: ([shape]) => [shape!, shape!],
  forward([operand]) {
    const x = operand as Tensor;
    const [mantissas, exponents] = [emptyLike(x, x.dtype), emptyLike(x, int32)];
    const parts = Array.from(denseNumbers(x), partsOf);
    writeNumbers(
      mantissas,
      Float64Array.from(parts, ([mantissa]) => mantissa),
    );
    writeNumbers(
      exponents,
      Float64Array.from(parts, ([, exponent]) => exponent),
    );
    return [mantissas, exponents];
  },
  saves: () => ["second"],
  vjp: ([g], { second }) => [g ? g.div(second.exp2()) : null],
  jvp: ([tangent], { second }) => [tangent ? tangent.div(second.exp2()) : null, null],
};

function partsOf(value: number): readonly [mantissa: number, exponent: number] {
  if (value === 0 || !Number.isFinite(value)) return [value, 0];
  let exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(value))) + 1);
  // In two steps, as 2 to the whole power may be beyond the least number.
  let mantissa = value * 2 ** -Math.trunc(exponent / 2) * 2 ** -(exponent - Math.trunc(exponent / 2));
  while (Math.abs(mantissa) < 0.5) [mantissa, exponent] = [mantissa * 2, exponent - 1];
  while (Math.abs(mantissa) >= 1) [mantissa, exponent] = [mantissa / 2, exponent + 1];
  return [mantissa, exponent];
}
