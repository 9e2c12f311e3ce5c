import { integerArgument } from "../arguments.js";
import { dualLevel } from "../autograd/dualLevel.js";
import { carries } from "../autograd/tangents.js";
import { byName } from "../callByName.js";
import { dimensionOfScalarRow } from "../errors.js";
import { namedTuple } from "../namedTuple.js";
import { wrapDimension } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { choosing, type Along } from "./choosing.js";
import { callMany } from "./dispatch.js";
import type { ValuesAndIndices } from "./extremes.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";

/**
 * The greatest of each element along a dimension and all before it, and its index: the last of equal ones. NaN is the greatest.
 * https://docs.pytorch.org/docs/stable/generated/torch.cummax.html
 */
export function cummax(input: Tensor, dim: number): ValuesAndIndices {
  const named = byName(cummax, "cummax(input, dim)", arguments);
  if (named !== null) return named.result;
  return extremes("cummax", input, dim);
}

/**
 * The least of each element along a dimension and all before it, and its index: the last of equal ones. NaN is the least.
 * https://docs.pytorch.org/docs/stable/generated/torch.cummin.html
 */
export function cummin(input: Tensor, dim: number): ValuesAndIndices {
  const named = byName(cummin, "cummin(input, dim)", arguments);
  if (named !== null) return named.result;
  return extremes("cummin", input, dim);
}

/** Tensor methods and ops of this family. */
export default class CumulativeExtremeMethods {
  /** @internal */
  static get ops() {
    return extremeOps;
  }

  /**
   * The greatest of each element along a dimension and all before it, and its index: the last of equal ones.
   * https://docs.pytorch.org/docs/stable/generated/torch.cummax.html
   */
  cummax(this: Tensor, ...args: AfterInput<typeof cummax>): ValuesAndIndices {
    return cummax(this, ...args);
  }

  /**
   * The least of each element along a dimension and all before it, and its index: the last of equal ones.
   * https://docs.pytorch.org/docs/stable/generated/torch.cummin.html
   */
  cummin(this: Tensor, ...args: AfterInput<typeof cummin>): ValuesAndIndices {
    return cummin(this, ...args);
  }
}

type Extreme = "cummax" | "cummin";

function extremes(which: Extreme, input: unknown, dim: unknown): ValuesAndIndices {
  const x = tensorArgument(which, "input", input);
  const given = integerArgument(which, "dim", dim);
  if (x.ndim === 0 && given !== 0 && given !== -1) throw dimensionOfScalarRow(which, given);
  // Where there are no elements PyTorch does not look at the dimension.
  const along = x.numel() === 0 ? 0 : wrapDimension(given, x.ndim);
  // A tangent is gathered, along a dimension that there must be.
  if (carries(dualLevel, extremeOps[which], [x])) wrapDimension(given, x.ndim);
  const [values, indices] = callMany(extremeOps[which], [x], { dim: along }) as readonly [Tensor, Tensor];
  return namedTuple(which, { values, indices });
}

function extreme(name: Extreme, gradFn: string, reaches: (value: number, best: number) => boolean): Op<Along> {
  const op = choosing<Along>({
    name,
    gradFn,
    samples: [
      sample([[2, 4]], { distinct: true, attributes: { dim: 1 } }),
      sample([[4, 2]], { distinct: true, attributes: { dim: 0 } }),
    ],
    count: (size) => size,
    choose(row) {
      let best = 0;
      return Int32Array.from({ length: row.length }, (_, i) => {
        const isNext = Number.isNaN(row[i]) || reaches(row[i]!, row[best]!);
        return (best = isNext ? i : best);
      });
    },
  });
  return {
    ...op,
    saves: () => ["x", "second"],
    // The gradient of no elements is the operand itself in PyTorch, and so has its place in the graph.
    vjp: (gradients, saved, info, needed) =>
      saved.x.numel() === 0 ? [saved.x] : op.vjp(gradients, saved, info, needed),
  };
}

const extremeOps: { readonly [E in Extreme]: Op<Along> } = {
  cummax: extreme("cummax", "CummaxBackward0", (value, best) => value >= best),
  cummin: extreme("cummin", "CumminBackward0", (value, best) => value <= best),
};
