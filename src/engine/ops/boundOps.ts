import { promote } from "../promotion.js";
import { bool, type DType } from "../dtype.js";
import { numberCannotBeCast } from "../errors.js";
import { isMapped } from "../func/batchLevel.js";
import { checkNumber, roundTo } from "../storage.js";
import { filledTensor, isTensor, zeroOf } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { where } from "./comparisons.js";
import { d, elementwise, type Derivative } from "./elementwise.js";
import { refuseBools } from "./refusals.js";
import { sample, type Op, type Operand } from "./op.js";
import { aside, type Run } from "./writing.js";

/** Which of PyTorch's functions clamps decides its node's name only. */
export type ClampName = "clamp" | "clamp_min" | "clamp_max";

/** The tensor with bounds, of which one at least is not null, aside or in place. */
export function clamped(run: Run, x: Tensor, by: ClampName, low: Operand | null, high: Operand | null): Tensor {
  if (!isTensor(low) && !isTensor(high)) return clampedByNumbers(run, x, by, low, high);
  // Beside a number, a 0-d tensor that needs no gradient is one too.
  const numbers = [low, high].map((bound) => (isTensor(bound) && isConstant(bound) ? Number(bound.item()) : bound));
  const areNumbers = numbers.every((bound) => typeof bound === "number");
  if (areNumbers && !(isTensor(low) && isTensor(high))) {
    // The number of a floating point tensor is fractional, be it whole or not.
    const isFractional = [low, high].some((bound) => isTensor(bound) && bound.dtype.is_floating_point);
    return clampedByNumbers(run, x, by, numbers[0]!, numbers[1]!, isFractional);
  }
  if (by === "clamp_min") return run(clampMinTensorOp, x, [low!], {});
  if (by === "clamp_max") return run(clampMaxTensorOp, x, [high!], {});
  if (high === null) return run(lowerBoundOp, x, [low!], {});
  // What stands for the lower bound has no say in the result's dtype.
  if (low === null) return run(upperBoundOp, x, [x.dtype === bool ? filledTensor([], 0, bool) : 0, high], {});
  const asTensor = (bound: Operand): Tensor => (isTensor(bound) ? bound : filledTensor([], bound, x.dtype));
  return run(clampTensorOp, x, [asTensor(low), asTensor(high)], {});
}

function isConstant(bound: Tensor): boolean {
  return bound.ndim === 0 && !bound.requires_grad && !isMapped(bound);
}

function clampedByNumbers(
  run: Run,
  x: Tensor,
  by: ClampName,
  min: number | null,
  max: number | null,
  isFractional = false,
): Tensor {
  const dtype = promote([x, ...[min, max].filter((bound) => bound !== null), ...(isFractional ? [0.5] : [])]);
  if (dtype !== x.dtype && run !== aside) throw numberCannotBeCast(dtype.label, x.dtype.name);
  for (const bound of [min, max]) if (bound !== null) checkNumber(dtype, bound, false);
  return run(clampOp, dtype === x.dtype ? x : x.to(dtype), [], { min, max, by });
}

/** The ops of this family. */
export default class BoundOps {
  /** @internal */
  static get ops() {
    return {
      clamp: clampOp,
      clamp_tensor: clampTensorOp,
      clamp_min_tensor: clampMinTensorOp,
      clamp_max_tensor: clampMaxTensorOp,
      clamp_lower: lowerBoundOp,
      clamp_upper: upperBoundOp,
    };
  }
}

const pairs = [
  sample(
    [
      [2, 3],
      [2, 3],
    ],
    { low: -1 },
  ),
  sample([[2, 3], [3]], { low: -1 }),
];

type Clamp = { readonly min: number | null; readonly max: number | null; readonly by: ClampName };

const clampNames: { readonly [Name in ClampName]: string } = {
  clamp: "ClampBackward1",
  clamp_min: "ClampMinBackward0",
  clamp_max: "ClampMaxBackward0",
};

const clampOp: Op<Clamp> = elementwise<Clamp>({
  name: "clamp",
  gradFn: ({ by }) => clampNames[by],
  choose: (dtype, attributes) => {
    const [min, max] = [boundIn(dtype, attributes.min), boundIn(dtype, attributes.max)];
    if (Number.isNaN(min) || Number.isNaN(max)) return () => NaN;
    return (x) => {
      const raised = min !== null && x < min ? min : x;
      return max !== null && raised > max ? max : raised;
    };
  },
  derivatives: [
    d(
      "1 if (min == null || x >= min) && (max == null || x <= max) else 0",
      ["x"],
      (g, { x }, { attributes: { min, max } }) => {
        const inside = [...(min === null ? [] : [x.ge(min)]), ...(max === null ? [] : [x.le(max)])];
        return where(
          inside.reduce((a, b) => a.mul(b)),
          g,
          zeroOf(g),
        );
      },
    ),
  ],
  samples: [
    sample([[2, 3]], { low: -1, attributes: { min: -0.4, max: 0.8, by: "clamp" } }),
    sample([[2, 3]], { low: -1, attributes: { min: null, max: 0.8, by: "clamp_max" } }),
  ],
});

