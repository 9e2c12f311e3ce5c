import * as errors from "../../errors.js";
import { lengthOf, type Sized } from "./sized.js";

/**
 * An order of indices: a subclass has `*[Symbol.iterator]()`, and `get length()` where it is known.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.Sampler
 */
export class Sampler<Index = number> implements Iterable<Index> {
  /** How many indices there are. Throws unless a subclass says it. */
  get length(): number {
    throw errors.noLength(this);
  }

  /** The indices of an epoch. Throws unless a subclass gives them. */
  [Symbol.iterator](): Iterator<Index> {
    throw errors.noIterator(this.constructor.name);
  }
}

/**
 * All indices in their order.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.SequentialSampler
 */
export class SequentialSampler extends Sampler {
  constructor(
    /** What is sampled from; its length counts. */
    readonly data_source: Sized,
  ) {
    super();
  }

  override get length(): number {
    return lengthOf(this.data_source);
  }

  override [Symbol.iterator](): Iterator<number> {
    return Array.from({ length: this.length }, (_, index) => index).values();
  }
}
