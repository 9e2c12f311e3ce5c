import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { readOracle } from "./support/oracle.js";
import { checkClose } from "./support/trainingRuns.js";

const { Exponential, Independent, Laplace, Normal, Uniform, kl_divergence } = torch.distributions;

type Answers = Readonly<Record<string, unknown>>;
const recorded = readOracle<{
  readonly cases: Readonly<Record<string, Answers>>;
  readonly divergences: Readonly<Record<string, number | "Infinity" | null>>;
}>("answers/moreDistributions.json");

const of = (...numbers: number[]): torch.Tensor => torch.tensor(numbers, { dtype: torch.float64 });
const one = (number: number): torch.Tensor => torch.tensor(number, { dtype: torch.float64 });

const made: Readonly<Record<string, () => torch.distributions.Distribution>> = {
  Exponential: () => new Exponential(of(0.5, 2, 3)),
  Laplace: () => new Laplace(of(0, 1, -2), of(1, 0.5, 3)),
  Independent: () => new Independent(new Normal(of(0, 1, -2), of(1, 0.5, 3)), 1),
};

const scalars: Readonly<Record<string, torch.distributions.Distribution>> = {
  Exponential: new Exponential(one(2)),
  Laplace: new Laplace(one(1), 2),
  Normal: new Normal(one(0.5), 2),
  Uniform: new Uniform(one(1), 2),
};

function numbersOf(answer: unknown): number[] {
  return ([answer].flat(Infinity) as (number | string)[]).map(Number);
}

function agrees(actual: torch.Tensor, answer: unknown): void {
  checkClose(actual.flatten().tolist() as number[], numbersOf(answer), 1e-12);
}

describe("distributions beside the four answer as PyTorch's:", () => {
  for (const [name, answers] of Object.entries(recorded.cases))
    it(name, () => {
      const d = made[name]!();
      const value = of(0.3, 0, 1.7);
      assert.deepEqual([String(d), String(d.support)], [answers["printed"], answers["support"]]);
      assert.deepEqual(
        [d.batch_shape, d.event_shape, d.has_rsample].map((item) => (Array.isArray(item) ? [...item] : item)),
        [answers["batch_shape"], answers["event_shape"], answers["has_rsample"]],
      );
      for (const moment of ["mean", "mode", "variance", "stddev"] as const) agrees(d[moment], answers[moment]);
      agrees(d.entropy(), answers["entropy"]);
      agrees(d.log_prob(value), answers["log_prob"]);
      if ("cdf" in answers) agrees(d.cdf(value), answers["cdf"]);
      if ("icdf" in answers) agrees(d.icdf(of(0.1, 0.5, 0.9)), answers["icdf"]);
      torch.manual_seed(3);
      agrees(d.sample([2]), answers["sample"]);
      agrees(d.rsample([2]), answers["rsample"]);
      agrees(d.expand(name === "Independent" ? [2] : [2, 3]).log_prob(value), answers["expanded"]);
    });

  for (const [pair, answer] of Object.entries(recorded.divergences))
    it(`the divergence of ${pair.replace(" ", " from ")}`, () => {
      const [p, q] =
        pair === "Independent Independent"
          ? [new Independent(new Normal(of(0, 1), 1), 1), new Independent(new Normal(of(3, 1), 2), 1)]
          : (pair.split(" ").map((name) => scalars[name]!) as [(typeof scalars)[string], (typeof scalars)[string]]);
      if (answer === null) assert.throws(() => kl_divergence(p!, q!), /^NotImplementedError: No KL\(p \|\| q\)/);
      else agrees(kl_divergence(p!, q!), answer);
    });

  const mistakes: readonly (readonly [name: string, run: () => unknown, text: RegExp])[] = [
    ["a rate that is not positive", () => new Exponential(0), /^ValueError: Expected parameter rate /],
    [
      "a negative waiting time",
      () => new Exponential(1).log_prob(one(-1)),
      /^ValueError: .*GreaterThanEq\(lower_bound=0\.0\)/,
    ],
    [
      "more dimensions than there are",
      () => new Independent(new Normal(0, 1), 1),
      /^ValueError: Expected reinterpreted_batch_ndims <= len\(base_distribution\.batch_shape\), actual 1 vs 0$/,
    ],
    [
      "a formula that is not there",
      () => new torch.distributions.Categorical(of(1, 2)).cdf(one(1)),
      /^NotImplementedError/,
    ],
    [
      "listing the parts of a sample",
      () => new Independent(new torch.distributions.Bernoulli(of(0.2, 0.7)), 1).enumerate_support(),
      /^NotImplementedError: Enumeration over cartesian product is not implemented$/,
    ],
  ];
  for (const [name, run, text] of mistakes) it(`refuses ${name}`, () => assert.throws(run, text));

  it("lists values without repeating them where it is told so by name", () => {
    const d = new torch.distributions.Bernoulli(of(0.2, 0.7));
    assert.deepEqual(d.enumerate_support({ expand: false }).shape, [2, 1]);
  });
});
