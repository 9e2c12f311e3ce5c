import { warnOnce } from "../../autograd/warnings.js";
import * as errors from "../../errors.js";
import type { Generator } from "../../random/generator.js";
import { BatchSampler, checkBatches } from "./batchSampler.js";
import { default_collate, default_convert, type Collated } from "./collate.js";
import { IterableDataset, type DatasetLike } from "./dataset.js";
import { iterable } from "./iterable.js";
import { readLoaderOptions, type DataLoaderOptions, type LoaderArguments } from "./loaderOptions.js";
import { drawnSeed, RandomSampler } from "./randomSamplers.js";
import { sampleAt } from "./sampleAt.js";
import { SequentialSampler } from "./sampler.js";
import { lengthOf, type Sized } from "./sized.js";

/**
 * Loads a dataset batch by batch: `for (const [x, y] of new DataLoader(data, { batch_size: 32, shuffle: true })) …`. Each
 * loop is an epoch, with the draws from the generator that PyTorch makes; what the dataset throws comes out of the loop as it is. Throws for options that exclude each other, and for workers.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.DataLoader
 */
export class DataLoader<Sample, Batch = Collated<Sample>> implements Iterable<Batch> {
  declare readonly dataset: DatasetLike<Sample>;
  declare readonly batch_size: number | null;
  declare readonly drop_last: boolean;
  /** The order of the samples; null for an `IterableDataset`, which has its own. */
  declare readonly sampler: Iterable<unknown> | null;
  /** The indices of each batch; null if there are no batches. */
  declare readonly batch_sampler: Iterable<readonly unknown[]> | null;
  declare readonly persistent_workers: false;
  readonly num_workers = 0;
  /** Has no effect without worker processes. */
  readonly timeout: number;
  readonly pin_memory: boolean;
  readonly generator: Generator | null;
  readonly worker_init_fn: ((worker: number) => void) | null;
  readonly collate_fn: (samples: Sample[]) => Batch;
  private toldLength: number | null = null;

  constructor(
    dataset: DatasetLike<Sample> | (DataLoaderOptions<Sample, Batch> & { readonly dataset: DatasetLike<Sample> }),
    ...options: LoaderArguments<Sample, Batch>
  );
  constructor(...args: unknown[]) {
    const given = readLoaderOptions<Sample, Batch>(args);
    const { dataset, generator = null, drop_last = false, batch_sampler = null } = given;
    if (dataset === undefined) throw errors.missingArgument("DataLoader", "dataset");
    checkCombination(given);
    const { collate_fn = null } = given;
    if (collate_fn !== null && typeof (collate_fn as unknown) !== "function")
      throw errors.collatorNotCallable(collate_fn);
    const batch_size = batch_sampler !== null ? null : given.batch_size === undefined ? 1 : given.batch_size;
    const sampler = given.sampler ?? usualSampler(dataset, given.shuffle ?? false, generator);
    if (batch_size !== null) checkBatches(batch_size, drop_last);
    const isBatched = batch_size !== null && sampler !== null;
    const fixed = {
      dataset,
      batch_size,
      drop_last,
      sampler,
      batch_sampler: isBatched ? new BatchSampler(sampler, batch_size, drop_last) : batch_sampler,
      persistent_workers: false,
    };
    for (const [name, value] of Object.entries(fixed)) fix(this, name, value);
    this.timeout = given.timeout ?? 0;
    this.pin_memory = given.pin_memory ?? false;
    this.generator = generator;
    this.worker_init_fn = given.worker_init_fn ?? null;
    const usual: unknown = batch_size === null && batch_sampler === null ? default_convert : default_collate;
    this.collate_fn = collate_fn ?? (usual as Collator<Batch>);
  }

  /** How many batches an epoch has. Throws if the dataset, or the sampler that was given, has no length. */
  get length(): number {
    if (!(this.dataset instanceof IterableDataset)) return lengthOf(this.batch_sampler ?? this.sampler);
    this.toldLength = lengthOf(this.dataset);
    if (this.batch_size === null) return this.toldLength;
    const round = this.drop_last ? Math.floor : Math.ceil;
    return round(this.toldLength / this.batch_size);
  }

