import { byName } from "../callByName.js";
import { divisionByZero } from "../errors.js";
import type { DType } from "../dtype.js";
import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { roundedQuotient } from "./division.js";
import { d, elementwise, otherFirst } from "./elementwise.js";
import { unary, unaryInPlace, type UnaryFunction, type UnaryInPlace } from "./functions.js";
import { inPlace } from "./inPlace.js";
import { noAttributes, sample, type Op, type Operand } from "./op.js";
import { operandArgument, tensorArgument } from "./operands.js";
import { onlyFloating, refuseBools } from "./refusals.js";

/**
 * What `trunc` takes away, with the sign of the element. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.frac.html
 */
export const frac: UnaryFunction = unary({
  name: "frac",
  of: (x) => x - Math.trunc(x),
  derivatives: [d("1", [], (g) => g)],
  samples: [sample([[2, 3]], { low: -1.4, high: 1.6 })],
  check: onlyFloating("frac_cpu"),
});

/** `frac` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.frac_.html */
export const frac_: UnaryInPlace = unaryInPlace(frac);

/**
 * The remainder of input / other, with the sign of input as in C, broadcast. Throws for integers and 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.fmod.html
 */
export function fmod(input: Tensor, other: Operand): Tensor {
  const named = byName(fmod, "fmod(input, other)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("fmod", "input", input);
  const y = operandArgument("fmod", "other", other, x);
  return apply(typeof y === "number" ? fmodOp : fmodTensorOp, x, y);
}

/** `fmod` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fmod_.html */
export function fmod_(input: Tensor, other: Operand): Tensor {
  const named = byName(fmod_, "fmod_(input, other)", arguments);
  if (named !== null) return named.result;
  const y = operandArgument("fmod_", "other", other, input);
  const op = typeof y === "number" ? fmodOp : fmodTensorOp;
  return inPlace(op, tensorArgument("fmod_", "input", input), [y], noAttributes);
}

/** The ops of this family that take numbers. */
export default class FractionOps {
  /** @internal */
  static get ops() {
    return { fmod: fmodOp, fmod_tensor: fmodTensorOp };
  }
}

const fmodOp: Op = elementwise({
  name: "fmod",
  gradFn: "FmodBackward0",
  choose: rest,
  derivatives: [d("1", [], (g) => g)],
  samples: [sample([[2, 3]], { low: 1, high: 1.7, scalars: [0.9] })],
  check: refuseBools("fmod_cpu"),
});

const fmodTensorOp: Op = elementwise({
  name: "fmod_tensor",
  gradFn: "FmodBackward1",
  choose: rest,
  order: otherFirst,
  derivatives: [
    d("1", [], (g) => g),
    d("-floor(abs(x/y))*sign(x/y)", ["x", "y"], (g, { x, y }) => g.neg().mul(roundedQuotient(x, y, "trunc"))),
  ],
  tangent: ([ofX, ofY], { x, y }) => ofX!.sub(ofY!.mul(roundedQuotient(x, y, "trunc"))),
  samples: [
    sample(
      [
        [2, 3],
        [2, 3],
      ],
      { low: 0.7, high: 2.9 },
    ),
    sample([[2, 3], [3]], { low: 0.7, high: 2.9 }),
  ],
  check: refuseBools("fmod_cpu"),
});

function rest(dtype: DType): (x: number, y: number) => number {
  if (dtype.is_floating_point) return (x, y) => x % y;
  return (x, y) => {
    if (y === 0) throw divisionByZero();
    return x % y;
  };
}
