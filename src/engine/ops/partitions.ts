import { integerArgument, integerIn, integersArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import { int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { wrapDimension } from "../shape.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { tensorArgument } from "./operands.js";
import { Slice } from "./slice.js";
import { sliceOf } from "./slicing.js";

/** Into how many parts, or where to cut. */
type Cuts = number | readonly number[];

/**
 * Views of parts along a dimension: of as many as `sections`, the first ones larger by one where the size does not divide, or
 * cut at indices. Throws for a 0-d tensor and for no sections.
 * https://docs.pytorch.org/docs/stable/generated/torch.tensor_split.html
 */
export function tensor_split(input: Tensor, sections: number, dim?: number): readonly Tensor[];
export function tensor_split(input: Tensor, tensor_indices_or_sections: Tensor, dim?: number): readonly Tensor[];
export function tensor_split(input: Tensor, indices: Cuts | Tensor, dim?: number): readonly Tensor[];
export function tensor_split(input: Tensor, cuts: Cuts | Tensor, dim: number | null = 0): readonly Tensor[] {
  const named = byName(
    tensor_split,
    "tensor_split(input, tensor_indices_or_sections, dim) | tensor_split(input, sections, dim) | tensor_split(input, indices, dim)",
    arguments,
  );
  if (named !== null) return named.result;
  const x = tensorArgument("tensor_split", "input", input);
  const read = isTensor(cuts) ? () => cutsIn(cuts) : cutsArgument("tensor_split", cuts);
  const wanted = integerArgument("tensor_split", "dim", dim, 0);
  if (x.ndim === 0) throw errors.tensorSplitOfScalar();
  const where = typeof read === "function" ? read() : read;
  return parts(x, where, wrapDimension(wanted, x.ndim));
}

/**
 * Views of parts along the second dimension, or a vector's only one: so many of one size, or cut at indices. Throws if the
 * size does not divide.
 * https://docs.pytorch.org/docs/stable/generated/torch.hsplit.html
 */
export function hsplit(input: Tensor, sections: number): readonly Tensor[];
export function hsplit(input: Tensor, indices: Cuts): readonly Tensor[];
export function hsplit(input: Tensor, cuts: Cuts): readonly Tensor[] {
  const named = byName(hsplit, "hsplit(input, sections) | hsplit(input, indices)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("hsplit", "input", input);
  return evenParts("hsplit", x, x.ndim === 1 ? 0 : 1, 1, cuts);
}

/**
 * Views of parts along the first dimension: so many of one size, or cut at indices. Throws for fewer than two dimensions, and
 * if the size does not divide.
 * https://docs.pytorch.org/docs/stable/generated/torch.vsplit.html
 */
export function vsplit(input: Tensor, sections: number): readonly Tensor[];
export function vsplit(input: Tensor, indices: Cuts): readonly Tensor[];
export function vsplit(input: Tensor, cuts: Cuts): readonly Tensor[] {
  const named = byName(vsplit, "vsplit(input, sections) | vsplit(input, indices)", arguments);
  if (named !== null) return named.result;
  return evenParts("vsplit", tensorArgument("vsplit", "input", input), 0, 2, cuts);
}

/**
 * Views of parts along the third dimension: so many of one size, or cut at indices. Throws for fewer than three dimensions,
 * and if the size does not divide.
 * https://docs.pytorch.org/docs/stable/generated/torch.dsplit.html
 */
export function dsplit(input: Tensor, sections: number): readonly Tensor[];
export function dsplit(input: Tensor, indices: Cuts): readonly Tensor[];
export function dsplit(input: Tensor, cuts: Cuts): readonly Tensor[] {
  const named = byName(dsplit, "dsplit(input, sections) | dsplit(input, indices)", arguments);
  if (named !== null) return named.result;
  return evenParts("dsplit", tensorArgument("dsplit", "input", input), 2, 3, cuts);
}

/**
 * Views of consecutive parts of the given sizes along a dimension. Throws if they do not sum up to its size.
 * https://docs.pytorch.org/docs/stable/generated/torch.split.html
 */
export function split_with_sizes(input: Tensor, split_sizes: readonly number[], dim = 0): readonly Tensor[] {
  const named = byName(split_with_sizes, "split_with_sizes(input, split_sizes, dim)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("split_with_sizes", "input", input);
  return x.split(integersArgument("split_with_sizes", "split_sizes", split_sizes), dim);
}

/** Tensor methods of this family. */
export default class PartitionMethods {
  /**
   * Views of parts along a dimension: of as many as `sections`, the first ones larger by one where the size does not
   * divide, or cut at indices. Throws for a 0-d tensor and for no sections.
   * https://docs.pytorch.org/docs/stable/generated/torch.tensor_split.html
   */
  tensor_split(this: Tensor, sections: number, dim?: number): readonly Tensor[];
  tensor_split(this: Tensor, tensor_indices_or_sections: Tensor, dim?: number): readonly Tensor[];
  tensor_split(this: Tensor, indices: Cuts | Tensor, dim?: number): readonly Tensor[];
  tensor_split(this: Tensor, ...args: unknown[]): readonly Tensor[] {
    return tensor_split(this, ...(args as AfterInput<typeof tensor_split>));
  }

  /**
   * Views of parts along the second dimension, or a vector's only one: so many of one size, or cut at indices. Throws
   * if the size does not divide.
   * https://docs.pytorch.org/docs/stable/generated/torch.hsplit.html
   */
  hsplit(this: Tensor, sections: number): readonly Tensor[];
  hsplit(this: Tensor, indices: Cuts): readonly Tensor[];
  hsplit(this: Tensor, ...args: unknown[]): readonly Tensor[] {
    return hsplit(this, ...(args as AfterInput<typeof hsplit>));
  }

  /**
   * Views of parts along the first dimension: so many of one size, or cut at indices. Throws for fewer than two
   * dimensions, and if the size does not divide.
   * https://docs.pytorch.org/docs/stable/generated/torch.vsplit.html
   */
  vsplit(this: Tensor, sections: number): readonly Tensor[];
  vsplit(this: Tensor, indices: Cuts): readonly Tensor[];
  vsplit(this: Tensor, ...args: unknown[]): readonly Tensor[] {
    return vsplit(this, ...(args as AfterInput<typeof vsplit>));
  }

  /**
   * Views of parts along the third dimension: so many of one size, or cut at indices. Throws for fewer than three
   * dimensions, and if the size does not divide.
   * https://docs.pytorch.org/docs/stable/generated/torch.dsplit.html
   */
  dsplit(this: Tensor, sections: number): readonly Tensor[];
  dsplit(this: Tensor, indices: Cuts): readonly Tensor[];
  dsplit(this: Tensor, ...args: unknown[]): readonly Tensor[] {
    return dsplit(this, ...(args as AfterInput<typeof dsplit>));
  }

  /**
   * Views of consecutive parts of the given sizes along a dimension. Throws if they do not sum up to its size.
   * https://docs.pytorch.org/docs/stable/generated/torch.split.html
   */
  split_with_sizes(this: Tensor, ...args: AfterInput<typeof split_with_sizes>): readonly Tensor[] {
    return split_with_sizes(this, ...args);
  }
}

function evenParts(op: string, x: Tensor, dim: number, least: number, given: unknown): readonly Tensor[] {
  const cuts = cutsArgument(op, given);
  if (x.ndim < least) throw errors.splitRank(op, least, x.ndim);
  const size = x.shape[dim]!;
  if (typeof cuts === "number" && (cuts === 0 || size % cuts !== 0)) throw errors.splitUneven(op, dim, size, cuts);
  return parts(x, cuts, dim);
}

function parts(x: Tensor, cuts: Cuts, dim: number): readonly Tensor[] {
  const size = x.shape[dim]!;
  if (typeof cuts !== "number") {
    return [...cuts, null].map((cut, i) => {
      const { start, end } = Slice(i === 0 ? 0 : cuts[i - 1]!, cut).within(size);
      return sliceOf(x, dim, start, end, 1);
    });
  }
  if (cuts <= 0) throw errors.tensorSplitSections(cuts);
  const [least, larger] = [Math.floor(size / cuts), size % cuts];
  const startOf = (part: number): number => part * least + Math.min(part, larger);
  return Array.from({ length: cuts }, (_, part) => sliceOf(x, dim, startOf(part), startOf(part + 1), 1));
}

function cutsArgument(op: string, cuts: unknown): Cuts {
  const sections = integerIn(cuts);
  return typeof sections === "number"
    ? integerArgument(op, "sections", sections)
    : integersArgument(op, "indices", cuts);
}

/** Cuts that stand in a tensor of int64. */
function cutsIn(cuts: Tensor): Cuts {
  if (cuts.dtype !== int64) throw errors.tensorSplitDtype(cuts.dtype.label);
  if (cuts.ndim > 1) throw errors.tensorSplitIndices(cuts.ndim);
  return cuts.ndim === 0 ? cuts.item() : Array.from(denseNumbers(cuts));
}