  /** Begins an epoch. */
  [Symbol.iterator](): IterableIterator<Batch> {
    const { dataset } = this;
    if (this.pin_memory) warnPinnedMemory();
    const sampler = this.batch_sampler ?? this.sampler;
    const indices = sampler === null ? null : iterable(sampler)[Symbol.iterator]();
    // PyTorch draws what it would seed workers with, whether or not there are any.
    drawnSeed(this.generator);
    if (this.timeout !== 0) throw errors.timeoutWithoutWorkers();
    if (indices !== null) return this.indexed(dataset, indices);
    return this.streamed((dataset as IterableDataset<Sample>)[Symbol.iterator]());
  }

  private *indexed(dataset: DatasetLike<Sample>, indices: Iterator<unknown>): IterableIterator<Batch> {
    const isBatched = this.batch_sampler !== null;
    for (const index of rest(indices)) {
      const data = isBatched
        ? Array.from(iterable(index as Iterable<unknown>), (each) => sampleAt(dataset, each))
        : sampleAt(dataset, index);
      yield this.collate_fn(data as Sample[]);
    }
  }

  private *streamed(samples: Iterator<Sample>): IterableIterator<Batch> {
    const { batch_size, drop_last, toldLength } = this;
    const all = rest(samples);
    let count = 0;
    for (const data of batch_size === null ? all : new BatchSampler(all, batch_size, drop_last)) {
      const batch = this.collate_fn(data as Sample[]);
      count++;
      if (toldLength !== null && count > toldLength) warnLongerStream(this.dataset, toldLength, count);
      yield batch;
    }
  }
}

/** Without batches, it gets a sample. */
type Collator<Batch> = (samples: unknown) => Batch;

/** What is left of an iterator, which is closed when nobody wants more, or when an error ends the loop. */
function rest<Item>(iterator: Iterator<Item>): Iterable<Item> {
  return { [Symbol.iterator]: () => iterator };
}

function usualSampler(dataset: unknown, shuffle: boolean, generator: Generator | null): Iterable<unknown> | null {
  if (dataset instanceof IterableDataset) return null;
  return shuffle
    ? new RandomSampler(dataset as Sized, false, null, generator)
    : new SequentialSampler(dataset as Sized);
}

function checkCombination<Sample, Batch>(given: DataLoaderOptions<Sample, Batch>): void {
  const { dataset, batch_size, shuffle, drop_last, sampler = null, batch_sampler = null } = given;
  if (dataset instanceof IterableDataset) {
    if ((shuffle ?? false) !== false) throw errors.optionOfStream("shuffle", shuffle);
    if (sampler !== null) throw errors.optionOfStream("sampler", sampler);
    if (batch_sampler !== null) throw errors.optionOfStream("batch_sampler", batch_sampler);
  }
  if (sampler !== null && shuffle === true) throw errors.samplerWithShuffle();
  if (batch_sampler !== null) {
    const isOther = batch_size !== undefined && batch_size !== 1;
    if (isOther || shuffle === true || sampler !== null || drop_last === true) throw errors.batchSamplerWithOthers();
  } else if (batch_size === null && drop_last === true) throw errors.droppedLastOfNoBatches();
}

/** Gives an object a property that refuses to be set. */
function fix(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, {
    enumerable: true,
    get: () => value,
    set() {
      throw errors.fixedAttribute(name, owner.constructor.name);
    },
  });
}

function warnPinnedMemory(): void {
  warnOnce(
    "'pin_memory' argument is set as true but no accelerator is found, then device pinned memory won't be used.",
  );
}

function warnLongerStream(dataset: object, told: number, fetched: number): void {
  warnOnce(
    `Length of IterableDataset ${dataset.constructor.name} was reported to be ${told}(when accessing len(dataloader)), but ${fetched} samples have been fetched. `,
  );
}
