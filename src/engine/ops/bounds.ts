import { isOptions, readArguments } from "../arguments.js";
import { clampWithoutBounds } from "../errors.js";
import { promote } from "../promotion.js";
import { filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { where } from "./comparisons.js";
import { apply, call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op, type Operand } from "./op.js";
import { operandArgument, tensorArgument } from "./operands.js";

/** Bounds of `clamp`: numbers or, broadcast, tensors; null is no bound. */
export interface ClampOptions {
  readonly min?: Operand | null;
  readonly max?: Operand | null;
}

/**
 * Each element, but at least min and at most max: `clamp(x, 0, 1)`, `clamp(x, { min: 0 })`. Throws without any bound.
 * https://docs.pytorch.org/docs/stable/generated/torch.clamp.html
 */
export function clamp(input: Tensor, min?: Operand | null | ClampOptions, max?: Operand | null | ClampOptions): Tensor {
  return tensorArgument("clamp", "input", input).clamp(min, max);
}

/**
 * Each element, but at least min.
 * https://docs.pytorch.org/docs/stable/generated/torch.clamp.html
 */
export function clamp_min(input: Tensor, min: Operand): Tensor {
  return tensorArgument("clamp_min", "input", input).clamp_min(min);
}

/**
 * Each element, but at most max.
 * https://docs.pytorch.org/docs/stable/generated/torch.clamp.html
 */
export function clamp_max(input: Tensor, max: Operand): Tensor {
  return tensorArgument("clamp_max", "input", input).clamp_max(max);
}

/** Tensor methods and ops of this family. */
export default class BoundMethods {
  /** @internal */
  static get ops() {
    return {
      clamp: clampOp,
      clamp_tensor: clampTensorOp,
      clamp_min_tensor: clampMinTensorOp,
      clamp_max_tensor: clampMaxTensorOp,
    };
  }

  /**
   * Each element, but at least min and at most max: `x.clamp(0, 1)`, `x.clamp({ min: 0 })`. Throws without any bound.
   * https://docs.pytorch.org/docs/stable/generated/torch.clamp.html
   */
  clamp(this: Tensor, min?: Operand | null | ClampOptions, max?: Operand | null | ClampOptions): Tensor {
    const given = isOptions(min) ? [min] : [min, max].filter((value) => value !== undefined);
    const options = readArguments<ClampOptions>("clamp", ["min", "max"], given);
    const [low, high] = [boundOf("min", options.min), boundOf("max", options.max)];
    if (low === null && high === null) throw clampWithoutBounds();
    if (!isTensor(low) && !isTensor(high)) return clampByNumbers(this, "clamp", low, high);
    if (low === null) return call(clampMaxTensorOp, [this, high!], { by: "clamp" });
    if (high === null) return call(clampMinTensorOp, [this, low], { by: "clamp" });
    const asTensor = (bound: Operand): Tensor => (isTensor(bound) ? bound : filledTensor([], bound, this.dtype));
    return apply(clampTensorOp, this, asTensor(low), asTensor(high));
  }

  /** Each element, but at least min. https://docs.pytorch.org/docs/stable/generated/torch.clamp.html */
  clamp_min(this: Tensor, min: Operand): Tensor {
    const low = operandArgument("clamp_min", "min", min);
    return isTensor(low)
      ? call(clampMinTensorOp, [this, low], { by: "clamp_min" })
      : clampByNumbers(this, "clamp_min", low, null);
  }

  /** Each element, but at most max. https://docs.pytorch.org/docs/stable/generated/torch.clamp.html */
  clamp_max(this: Tensor, max: Operand): Tensor {
    const high = operandArgument("clamp_max", "max", max);
    return isTensor(high)
      ? call(clampMaxTensorOp, [this, high], { by: "clamp_max" })
      : clampByNumbers(this, "clamp_max", null, high);
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

/** Which of PyTorch's functions made a clamp by numbers decides its node's name only. */
type ClampName = "clamp" | "clamp_min" | "clamp_max";
type Clamp = { readonly min: number | null; readonly max: number | null; readonly by: ClampName };

const clampNames: { readonly [Name in ClampName]: string } = {
  clamp: "ClampBackward1",
  clamp_min: "ClampMinBackward0",
  clamp_max: "ClampMaxBackward0",
};

const clampOp: Op<Clamp> = elementwise<Clamp>({
  name: "clamp",
  gradFn: ({ by }) => clampNames[by],
  choose:
    (_, { min, max }) =>
    (x) => {
      const raised = min !== null && x < min ? min : x;
      return max !== null && raised > max ? max : raised;
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

/** y is the lower bound, z the upper one. */
const clampTensorOp: Op = elementwise({
  name: "clamp_tensor",
  gradFn: "ClampBackward0",
  of: (x, y, z) => Math.min(Math.max(x, y), z),
  derivatives: [
    d(
      "1 if (x >= y) * (x <= z) else 0",
      ["x", "y", "z"],
      (g, { x, y, z }) => where(x.ge(y).mul(x.le(z)), g, zeroOf(g)),
      (t, { x, y, z }) => where(bounded(x, y, z), zeroOf(t), t),
    ),
    d(
      "1 if (x < y) * (y < z) else 0",
      ["x", "y", "z"],
      (g, { x, y, z }) => where(x.lt(y).mul((y as Tensor).lt(z)), g, zeroOf(g)),
      (t, { x, y, z }) => where(x.lt(y).mul((y as Tensor).le(z)), t, zeroOf(t)),
    ),
    d("1 if (x > z) + (y > z) else 0", ["x", "y", "z"], (g, { x, y, z }) =>
      where(x.gt(z).add((y as Tensor).gt(z)), g, zeroOf(g)),
    ),
  ],
  samples: [sample([[2, 3], [3], [2, 3]], { low: -1 })],
});

/** Whether a bound is the result, as PyTorch's forward mode sees it. */
function bounded(x: Tensor, y: Operand, z: Operand): Tensor {
  return (y as Tensor).gt(z).add(x.lt(y)).add(x.gt(z));
}

type By = { readonly by: ClampName };

const clampMinTensorOp: Op<By> = elementwise<By>({
  name: "clamp_min_tensor",
  gradFn: ({ by }) => (by === "clamp" ? "ClampBackward0" : "ClampMinBackward1"),
  of: (x, y) => Math.max(x, y),
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
  ],
  samples: pairs.map((pair) => ({ ...pair, attributes: { by: "clamp_min" } })),
});

const clampMaxTensorOp: Op<By> = elementwise<By>({
  name: "clamp_max_tensor",
  gradFn: ({ by }) => (by === "clamp" ? "ClampBackward0" : "ClampMaxBackward1"),
  of: (x, y) => Math.min(x, y),
  derivatives: [
    d(
      "1 if x <= y else 0",
      ["x", "y"],
      (g, { x, y }) => where(x.le(y), g, zeroOf(g)),
      (t, { x, y }) => where(x.lt(y), t, zeroOf(t)),
    ),
    d(
      "1 if x > y else 0",
      ["x", "y"],
      (g, { x, y }) => where(x.gt(y), g, zeroOf(g)),
      (t, { x, y }) => where(x.lt(y), zeroOf(t), t),
    ),
  ],
  samples: pairs.map((pair) => ({ ...pair, attributes: { by: "clamp_max" } })),
});

function clampByNumbers(x: Tensor, by: ClampName, min: number | null, max: number | null): Tensor {
  const bounds = [min, max].filter((bound) => bound !== null);
  const dtype = promote([x, ...bounds]);
  return call(clampOp, [dtype === x.dtype ? x : x.to(dtype)], { min, max, by });
}

function boundOf(name: string, value: unknown): Operand | null {
  return value === undefined || value === null ? null : operandArgument("clamp", name, value);
}

function zeroOf(g: Tensor): Tensor {
  return filledTensor([], 0, g.dtype);
}
