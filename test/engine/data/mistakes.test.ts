import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

/** Everything is called as a script does that nobody has checked the types of. */
const data = torch.utils.data as unknown as Readonly<
  Record<
    string,
    (new (...args: unknown[]) => Iterable<unknown> & Record<string, unknown>) & ((...args: unknown[]) => unknown)
  >
>;

class Stream extends torch.utils.data.IterableDataset<number> {}

const make = (name: string, ...args: unknown[]) => new data[name]!(...args);
const call = (name: string, ...args: unknown[]) => data[name]!(...args);
const load = (...args: unknown[]) => [...make("DataLoader", ...args)];

const rows: readonly (readonly [mistake: string, body: () => unknown, type: string, message: string])[] = [
  [
    "tensors of other sizes",
    () => make("TensorDataset", torch.ones(2), torch.ones(3)),
    "AssertionError",
    "Size mismatch between tensors",
  ],
  ["datasets of other sizes", () => make("StackDataset", [1], [1, 2]), "ValueError", "Size mismatch between datasets"],
  [
    "datasets in order and by name",
    () => make("StackDataset", [1], { b: [1] }),
    "ValueError",
    "Supported either ``tuple``- (via ``args``) or``dict``- (via ``kwargs``) like input/output, but both types are given.",
  ],
  ["no dataset to stack", () => make("StackDataset"), "ValueError", "At least one dataset should be passed"],
  [
    "no dataset to concatenate",
    () => make("ConcatDataset", []),
    "AssertionError",
    "datasets should not be an empty iterable",
  ],
  [
    "a stream to concatenate",
    () => make("ConcatDataset", [new Stream()]),
    "AssertionError",
    "ConcatDataset does not support IterableDataset",
  ],
  [
    "a list to chain",
    () => [...make("ChainDataset", [[1]])],
    "AssertionError",
    "ChainDataset only supports IterableDataset",
  ],
  [
    "an index before the start",
    () => new torch.utils.data.ConcatDataset([[1]]).get(-2),
    "ValueError",
    "absolute value of index should not exceed dataset length",
  ],
  [
    "an index past the end",
    () => new torch.utils.data.ConcatDataset([[1]]).get(1),
    "IndexError",
    "list index out of range",
  ],
  ["an index past a list's end", () => load([1, 2], { sampler: [2] }), "IndexError", "list index out of range"],
  [
    "an index of a list that is no integer",
    () => load([1, 2], { sampler: ["a"] }),
    "TypeError",
    "list indices must be integers or slices, not str",
  ],
  [
    "a dataset without samples",
    () => new torch.utils.data.Dataset().get(0),
    "NotImplementedError",
    "Subclasses of Dataset should implement __getitem__.",
  ],
  [
    "a dataset without length",
    () => load(new torch.utils.data.Dataset()),
    "TypeError",
    "object of type 'Dataset' has no len()",
  ],
  [
    "lengths of splits that do not sum up",
    () => call("random_split", [1, 2, 3], [1, 1]),
    "ValueError",
    "Sum of input lengths does not equal the length of the input dataset!",
  ],
  [
    "a negative fraction",
    () => call("random_split", [1, 2, 3], [-0.5, 1.5]),
    "ValueError",
    "Fraction at index 0 is not between 0 and 1",
  ],
  [
    "fractions above 1",
    () => call("random_split", [1, 2], [0.7, 0.7]),
    "ValueError",
    "Sum of input lengths does not equal the length of the input dataset!",
  ],
  [
    "replacement that is no boolean",
    () => make("RandomSampler", [1], 1),
    "TypeError",
    "replacement should be a boolean value, but got replacement=1",
  ],
  [
    "no samples",
    () => make("RandomSampler", [1], false, 0),
    "ValueError",
    "num_samples should be a positive integer value, but got num_samples=0",
  ],
  [
    "an empty dataset that is shuffled",
    () => make("DataLoader", [], { shuffle: true }),
    "ValueError",
    "num_samples should be a positive integer value, but got num_samples=0",
  ],
  [
    "permutations of nothing",
    () => [...make("RandomSampler", [], false, 2)],
    "ZeroDivisionError",
    "integer division or modulo by zero",
  ],
  [
    "draws from nothing",
    () => [...make("RandomSampler", [], true, 2)],
    "RuntimeError",
    "random_ expects 'from' to be less than 'to', but got from=0 >= to=0",
  ],
  [
    "weights that are a matrix",
    () => make("WeightedRandomSampler", [[1, 2]], 2),
    "ValueError",
    "weights should be a 1d sequence but given weights have shape (1, 2)",
  ],
  [
    "a number of samples that is not whole",
    () => make("WeightedRandomSampler", [1, 2], 2.5),
    "ValueError",
    "num_samples should be a positive integer value, but got num_samples=2.5",
  ],
  [
    "weighted replacement that is no boolean",
    () => make("WeightedRandomSampler", [1, 2], 2, 1),
    "ValueError",
    "replacement should be a boolean value, but got replacement=1",
  ],
  [
    "batches of nothing",
    () => make("BatchSampler", [1], 0, false),
    "ValueError",
    "batch_size should be a positive integer value, but got batch_size=0",
  ],
  [
    "batches of booleans",
    () => make("BatchSampler", [1], true, false),
    "ValueError",
    "batch_size should be a positive integer value, but got batch_size=True",
  ],
  [
    "drop_last that is no boolean",
    () => make("BatchSampler", [1], 1, null),
    "ValueError",
    "drop_last should be a boolean value, but got drop_last=None",
  ],
  [
    "a loader's batches of -1",
    () => make("DataLoader", [1], -1),
    "ValueError",
    "batch_size should be a positive integer value, but got batch_size=-1",
  ],
  [
    "a sampler and shuffle",
    () => make("DataLoader", [1], { sampler: [0], shuffle: true }),
    "ValueError",
    "sampler option is mutually exclusive with shuffle",
  ],
  [
    "a batch sampler and a size",
    () => make("DataLoader", [1], { batch_sampler: [[0]], batch_size: 2 }),
    "ValueError",
    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last",
  ],
  [
    "no batches and drop_last",
    () => make("DataLoader", [1], { batch_size: null, drop_last: true }),
    "ValueError",
    "batch_size=None option disables auto-batching and is mutually exclusive with drop_last",
  ],
  [
    "a stream that is shuffled",
    () => make("DataLoader", new Stream(), { shuffle: true }),
    "ValueError",
    "DataLoader with IterableDataset: expected unspecified shuffle option, but got shuffle=True",
  ],
  [
    "a stream with a sampler",
    () => make("DataLoader", new Stream(), { sampler: [0] }),
    "ValueError",
    "DataLoader with IterableDataset: expected unspecified sampler option, but got sampler=[0]",
  ],
  [
    "a stream with batches of indices",
    () => make("DataLoader", new Stream(), { batch_sampler: [[0]] }),
    "ValueError",
    "DataLoader with IterableDataset: expected unspecified batch_sampler option, but got batch_sampler=[[0]]",
  ],
  [
    "workers",
    () => make("DataLoader", [1], { num_workers: 2 }),
    "ValueError",
    "num_workers=2: GradLens loads data in the script's own thread; use num_workers=0 to disable multiprocessing.",
  ],
  [
    "fewer workers than none",
    () => make("DataLoader", [1], { num_workers: -1 }),
    "ValueError",
    "num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.",
  ],
  [
    "a negative timeout",
    () => make("DataLoader", [1], { timeout: -1 }),
    "ValueError",
    "timeout option should be non-negative",
  ],
  [
    "a timeout",
    () => load([1], { timeout: 1 }),
    "AssertionError",
    "_SingleProcessDataLoaderIter requires timeout == 0",
  ],
  [
    "persistent workers",
    () => make("DataLoader", [1], { persistent_workers: true }),
    "ValueError",
    "persistent_workers option needs num_workers > 0",
  ],
  [
    "an option that there is not",
    () => make("DataLoader", [1], { batchsize: 2 }),
    "TypeError",
    "DataLoader() got an unexpected keyword argument 'batchsize' (did you mean 'batch_size'?)",
  ],
  [
    "no dataset",
    () => make("DataLoader"),
    "TypeError",
    'DataLoader() missing 1 required positional arguments: "dataset"',
  ],
  [
    "batches of indices that are none",
    () => load([1], { batch_sampler: [0] }),
    "TypeError",
    "'int' object is not iterable",
  ],
  ["a sampler that is none", () => load([1], { sampler: 1 }), "TypeError", "'int' object is not iterable"],
  [
    "a collate_fn that is none",
    () => make("DataLoader", [1], { collate_fn: 1 }),
    "TypeError",
    "'int' object is not callable",
  ],
  [
    "a new batch size",
    () => (make("DataLoader", [1])["batch_size"] = 3),
    "ValueError",
    "batch_size attribute should not be set after DataLoader is initialized",
  ],
  [
    "arrays of other lengths",
    () => load([[1], [1, 2]], 2),
    "RuntimeError",
    "each element in list of batch should be of equal size",
  ],
  [
    "tensors of other shapes",
    () => load([torch.ones(2), torch.ones(3)], 2),
    "RuntimeError",
    "stack expects each tensor to be equal size, but got [2] at entry 0 and [3] at entry 1",
  ],
  ["objects of other keys", () => load([{ a: 1 }, { b: 1 }], 2), "KeyError", "'a'"],
  [
    "samples of null",
    () => load([null]),
    "TypeError",
    "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found <class 'NoneType'>",
  ],
  [
    "samples of a class",
    () => load([new Date()]),
    "TypeError",
    "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found <class 'Date'>",
  ],
];

describe("mistakes with data get PyTorch's words:", () => {
  for (const [mistake, body, name, message] of rows) {
    it(mistake, () => {
      assert.throws(body, { name, message });
    });
  }
});
