import { isOptions } from "../../arguments.js";
import * as errors from "../../errors.js";
import { Dataset, type DatasetLike } from "./dataset.js";
import { sampleAt } from "./sampleAt.js";
import { lengthOf } from "./sized.js";

type Datasets = readonly DatasetLike<unknown>[] | Readonly<Record<string, DatasetLike<unknown>>>;
type SampleOf<Source> = Source extends DatasetLike<infer Sample> ? Sample : never;
type Stacked<Sources extends Datasets> = { -readonly [Place in keyof Sources]: SampleOf<Sources[Place]> };

/**
 * Several datasets of the same length side by side: `new StackDataset(images, texts)` has samples `[image, text]`,
 * `new StackDataset({ image: images, text: texts })` has `{ image, text }`. Throws for other lengths, for none and for both.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.StackDataset
 */
export class StackDataset<Sources extends Datasets = Datasets> extends Dataset<Stacked<Sources>> {
  /** The datasets whose samples are put together. */
  readonly datasets: Sources;

  constructor(...datasets: Sources extends readonly unknown[] ? Sources : [datasets: Sources]) {
    super();
    const given: readonly unknown[] = datasets;
    const named = isOptions(given.at(-1)) ? given.at(-1) : null;
    if (named !== null && given.length > 1) throw errors.datasetsInOrderAndByName();
    this.datasets = (named ?? given) as Sources;
    const lengths = Object.values(this.datasets).map(lengthOf);
    if (lengths.length === 0) throw errors.noDatasetToStack();
    if (lengths.some((length) => length !== lengths[0])) throw errors.datasetsOfOtherSizes();
  }

  override get length(): number {
    return lengthOf(Object.values(this.datasets)[0]);
  }

  /** The samples of all datasets at an index. */
  override get(index: number): Stacked<Sources> {
    const { datasets }: { readonly datasets: Datasets } = this;
    if (isSeveral(datasets)) return datasets.map((dataset) => sampleAt(dataset, index)) as Stacked<Sources>;
    const samples = Object.entries(datasets).map(([name, dataset]) => [name, sampleAt(dataset, index)]);
    return Object.fromEntries(samples) as Stacked<Sources>;
  }
}

function isSeveral(datasets: Datasets): datasets is readonly DatasetLike<unknown>[] {
  return Array.isArray(datasets);
}
