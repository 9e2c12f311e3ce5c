import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { rngCases, rngDraws, type OracleTensor, type RngCase } from "../support/rngCases.js";

const { data } = torch.utils;

interface Args {
  readonly dataset: string;
  readonly batch_size: number;
  readonly shuffle: boolean;
  readonly drop_last?: boolean;
  readonly generator?: string;
  readonly n: number;
  readonly lengths: readonly number[];
  readonly replacement?: boolean;
  readonly num_samples?: number;
  readonly weights: readonly number[];
  readonly indices: readonly number[];
}

type Orders = readonly (readonly number[])[];
type Epoch = { readonly order: Orders; readonly then: OracleTensor } | { readonly epochs: readonly Orders[] };

/** The draws of samplers, each made once. */
const draws: Readonly<Record<string, (args: Args, seed: number) => unknown>> = {
  random_split: ({ n, lengths, generator }, seed) =>
    data
      .random_split(numbersTo(n), lengths, generator === undefined ? null : new torch.Generator().manual_seed(seed))
      .map((part) => part.indices),
  RandomSampler: ({ n, replacement, num_samples }) => [
    ...new data.RandomSampler(numbersTo(n), replacement, num_samples),
  ],
  WeightedRandomSampler: ({ weights, num_samples }) => [...new data.WeightedRandomSampler(weights, num_samples)],
  SubsetRandomSampler: ({ indices }) => [...new data.SubsetRandomSampler(indices)],
};

describe("after the same seed the data comes in PyTorch's order", () => {
  for (const [name, draw] of Object.entries(draws)) {
    for (const { seed, args, first, second } of casesOf<unknown>(name)) {
      it(`${name} ${JSON.stringify(args)} with seed ${seed}`, () => {
        torch.manual_seed(seed);
        assert.deepEqual([draw(args, seed), draw(args, seed)], [first, second]);
      });
    }
  }

  for (const { seed, args, first, second } of casesOf<Epoch>("DataLoader")) {
    it(`DataLoader ${JSON.stringify(args)} with seed ${seed}`, () => {
      torch.manual_seed(seed);
      const generator = args.generator === undefined ? null : new torch.Generator().manual_seed(seed);
      const { batch_size, shuffle, drop_last = false } = args;
      const samples = numbersTo(Number(/\d+/.exec(args.dataset)?.[0]));
      const loader = new data.DataLoader(samples, { batch_size, shuffle, drop_last, generator });
      for (const expected of [first, second]) {
        if ("order" in expected) {
          assert.deepEqual(epochOf(loader), expected.order);
          assert.deepEqual(elements(torch.rand(1)), expected.then.data);
        } else assert.deepEqual([epochOf(loader), epochOf(loader)], expected.epochs);
      }
    });
  }
});

function numbersTo(end: number): number[] {
  return Array.from({ length: end }, (_, i) => i);
}

function epochOf(loader: Iterable<torch.Tensor>): unknown {
  return Array.from(loader, (batch) => batch.tolist());
}

function casesOf<Drawn>(draw: string): readonly (Omit<RngCase<Drawn>, "args"> & { readonly args: Args })[] {
  assert.ok(rngDraws().includes(draw));
  return rngCases<Drawn>(draw) as unknown as readonly (Omit<RngCase<Drawn>, "args"> & { readonly args: Args })[];
}
