import { defaultDtype, int64 } from "../dtype.js";
import { filledTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op, type Operand } from "./op.js";
import { operandArgument, tensorArgument } from "./operands.js";

/**
 * Whether input = other, element by element and broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.eq.html
 */
export function eq(input: Tensor, other: Operand): Tensor {
  return compare(eqOp, input, other);
}

/**
 * Whether input ≠ other, element by element and broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.ne.html
 */
export function ne(input: Tensor, other: Operand): Tensor {
  return compare(neOp, input, other);
}

/**
 * Whether input < other, element by element and broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.lt.html
 */
export function lt(input: Tensor, other: Operand): Tensor {
  return compare(ltOp, input, other);
}

/**
 * Whether input ≤ other, element by element and broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.le.html
 */
export function le(input: Tensor, other: Operand): Tensor {
  return compare(leOp, input, other);
}

/**
 * Whether input > other, element by element and broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.gt.html
 */
export function gt(input: Tensor, other: Operand): Tensor {
  return compare(gtOp, input, other);
}

/**
 * Whether input ≥ other, element by element and broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.ge.html
 */
export function ge(input: Tensor, other: Operand): Tensor {
  return compare(geOp, input, other);
}

/**
 * input where the condition holds, else other; broadcast. Both may be numbers. Throws if the shapes do not broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.where.html
 */
export function where(condition: Tensor, input: Operand, other: Operand): Tensor {
  const [x, y] = branches(operandArgument("where", "input", input), operandArgument("where", "other", other));
  return apply(whereOp, x, y, tensorArgument("where", "condition", condition));
}

/** Tensor methods and ops of this family. */
export default class ComparisonMethods {
  /** @internal */
  static get ops() {
    return { eq: eqOp, ne: neOp, lt: ltOp, le: leOp, gt: gtOp, ge: geOp, where: whereOp };
  }

  /** Whether this = other, as bools. https://docs.pytorch.org/docs/stable/generated/torch.eq.html */
  eq(this: Tensor, other: Operand): Tensor {
    return compare(eqOp, this, other);
  }

  /** Whether this ≠ other, as bools. https://docs.pytorch.org/docs/stable/generated/torch.ne.html */
  ne(this: Tensor, other: Operand): Tensor {
    return compare(neOp, this, other);
  }

  /** Whether this < other, as bools. https://docs.pytorch.org/docs/stable/generated/torch.lt.html */
  lt(this: Tensor, other: Operand): Tensor {
    return compare(ltOp, this, other);
  }

  /** Whether this ≤ other, as bools. https://docs.pytorch.org/docs/stable/generated/torch.le.html */
  le(this: Tensor, other: Operand): Tensor {
    return compare(leOp, this, other);
  }

  /** Whether this > other, as bools. https://docs.pytorch.org/docs/stable/generated/torch.gt.html */
  gt(this: Tensor, other: Operand): Tensor {
    return compare(gtOp, this, other);
  }

  /** Whether this ≥ other, as bools. https://docs.pytorch.org/docs/stable/generated/torch.ge.html */
  ge(this: Tensor, other: Operand): Tensor {
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
  of: (x, y, z) => (z === 0 ? y : x),
  derivatives: [
    d("1 if z else 0", ["z"], (g, { z }) => where(z as Tensor, g, filledTensor([], 0, g.dtype))),
    d("0 if z else 1", ["z"], (g, { z }) => where(z as Tensor, filledTensor([], 0, g.dtype), g)),
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

/** Numbers as 0-d tensors: beside a tensor a whole number counts as an integer, two numbers as floating point. */
function branches(x: Operand, y: Operand): readonly [Tensor, Tensor] {
  const alone = typeof x === "number" && typeof y === "number";
  const branch = (operand: Operand): Tensor => {
    if (typeof operand !== "number") return operand;
    return filledTensor([], operand, !alone && Number.isInteger(operand) ? int64 : defaultDtype());
  };
  return [branch(x), branch(y)];
}

function compare(op: Op, input: unknown, other: unknown): Tensor {
  return apply(op, tensorArgument(op.name, "input", input), operandArgument(op.name, "other", other));
}
