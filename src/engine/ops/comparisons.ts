import { byName, methodByName } from "../callByName.js";
import { bool, uint8 } from "../dtype.js";
import { conditionNotBool, dynamicShape } from "../errors.js";
import { isMapped } from "../func/batchLevel.js";
import { chosen } from "../kernels/elementFunctions.js";
import { conditionFirst } from "../layout.js";
import { broadcastShapes } from "../shape.js";
import { checkNumber } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { zeroOf } from "../tensorFactory.js";
import { apply } from "./dispatch.js";
import { d, elementwise, otherFirst } from "./elementwise.js";
import { sample, type Op, type Operand, type Value } from "./op.js";
import { asTensor, operandArgument, tensorArgument } from "./operands.js";
import { nonzero } from "./truths.js";

/**
 * Whether input = other, element by element and broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.eq.html
 */
export function eq(input: Tensor, other: Value): Tensor {
  const named = byName(eq, "eq(input, other)", arguments);
  if (named !== null) return named.result;
  return compare(eqOp, input, other);
}

/**
 * Whether input ≠ other, element by element and broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.ne.html
 */
export function ne(input: Tensor, other: Value): Tensor {
  const named = byName(ne, "ne(input, other)", arguments);
  if (named !== null) return named.result;
  return compare(neOp, input, other);
}

/**
 * Whether input < other, element by element and broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.lt.html
 */
export function lt(input: Tensor, other: Operand): Tensor {
  const named = byName(lt, "lt(input, other)", arguments);
  if (named !== null) return named.result;
  return compare(ltOp, input, other);
}

/**
 * Whether input ≤ other, element by element and broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.le.html
 */
export function le(input: Tensor, other: Operand): Tensor {
  const named = byName(le, "le(input, other)", arguments);
  if (named !== null) return named.result;
  return compare(leOp, input, other);
}

/**
 * Whether input > other, element by element and broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.gt.html
 */
export function gt(input: Tensor, other: Operand): Tensor {
  const named = byName(gt, "gt(input, other)", arguments);
  if (named !== null) return named.result;
  return compare(gtOp, input, other);
}

/**
 * Whether input ≥ other, element by element and broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.ge.html
 */
export function ge(input: Tensor, other: Operand): Tensor {
  const named = byName(ge, "ge(input, other)", arguments);
  if (named !== null) return named.result;
  return compare(geOp, input, other);
}

/** The places where the condition is not 0: an int64 tensor of indices for each dimension, and one for a 0-d tensor. */
export function where(condition: Tensor): readonly Tensor[];
/**
 * input where the condition, of bools, holds, else other; broadcast. Both may be numbers. Throws if the shapes do not
 * broadcast and for another condition.
 * https://docs.pytorch.org/docs/stable/generated/torch.where.html
 */
export function where(condition: Tensor, input: Value, other: Value): Tensor;
export function where(condition: Tensor, ...values: readonly Value[]): Tensor | readonly Tensor[] {
  const named = byName(where, "where(condition, input, other)", arguments);
  if (named !== null) return named.result;
  const holds = tensorArgument("where", "condition", condition);
  if (values.length === 0) {
    if (isMapped(holds)) throw dynamicShape("aten::where");
    return nonzero(holds, { as_tuple: true });
  }
  const [input, other] = values;
  const x = operandArgument("where", "input", input);
  const y = operandArgument("where", "other", other);
  if (holds.dtype !== bool && holds.dtype !== uint8) throw conditionNotBool(holds.dtype.label);
  // The condition is broadcast first, which shows in what is told of shapes that do not fit.
  const shapes = [x, y].flatMap((value) => (typeof value === "number" ? [] : [value.shape]));
  shapes.reduce(broadcastShapes, holds.shape);
  // Bytes stand for bools, and do not decide the dtype either.
  return apply(whereOp, chosenFrom(x, y), chosenFrom(y, x), holds.to(bool));
}

/** A number among the two must be one that their common dtype can hold. */
function chosenFrom(value: Operand, beside: Operand): Tensor {
  const tensor = asTensor(value, beside);
  if (typeof value === "number") checkNumber(tensor.dtype, value, false);
  return tensor;
}

/** Tensor methods and ops of this family. */
export default class ComparisonMethods {
  /** @internal */
  static get ops() {
    return { eq: eqOp, ne: neOp, lt: ltOp, le: leOp, gt: gtOp, ge: geOp, where: whereOp };
  }

  /** Whether this = other, as bools. https://docs.pytorch.org/docs/stable/generated/torch.eq.html */
  eq(this: Tensor, other: Value): Tensor {
    const named = methodByName(this, "eq(other)", arguments);
    if (named !== null) return named.result;
    return compare(eqOp, this, other);
  }

  /** Whether this ≠ other, as bools. https://docs.pytorch.org/docs/stable/generated/torch.ne.html */
  ne(this: Tensor, other: Value): Tensor {
    const named = methodByName(this, "ne(other)", arguments);
    if (named !== null) return named.result;
    return compare(neOp, this, other);
  }

  /** Whether this < other, as bools. https://docs.pytorch.org/docs/stable/generated/torch.lt.html */
  lt(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "lt(other)", arguments);
    if (named !== null) return named.result;
    return compare(ltOp, this, other);
  }

  /** Whether this ≤ other, as bools. https://docs.pytorch.org/docs/stable/generated/torch.le.html */
  le(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "le(other)", arguments);
    if (named !== null) return named.result;
    return compare(leOp, this, other);
  }

  /** Whether this > other, as bools. https://docs.pytorch.org/docs/stable/generated/torch.gt.html */
  gt(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "gt(other)", arguments);
    if (named !== null) return named.result;
    return compare(gtOp, this, other);
  }

  /** Whether this ≥ other, as bools. https://docs.pytorch.org/docs/stable/generated/torch.ge.html */
  ge(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "ge(other)", arguments);
    if (named !== null) return named.result;
    return compare(geOp, this, other);
  }
}

const eqOp: Op = comparison("eq", (x, y) => x === y);
const neOp: Op = comparison("ne", (x, y) => x !== y);
const ltOp: Op = comparison("lt", (x, y) => x < y);
const leOp: Op = comparison("le", (x, y) => x <= y);
const gtOp: Op = comparison("gt", (x, y) => x > y);
const geOp: Op = comparison("ge", (x, y) => x >= y);

/** z is the condition. It comes last so that the operands with a derivative come first. */
const whereOp: Op = elementwise({
  name: "where",
  layout: conditionFirst,
  of: chosen,
  order: otherFirst,
  derivatives: [
    d("1 if z else 0", ["z"], (g, { z }) => apply(whereOp, g, zeroOf(g), z)),
    d("0 if z else 1", ["z"], (g, { z }) => apply(whereOp, zeroOf(g), g, z)),
  ],
  samples: [
    sample([
      [2, 3],
      [2, 3],
      [2, 3],
    ]),
    sample([[2, 3], [3], []]),
  ],
});

function comparison(name: string, holds: (x: number, y: number) => boolean): Op {
  return elementwise({ name, of: (x, y) => (holds(x, y) ? 1 : 0), derivatives: [], result: "bool", samples: [] });
}

function compare(op: Op, input: unknown, other: unknown): Tensor {
  return apply(op, tensorArgument(op.name, "input", input), operandArgument(op.name, "other", other));
}
