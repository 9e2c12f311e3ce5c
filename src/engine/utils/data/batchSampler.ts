import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { iterable } from "./iterable.js";
import { checkCount } from "./randomSamplers.js";
import { Sampler } from "./sampler.js";
import { lengthOf } from "./sized.js";

export interface BatchSamplerOptions<Index = number> {
  /** Where the indices come from. */
  readonly sampler?: Iterable<Index>;
  /** How many indices a batch has. */
  readonly batch_size?: number;
  /** Whether a last batch that is smaller is left out. */
  readonly drop_last?: boolean;
}

/**
 * The indices of another sampler in batches. Throws unless the size is a positive integer.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.BatchSampler
 */
export class BatchSampler<Index = number> extends Sampler<Index[]> {
  readonly sampler: Iterable<Index>;
  readonly batch_size: number;
  readonly drop_last: boolean;

  constructor(
    sampler: Iterable<Index> | BatchSamplerOptions<Index>,
    batch_size?: number | BatchSamplerOptions<Index>,
    drop_last?: boolean | BatchSamplerOptions<Index>,
  ) {
    super();
    const names = ["sampler", "batch_size", "drop_last"] as const;
    const args = [sampler, batch_size, drop_last];
    const given = readArguments<BatchSamplerOptions<Index>>("BatchSampler", names, args);
    const missing = names.find((name) => given[name] === undefined);
    if (missing !== undefined) throw errors.missingArgument("BatchSampler", missing);
    this.sampler = given.sampler!;
    this.batch_size = given.batch_size!;
    this.drop_last = given.drop_last!;
    checkBatches(this.batch_size, this.drop_last);
  }

  override get length(): number {
    const round = this.drop_last ? Math.floor : Math.ceil;
    return round(lengthOf(this.sampler) / this.batch_size);
  }

  override *[Symbol.iterator](): IterableIterator<Index[]> {
    let batch: Index[] = [];
    for (const index of iterable(this.sampler)) {
      batch.push(index);
      if (batch.length < this.batch_size) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0 && !this.drop_last) yield batch;
  }
}

/** Throws unless the size of batches is a positive integer. */
export function checkBatches(batch_size: unknown, drop_last: unknown): void {
  checkCount("batch_size", batch_size);
  if (typeof drop_last !== "boolean") throw errors.notBoolean("drop_last", drop_last, errors.ValueError);
}
