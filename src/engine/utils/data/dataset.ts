import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";

/**
 * Samples by their index: a subclass has `get length()` and `get(index)`.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.Dataset
 */
export class Dataset<Sample = unknown> {
  /** How many samples there are. Throws unless a subclass says it. */
  get length(): number {
    throw errors.noLength(this);
  }

  /** The sample at an index. Throws unless a subclass gives it. */
  get(_index: number): Sample {
    throw errors.noSampleGetter();
  }
}

/**
 * Samples one after the other: a subclass has `*[Symbol.iterator]()`, and `get length()` where it is known.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.IterableDataset
 */
export class IterableDataset<Sample = unknown> extends Dataset<Sample> implements Iterable<Sample> {
  /** All samples, from the first one. Throws unless a subclass gives them. */
  [Symbol.iterator](): Iterator<Sample> {
    throw errors.noIterator(this.constructor.name);
  }
}

/** What has samples by their index, whether or not it is of the class `Dataset`. */
interface Samples<Sample> {
  /** How many samples there are. */
  readonly length: number;
  /** The sample at an index. */
  get(index: number): Sample;
}

/** What samples can be loaded from: a dataset, an array of samples, a tensor, the rows of which are samples. */
export type DatasetLike<Sample> = Samples<Sample> | ArrayLike<Sample> | (Tensor & Iterable<Sample>);
