import { Dataset, type DatasetLike } from "./dataset.js";
import { sampleAt } from "./sampleAt.js";
import { lengthOf } from "./sized.js";
import type { Tensor } from "../../tensor.js";

/** Indices as an array, or as a vector of integers. */
export type Indices = ArrayLike<number> | Tensor;

/**
 * The samples of a dataset at some indices.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.Subset
 */
export class Subset<Sample = unknown> extends Dataset<Sample> {
  constructor(
    /** The whole dataset. */
    readonly dataset: DatasetLike<Sample>,
    /** Which of its samples this one has, in their order. */
    readonly indices: Indices,
  ) {
    super();
  }

  override get length(): number {
    return lengthOf(this.indices);
  }

  override get(index: number): Sample {
    return sampleAt(this.dataset, indexAt(this.indices, index));
  }
}

/** The index that stands at a place of a list of indices. */
export function indexAt(indices: Indices, place: number): number {
  const index = sampleAt<number | Tensor>(indices as DatasetLike<number | Tensor>, place);
  return typeof index === "number" ? index : Number(index.item());
}
