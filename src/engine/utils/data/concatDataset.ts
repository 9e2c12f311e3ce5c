import * as errors from "../../errors.js";
import { Dataset, IterableDataset, type DatasetLike } from "./dataset.js";
import { sampleAt } from "./sampleAt.js";
import { lengthOf } from "./sized.js";

/**
 * Datasets one after the other. Negative indices count from the end. Throws for none, and for an `IterableDataset`.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.ConcatDataset
 */
export class ConcatDataset<Sample = unknown> extends Dataset<Sample> {
  /** The datasets, one after the other. */
  readonly datasets: readonly DatasetLike<Sample>[];
  /** Where each of the datasets ends. */
  readonly cumulative_sizes: readonly number[];

  constructor(datasets: Iterable<DatasetLike<Sample>>) {
    super();
    this.datasets = [...datasets];
    if (this.datasets.length === 0) throw errors.noDatasetToConcatenate();
    if (this.datasets.some((dataset) => dataset instanceof IterableDataset)) throw errors.concatenatedStream();
    let end = 0;
    this.cumulative_sizes = this.datasets.map((dataset) => (end += lengthOf(dataset)));
  }

  override get length(): number {
    return this.cumulative_sizes.at(-1)!;
  }

  override get(index: number): Sample {
    if (-index > this.length) throw errors.concatenatedPastStart();
    const place = index < 0 ? this.length + index : index;
    const dataset = this.cumulative_sizes.findIndex((end) => place < end);
    if (dataset < 0) throw errors.samplePastEnd();
    return sampleAt(this.datasets[dataset]!, place - (this.cumulative_sizes[dataset - 1] ?? 0));
  }
}

/**
 * Iterable datasets one after the other. Throws on the way for a dataset that is no `IterableDataset`.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.ChainDataset
 */
export class ChainDataset<Sample = unknown> extends IterableDataset<Sample> {
  constructor(
    /** The datasets, one after the other. */
    readonly datasets: Iterable<IterableDataset<Sample>>,
  ) {
    super();
  }

  override get length(): number {
    return [...this.checked()].reduce((total, dataset) => total + lengthOf(dataset), 0);
  }

  override *[Symbol.iterator](): Generator<Sample> {
    for (const dataset of this.checked()) yield* { [Symbol.iterator]: () => dataset[Symbol.iterator]() };
  }

  private *checked(): Generator<IterableDataset<Sample>> {
    for (const dataset of this.datasets) {
      if (!((dataset as unknown) instanceof IterableDataset)) throw errors.chainedNoStream();
      yield dataset;
    }
  }
}
