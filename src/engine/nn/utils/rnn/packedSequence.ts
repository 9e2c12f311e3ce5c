import { refuseMore } from "../../../arguments.js";
import { float32, float64, int32, int64, uint8, type DType } from "../../../dtype.js";
import * as errors from "../../../errors.js";
import { isPair } from "../../../isPair.js";
import { denseNumbers } from "../../../kernels/dense.js";
import { tensorArgument } from "../../../ops/operands.js";
import type { Tensor } from "../../../tensor.js";
import { invert_permutation } from "./invertPermutation.js";

/**
 * Sequences of different lengths in one tensor, as `pack_padded_sequence` and `pack_sequence` make it: the rows of all first
 * steps, then those of all second steps. `batch_sizes` says how many there are of each. The longest sequence comes first;
 * `sorted_indices` and `unsorted_indices` lead there and back where that was not the order. It can be taken apart as
 * PyTorch's named tuple: `const [data, batch_sizes] = packed`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.PackedSequence.html
 */
export class PackedSequence {
  /** All elements, time step by time step. Shape [elements, *]. */
  readonly data: Tensor;
  /** How many sequences each time step has, as int64. */
  readonly batch_sizes: Tensor;
  /** In which order the sequences were put, by length; null where they had to be in order. */
  readonly sorted_indices: Tensor | null;
  /** Where each sequence is in that order; null where they had to be in order. */
  readonly unsorted_indices: Tensor | null;

  constructor(
    data: Tensor | readonly [data: Tensor, batch_sizes: Tensor],
    batch_sizes?: Tensor | null,
    sorted_indices?: Tensor | null,
    unsorted_indices?: Tensor | null,
  ) {
    const [rows, sizes] = partsOf(data, batch_sizes ?? null);
    this.data = tensorArgument("PackedSequence", "data", rows);
    this.batch_sizes = tensorArgument("PackedSequence", "batch_sizes", sizes);
    this.sorted_indices = sorted_indices ?? null;
    this.unsorted_indices = unsorted_indices ?? invert_permutation(this.sorted_indices);
  }

  /** The four parts in PyTorch's order. */
  *[Symbol.iterator](): Generator<Tensor | null, void> {
    yield this.data;
    yield this.batch_sizes;
    yield this.sorted_indices;
    yield this.unsorted_indices;
  }

  /** @internal The batch sizes as numbers. Throws for another dtype than int64, and where there are none. */
  batchSizes(): readonly [number, ...number[]] {
    if (this.batch_sizes.dtype !== int64) throw errors.scalarTypes("Long", this.batch_sizes.dtype.label);
    const [first, ...others] = denseNumbers(this.batch_sizes);
    if (first === undefined) throw errors.indexOutOfBounds(0, 0, 0);
    return [first, ...others];
  }

  /** The sequences with their data in another dtype; this itself if it has it. Arguments as of `Tensor.to`. */
  to(...args: Destination): PackedSequence {
    return this.with(Reflect.apply(this.data.to, this.data, args) as Tensor);
  }

  /** In float64. */
  double(): PackedSequence {
    return this.in("double", float64, arguments);
  }

  /** In float32. */
  float(): PackedSequence {
    return this.in("float", float32, arguments);
  }

  /** In int64. */
  long(): PackedSequence {
    return this.in("long", int64, arguments);
  }

  /** In int32. */
  int(): PackedSequence {
    return this.in("int", int32, arguments);
  }

  /** In uint8. */
  byte(): PackedSequence {
    return this.in("byte", uint8, arguments);
  }

  /** The sequences themselves, which live on the cpu. */
  cpu(): PackedSequence {
    if (arguments.length > 0) refuseMore("cpu", 0, arguments);
    return this;
  }

  /** false: there is the cpu only. */
  get is_cuda(): boolean {
    return false;
  }

  /** false: there is no memory to pin. */
  is_pinned(): boolean {
    if (arguments.length > 0) refuseMore("is_pinned", 0, arguments);
    return false;
  }

  /** PyTorch's printed form. */
  toString(): string {
    const text = (part: Tensor | null): string => (part === null ? "None" : part.toString());
    const { data, batch_sizes, sorted_indices, unsorted_indices } = this;
    return `PackedSequence(data=${text(data)}, batch_sizes=${text(batch_sizes)}, sorted_indices=${text(sorted_indices)}, unsorted_indices=${text(unsorted_indices)})`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  private in(method: string, dtype: DType, args: ArrayLike<unknown>): PackedSequence {
    if (args.length > 0) refuseMore(method, 0, args);
    return this.with(this.data.to(dtype));
  }

  private with(data: Tensor): PackedSequence {
    if (data === this.data) return this;
    return new PackedSequence(data, this.batch_sizes, this.sorted_indices, this.unsorted_indices);
  }
}

/** A dtype or a tensor that has it, or what else `Tensor.to` takes. */
type Destination = [dtype: DType | Tensor, non_blocking?: boolean, copy?: boolean] | Parameters<Tensor["to"]>;

/** Data and batch sizes may be given as one pair, too. */
function partsOf(data: unknown, batch_sizes: Tensor | null): readonly [unknown, unknown] {
  if (batch_sizes !== null) return [data, batch_sizes];
  if (!isPair(data)) throw errors.notAPair();
  return data;
}