/** A bound as a number of the dtype: −1 is 255 in bytes. */
function boundIn(dtype: DType, bound: number | null): number | null {
  return bound === null || dtype.is_floating_point ? bound : roundTo(dtype, bound);
}

/** PyTorch writes the second condition into the first, and so refuses one that is broadcast beyond that. */
function within(first: Tensor, both: "logical_and" | "logical_or", second: Tensor): Tensor {
  return isMapped(first) || isMapped(second) ? first[both](second) : first[`${both}_`](second);
}

/** y is the lower bound, z the upper one. */
const clampTensorOp: Op = elementwise({
  name: "clamp_tensor",
  gradFn: "ClampBackward0",
  of: (x, y, z) => Math.min(Math.max(x, y), z),
  derivatives: [
    d(
      "1 if (x >= y) * (x <= z) else 0",
      ["x", "y", "z"],
      (g, { x, y, z }) => where(within(x.ge(y), "logical_and", x.le(z)), g, zeroOf(g)),
      (t, { x, y, z }) => where(bounded(x, y, z), zeroOf(t), t),
    ),
    d(
      "1 if (x < y) * (y < z) else 0",
      ["x", "y", "z"],
      (g, { x, y, z }) => where(within(x.lt(y), "logical_and", (y as Tensor).lt(z)), g, zeroOf(g)),
      (t, { x, y, z }) => where(x.lt(y).logical_and((y as Tensor).gt(z).logical_not()), t, zeroOf(t)),
    ),
    d(
      "1 if (x > z) + (y > z) else 0",
      ["x", "y", "z"],
      (g, { x, y, z }) => where(within(x.gt(z), "logical_or", (y as Tensor).gt(z)), g, zeroOf(g)),
      (t, { x, y, z }) => where(x.gt(z).logical_or((y as Tensor).gt(z)), t, zeroOf(t)),
    ),
  ],
  samples: [sample([[2, 3], [3], [2, 3]], { low: -1 })],
  check: refuseBools("clamp_cpu"),
});

/** Whether a bound is the result, as PyTorch's forward mode sees it. */
function bounded(x: Tensor, y: Operand, z: Operand): Tensor {
  return (y as Tensor).gt(z).add(x.lt(y)).add(x.gt(z));
}

const raised = (x: number, y: number): number => Math.max(x, y);
const lowered = (x: number, y: number): number => Math.min(x, y);

// At a tie forward mode takes the bound's tangent in `clamp`, and the tensor's in `clamp_min` and `clamp_max`.
const clampMinTensorOp: Op = elementwise({
  name: "clamp_min_tensor",
  gradFn: "ClampMinBackward1",
  of: raised,
  order: [1, 0],
  derivatives: [
    d("1 if x >= y else 0", ["x", "y"], (g, { x, y }) => where(x.ge(y), g, zeroOf(g))),
    d(
      "1 if x < y else 0",
      ["x", "y"],
      (g, { x, y }) => where(x.lt(y), g, zeroOf(g)),
      (t, { x, y }) => where(x.ge(y), zeroOf(t), t),
    ),
  ],
  samples: pairs,
});

const clampMaxTensorOp: Op = elementwise({
  name: "clamp_max_tensor",
  gradFn: "ClampMaxBackward1",
  of: lowered,
  order: [1, 0],
  derivatives: [
    d("1 if x <= y else 0", ["x", "y"], (g, { x, y }) => where(x.le(y), g, zeroOf(g))),
    d(
      "1 if x > y else 0",
      ["x", "y"],
      (g, { x, y }) => where(x.gt(y), g, zeroOf(g)),
      (t, { x, y }) => where(x.le(y), zeroOf(t), t),
    ),
  ],
  samples: pairs,
});

/** The bound that is not given has a place in the graph of `clamp` nevertheless. */
const absent: Derivative = d("0", [], zeroOf);

const lowerBoundOp: Op = elementwise({
  name: "clamp_lower",
  gradFn: "ClampBackward0",
  of: raised,
  derivatives: [
    d(
      "1 if x >= y else 0",
      ["x", "y"],
      (g, { x, y }) => where(x.ge(y), g, zeroOf(g)),
      (t, { x, y }) => where(x.gt(y), t, zeroOf(t)),
    ),
    d(
      "1 if x < y else 0",
      ["x", "y"],
      (g, { x, y }) => where(x.lt(y), g, zeroOf(g)),
      (t, { x, y }) => where(x.gt(y), zeroOf(t), t),
    ),
    absent,
  ],
  samples: pairs,
});

/** z is the bound; y stands for the lower one. */
const upperBoundOp: Op = elementwise({
  name: "clamp_upper",
  gradFn: "ClampBackward0",
  of: (x, _, z) => lowered(x, z),
  derivatives: [
    d(
      "1 if x <= z else 0",
      ["x", "z"],
      (g, { x, z }) => where(x.le(z), g, zeroOf(g)),
      (t, { x, z }) => where(x.lt(z), t, zeroOf(t)),
    ),
    absent,
    d(
      "1 if x > z else 0",
      ["x", "z"],
      (g, { x, z }) => where(x.gt(z), g, zeroOf(g)),
      (t, { x, z }) => where(x.lt(z), zeroOf(t), t),
    ),
  ],
  samples: [sample([[2, 3], [], [3]], { low: -1 })],
});
