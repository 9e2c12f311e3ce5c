import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "../support/captureWarnings.js";

const { data } = torch.utils;
const { DataLoader } = data;

class Squares extends data.Dataset {
  override get length() {
    return 5;
  }

  override get(index: number) {
    return [torch.tensor([index, index ** 2]), index] as const;
  }
}

class Countdown extends data.IterableDataset<number> {
  closed = 0;

  override *[Symbol.iterator]() {
    try {
      for (let i = 5; i > 0; i--) yield i;
    } finally {
      this.closed++;
    }
  }
}

/** Batches as lists, with the dtype of each tensor. */
function seen(value: unknown): unknown {
  if (value instanceof torch.Tensor) return `${value.dtype.name} ${JSON.stringify(value.tolist())}`;
  if (Array.isArray(value)) return value.map(seen);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, seen(item)]));
}

const all = (loader: Iterable<unknown>): unknown => Array.from(loader, seen);
const x = torch.arange(6).reshape(3, 2);
const y = torch.tensor([0.5, 1, 2]);

describe("a loader makes batches as PyTorch does:", () => {
  const rows: readonly (readonly [name: string, loader: () => Iterable<unknown>, expected: unknown])[] = [
    [
      "of a dataset",
      () => new DataLoader(new Squares(), { batch_size: 4 }),
      [
        ["float32 [[0,0],[1,1],[2,4],[3,9]]", "int64 [0,1,2,3]"],
        ["float32 [[4,16]]", "int64 [4]"],
      ],
    ],
    ["of one sample each unless told otherwise", () => new DataLoader([1, 2]), ["int64 [1]", "int64 [2]"]],
    [
      "of tensors",
      () => new DataLoader(new data.TensorDataset(x, y), 2),
      [
        ["int64 [[0,1],[2,3]]", "float32 [0.5,1]"],
        ["int64 [[4,5]]", "float32 [2]"],
      ],
    ],
    ["of the rows of a tensor", () => new DataLoader(x, 2), ["int64 [[0,1],[2,3]]", "int64 [[4,5]]"]],
    [
      "without a smaller last one",
      () => new DataLoader([1, 2, 3], { batch_size: 2, drop_last: true }),
      ["int64 [1,2]"],
    ],
    ["by a sampler", () => new DataLoader([5, 6, 7], { sampler: [2, 0], batch_size: 2 }), ["int64 [7,5]"]],
    [
      "by a batch sampler",
      () => new DataLoader([5, 6, 7], { batch_sampler: [[2], [0, -1]] }),
      ["int64 [7]", "int64 [5,7]"],
    ],
    [
      "by a function",
      () => new DataLoader([5, 6, 7], { batch_size: 2, collate_fn: (samples) => samples.length }),
      [2, 1],
    ],
    [
      "not at all",
      () => new DataLoader([[5, new Float32Array([1])], "a"], { batch_size: null }),
      [[5, "float32 [1]"], "a"],
    ],
    [
      "of a stream",
      () => new DataLoader(new Countdown(), { batch_size: 2 }),
      ["int64 [5,4]", "int64 [3,2]", "int64 [1]"],
    ],
    [
      "of a stream without a smaller last one",
      () => new DataLoader(new Countdown(), { batch_size: 3, drop_last: true }),
      ["int64 [5,4,3]"],
    ],
    ["of a stream one by one", () => new DataLoader(new Countdown(), { batch_size: null }), [5, 4, 3, 2, 1]],
    ["with everything by name", () => new DataLoader({ dataset: [1, 2], batch_size: 2 }), ["int64 [1,2]"]],
  ];
  for (const [name, loader, expected] of rows) {
    it(name, () => {
      assert.deepEqual(all(loader()), expected);
    });
  }
});

describe("samples are collated as in PyTorch:", () => {
  const rows: readonly (readonly [name: string, samples: readonly unknown[], expected: unknown])[] = [
    ["whole numbers as Python's ints", [1, 2], "int64 [1,2]"],
    ["other numbers as its floats", [1, 2.5], "float64 [1,2.5]"],
    ["booleans", [true, false], "bool [true,false]"],
    ["booleans beside whole numbers", [true, 2], "int64 [1,2]"],
    ["booleans beside other numbers", [true, 2.5], "float32 [1,2.5]"],
    ["bigints", [1n, 2n], "int64 [1,2]"],
    ["texts", ["a", "b"], ["a", "b"]],
    ["typed arrays", [new Float32Array([1, 2]), new Float32Array([3, 4])], "float32 [[1,2],[3,4]]"],
    [
      "arrays",
      [
        [1, "a"],
        [2, "b"],
      ],
      ["int64 [1,2]", ["a", "b"]],
    ],
    [
      "objects",
      [
        { x: y, label: 1 },
        { label: 2, x: y },
      ],
      { x: "float32 [[0.5,1,2],[0.5,1,2]]", label: "int64 [1,2]" },
    ],
    [
      "nested ones",
      [{ a: [1, { b: true }] }, { a: [2, { b: false }] }],
      { a: ["int64 [1,2]", { b: "bool [true,false]" }] },
    ],
  ];
  for (const [name, samples, expected] of rows) {
    it(name, () => {
      assert.deepEqual(seen(data.default_collate(samples)), expected);
    });
  }
});

