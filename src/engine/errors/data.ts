import {
  AssertionError,
  IndexError,
  KeyError,
  NotImplementedError,
  RuntimeError,
  ValueError,
  ZeroDivisionError,
} from "./kinds.js";
import { pythonBool } from "../pythonValues.js";
import { describeType, pythonClass, pythonName } from "./words.js";

export function noSampleGetter(): Error {
  return new NotImplementedError("Subclasses of Dataset should implement __getitem__.");
}

export function noIterator(name: string): Error {
  return new NotImplementedError(`${name} does not implement [Symbol.iterator]()`);
}

export function noLength(value: unknown): Error {
  return new TypeError(`object of type '${pythonName(value)}' has no len()`);
}

export function lengthNotWhole(length: number): Error {
  return Number.isInteger(length)
    ? new ValueError("__len__() should return >= 0")
    : new TypeError("'float' object cannot be interpreted as an integer");
}

export function notSubscriptable(value: unknown): Error {
  return new TypeError(`'${pythonName(value)}' object is not subscriptable`);
}

export function notIterableData(value: unknown): Error {
  return new TypeError(`'${pythonName(value)}' object is not iterable`);
}

export function samplePastEnd(): Error {
  return new IndexError("list index out of range");
}

export function sampleIndexKind(index: unknown): Error {
  return new TypeError(`list indices must be integers or slices, not ${pythonName(index)}`);
}

export function tensorsOfOtherSizes(): Error {
  return new AssertionError("Size mismatch between tensors");
}

export function noTensors(): Error {
  return new IndexError("tuple index out of range");
}

export function datasetsOfOtherSizes(): Error {
  return new ValueError("Size mismatch between datasets");
}

export function datasetsInOrderAndByName(): Error {
  return new ValueError(
    "Supported either ``tuple``- (via ``args``) or``dict``- (via ``kwargs``) like input/output, but both types are given.",
  );
}

export function noDatasetToStack(): Error {
  return new ValueError("At least one dataset should be passed");
}

export function noDatasetToConcatenate(): Error {
  return new AssertionError("datasets should not be an empty iterable");
}

export function concatenatedStream(): Error {
  return new AssertionError("ConcatDataset does not support IterableDataset");
}

export function chainedNoStream(): Error {
  return new AssertionError("ChainDataset only supports IterableDataset");
}

export function concatenatedPastStart(): Error {
  return new ValueError("absolute value of index should not exceed dataset length");
}

export function fractionOutOfRange(index: number): Error {
  return new ValueError(`Fraction at index ${index} is not between 0 and 1`);
}

export function lengthsOfSplits(): Error {
  return new ValueError("Sum of input lengths does not equal the length of the input dataset!");
}

export function notBoolean(name: string, value: unknown, Kind: typeof TypeError | typeof ValueError): Error {
  return new Kind(`${name} should be a boolean value, but got ${name}=${text(value)}`);
}

export function notPositiveInteger(name: string, value: unknown): Error {
  return new ValueError(`${name} should be a positive integer value, but got ${name}=${text(value)}`);
}

/** Python's words. */
export function permutationsOfNothing(): Error {
  return new ZeroDivisionError("integer division or modulo by zero");
}

export function weightsNotAVector(shape: readonly number[]): Error {
  const sizes = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  return new ValueError(`weights should be a 1d sequence but given weights have shape ${sizes}`);
}

export function samplesOfOtherSizes(): Error {
  return new RuntimeError("each element in list of batch should be of equal size");
}

export function missingSampleKey(key: string): Error {
  return new KeyError(`'${key}'`);
}

export function notCollatable(value: unknown): Error {
  return new TypeError(
    `default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found ${pythonClass(value)}`,
  );
}

export function negativeWorkers(): Error {
  return new ValueError("num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.");
}

export function workersAbsent(count: number): Error {
  return new ValueError(
    `num_workers=${count}: GradLens loads data in the script's own thread; use num_workers=0 to disable multiprocessing.`,
  );
}

export function negativeTimeout(): Error {
  return new ValueError("timeout option should be non-negative");
}

export function timeoutWithoutWorkers(): Error {
  return new AssertionError("_SingleProcessDataLoaderIter requires timeout == 0");
}

export function prefetchWithoutWorkers(): Error {
  return new ValueError(
    "prefetch_factor option could only be specified in multiprocessing.let num_workers > 0 to enable multiprocessing, otherwise set prefetch_factor to None.",
  );
}

export function persistenceWithoutWorkers(): Error {
  return new ValueError("persistent_workers option needs num_workers > 0");
}

export function contextWithoutWorkers(): Error {
  return new ValueError(
    "multiprocessing_context can only be used with multi-process loading (num_workers > 0), but got num_workers=0",
  );
}

export function optionOfStream(option: "shuffle" | "sampler" | "batch_sampler", value: unknown): Error {
  return new ValueError(
    `DataLoader with IterableDataset: expected unspecified ${option} option, but got ${option}=${text(value)}`,
  );
}

export function samplerWithShuffle(): Error {
  return new ValueError("sampler option is mutually exclusive with shuffle");
}

export function batchSamplerWithOthers(): Error {
  return new ValueError("batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last");
}

export function droppedLastOfNoBatches(): Error {
  return new ValueError("batch_size=None option disables auto-batching and is mutually exclusive with drop_last");
}

export function fixedAttribute(name: string, owner: string): Error {
  return new ValueError(`${name} attribute should not be set after ${owner} is initialized`);
}

export function collatorNotCallable(value: unknown): Error {
  return new TypeError(`'${pythonName(value)}' object is not callable`);
}

/** A value as Python writes it. */
function text(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return pythonBool(value);
  if (Array.isArray(value)) return `[${value.map(text).join(", ")}]`;
  return typeof value === "object" ? `<${describeType(value)} object>` : String(value);
}
