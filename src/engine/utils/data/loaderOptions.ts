import { isOptions, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import type { Generator } from "../../random/generator.js";
import type { DatasetLike } from "./dataset.js";

export interface DataLoaderOptions<Sample = unknown, Batch = unknown> {
  /** Where the samples come from. */
  readonly dataset?: DatasetLike<Sample>;
  /** How many samples make a batch, 1 unless given; null loads samples one by one, without batches. */
  readonly batch_size?: number | null;
  /** Whether each epoch has a random order of its own; false unless given. */
  readonly shuffle?: boolean | null;
  /** The order of the samples, by their indices. */
  readonly sampler?: Iterable<unknown> | null;
  /** The indices of each batch; in place of batch_size, shuffle, sampler and drop_last. */
  readonly batch_sampler?: Iterable<readonly unknown[]> | null;
  /** 0: the data is loaded in the script's own thread. */
  readonly num_workers?: 0;
  /** Makes a batch of an array of samples; `default_collate` unless given. */
  readonly collate_fn?: ((samples: Sample[]) => Batch) | null;
  /** Of no effect without an accelerator, as a warning says. */
  readonly pin_memory?: boolean;
  /** Whether a last batch that is smaller is left out. */
  readonly drop_last?: boolean;
  /** 0, as there are no workers to wait for. */
  readonly timeout?: 0;
  /** What would be called in each worker. */
  readonly worker_init_fn?: ((worker: number) => void) | null;
  /** There are no worker processes: null is all that can be given. */
  readonly multiprocessing_context?: null;
  /** Where the orders come from; the generator that `torch.manual_seed` seeds unless given. */
  readonly generator?: Generator | null;
  /** There are no worker processes: null is all that can be given. */
  readonly prefetch_factor?: null;
  /** There are no worker processes: false is all that can be given. */
  readonly persistent_workers?: false;
  /** Has no effect, for there is no device to copy to. */
  readonly pin_memory_device?: string;
  /** Has no effect without worker processes; true unless given. */
  readonly in_order?: boolean;
}

type Values<Sample, Batch> = Required<DataLoaderOptions<Sample, Batch>>;

/** An argument in its place, or all that are left by name. */
type Or<Name extends keyof DataLoaderOptions, Sample, Batch> =
  Values<Sample, Batch>[Name] | DataLoaderOptions<Sample, Batch>;

/** What follows the dataset, in PyTorch's order. */
export type LoaderArguments<Sample, Batch> = [
  batch_size?: Or<"batch_size", Sample, Batch>,
  shuffle?: Or<"shuffle", Sample, Batch>,
  sampler?: Or<"sampler", Sample, Batch>,
  batch_sampler?: Or<"batch_sampler", Sample, Batch>,
  num_workers?: Or<"num_workers", Sample, Batch>,
  collate_fn?: Or<"collate_fn", Sample, Batch>,
  pin_memory?: Or<"pin_memory", Sample, Batch>,
  drop_last?: Or<"drop_last", Sample, Batch>,
  timeout?: Or<"timeout", Sample, Batch>,
  worker_init_fn?: Or<"worker_init_fn", Sample, Batch>,
  multiprocessing_context?: Or<"multiprocessing_context", Sample, Batch>,
  generator?: Or<"generator", Sample, Batch>,
  options?: DataLoaderOptions<Sample, Batch>,
];

const positional = [
  "dataset",
  "batch_size",
  "shuffle",
  "sampler",
  "batch_sampler",
  "num_workers",
  "collate_fn",
  "pin_memory",
  "drop_last",
  "timeout",
  "worker_init_fn",
  "multiprocessing_context",
  "generator",
] as const;

const byNameOnly = ["prefetch_factor", "persistent_workers", "pin_memory_device", "in_order"] as const;

/** Reads a loader's arguments. Throws for what can only be done with workers. */
export function readLoaderOptions<Sample, Batch>(args: readonly unknown[]): Partial<Values<Sample, Batch>> {
  const inOrder = args.filter((value) => !isOptions(value)).length;
  // Python counts the object itself as well.
  if (inOrder > positional.length)
    throw errors.tooManyArguments("DataLoader.__init__", positional.length + 1, inOrder + 1);
  const names = [...positional, ...byNameOnly] as const;
  const given = readArguments<Values<Sample, Batch>>("DataLoader", names, args);
  checkWorkers(given);
  return given;
}

function checkWorkers<Sample, Batch>(given: DataLoaderOptions<Sample, Batch>): void {
  const workers: number = given.num_workers ?? 0;
  if (!Number.isInteger(workers)) throw errors.wrongArgument("DataLoader", "num_workers", "int", workers);
  if (workers < 0) throw errors.negativeWorkers();
  const timeout: number = given.timeout ?? 0;
  if (timeout < 0) throw errors.negativeTimeout();
  if (workers > 0) throw errors.workersAbsent(workers);
  if (isGiven(given.prefetch_factor)) throw errors.prefetchWithoutWorkers();
  if (given.persistent_workers as boolean | undefined) throw errors.persistenceWithoutWorkers();
  if (isGiven(given.multiprocessing_context)) throw errors.contextWithoutWorkers();
}

/** PyTorch checks the types no further than that: a script may give what the types do not allow. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