describe("datasets are put together as in PyTorch:", () => {
  const concatenated = new data.ConcatDataset([[1, 2], new Float32Array([3]), [], [4]]);
  const rows: readonly (readonly [name: string, actual: () => unknown, expected: unknown])[] = [
    [
      "one after the other",
      () => [concatenated.length, ...[0, 1, 2, 3, -1, -4].map((i) => concatenated.get(i))],
      [4, 1, 2, 3, 4, 4, 1],
    ],
    ["where each of them ends", () => concatenated.cumulative_sizes, [2, 3, 3, 4]],
    ["streams", () => [...new data.ChainDataset([new Countdown(), new Countdown()])], [5, 4, 3, 2, 1, 5, 4, 3, 2, 1]],
    ["side by side", () => new data.StackDataset([1, 2], ["a", "b"]).get(1), [2, "b"]],
    ["side by side, by name", () => new data.StackDataset({ n: [1, 2], s: ["a", "b"] }).get(0), { n: 1, s: "a" }],
    ["some of one", () => new data.Subset(["a", "b", "c"], [2, 0]).get(0), "c"],
    ["some of one by a tensor", () => new data.Subset(["a", "b", "c"], torch.tensor([2n, 0n])).get(1), "a"],
    ["parts of a part", () => new data.Subset(new data.Subset(["a", "b", "c"], [2, 0]), [1]).get(0), "a"],
    ["fractions of one", () => data.random_split([1, 2, 3, 4, 5], [0.5, 0.5]).map((part) => part.length), [3, 2]],
    ["the length of batches", () => [3, 4].map((n) => new DataLoader([1, 2, 3, 4, 5, 6, 7], n).length), [3, 2]],
    [
      "the length without the last batch",
      () => new DataLoader([1, 2, 3], { batch_size: 2, drop_last: true }).length,
      1,
    ],
    ["no worker", () => data.get_worker_info(), null],
  ];
  for (const [name, actual, expected] of rows) {
    it(name, () => {
      assert.deepEqual(actual(), expected);
    });
  }

  it("fractions of one that leave a part empty, with a warning", () => {
    const { result, warnings } = captureWarnings(() => data.random_split([1], [0.5, 0.5]));
    assert.deepEqual(
      result.map(({ length }) => length),
      [1, 0],
    );
    assert.deepEqual(warnings, ["Length of split at index 1 is 0. This might result in an empty dataset."]);
  });
});

describe("what the script's own code throws", () => {
  class Faulty extends data.Dataset<number> {
    override get length() {
      return 20;
    }

    override get(index: number): number {
      if (index === 17) throw new RangeError("sample 17 is broken");
      return index;
    }
  }

  it("comes out of the loop as it is, after the batches before it", () => {
    const batches: unknown[] = [];
    const load = (): void => {
      for (const batch of new DataLoader(new Faulty(), 4)) batches.push(seen(batch));
    };
    assert.throws(load, (error: Error) => error instanceof RangeError && /\.get/.test(error.stack ?? ""));
    assert.equal(batches.length, 4);
  });

  it("closes the sampler, and the next epoch is whole", () => {
    let closed = 0;
    class Closing extends data.Sampler {
      override *[Symbol.iterator]() {
        try {
          yield* [16, 17, 18];
        } finally {
          closed++;
        }
      }
    }
    const loader = new DataLoader(new Faulty(), { sampler: new Closing() });
    for (const epoch of [1, 2]) {
      assert.throws(() => [...loader], RangeError);
      assert.equal(closed, epoch);
    }
  });

  it("or a break closes a stream", () => {
    const stream = new Countdown();
    for (const batch of new DataLoader(stream, 2)) if (batch.size(0) === 2) break;
    assert.equal(stream.closed, 1);
  });

  it("a stream that is longer than it said brings a warning", () => {
    class Short extends Countdown {
      override get length() {
        return 3;
      }
    }
    const loader = new DataLoader(new Short());
    assert.equal(loader.length, 3);
    const { warnings } = captureWarnings(() => [...loader]);
    assert.match(
      warnings[0]!,
      /^Length of IterableDataset Short was reported to be 3\(when accessing len\(dataloader\)\), but 4 samples/,
    );
  });
});
