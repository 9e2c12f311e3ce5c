import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { readOracle } from "./support/oracle.js";
import { rngCases } from "./support/rngCases.js";
import { answered, same } from "./support/sameAnswer.js";

type Kind = "Normal" | "Uniform" | "Bernoulli" | "Categorical" | "Gamma" | "MultivariateNormal";
type Nested = number | string | null | readonly Nested[];
type Args = Readonly<Record<string, Nested | { readonly scalar: number }>>;
type Dtype = "float32" | "float64";
type Answers = Readonly<Record<string, unknown>>;

interface Made {
  readonly dist: Kind;
  readonly args: Args;
  readonly dtype: Dtype;
}

interface Case extends Made {
  readonly value: Nested;
  readonly expand: readonly number[] | null;
  readonly answers: Answers;
}

interface Divergence {
  readonly p: Kind;
  readonly p_args: Args;
  readonly q: Kind;
  readonly q_args: Args;
  readonly dtype: Dtype;
  readonly answers: { readonly value: unknown; readonly gradients?: readonly Answers[] };
}

interface Mistake extends Made {
  readonly answers: { readonly message: string } | null;
}

interface Recorded {
  readonly cases: readonly Case[];
  readonly divergences: readonly Divergence[];
  readonly mistakes: readonly Mistake[];
}

const files = ["answers/distributions.json", "answers/allDistributions.json"].map((file) => readOracle<Recorded>(file));
const recorded: Recorded = {
  cases: files.flatMap(({ cases }) => cases),
  divergences: files.flatMap(({ divergences }) => divergences),
  mistakes: files.flatMap(({ mistakes }) => mistakes),
};

type Leaves = Readonly<Record<string, unknown>>;
type Distribution = torch.distributions.Distribution & Readonly<Record<string, unknown>>;

describe("distributions answer as PyTorch's:", () => {
  for (const { dist, args, dtype, value, expand, answers } of recorded.cases) {
    it(`${dist} ${JSON.stringify(args)} at ${JSON.stringify(value)} in ${dtype}`, () => {
      const leaves = leavesOf(args, dtype);
      const made = make(dist, leaves);
      const fresh = (): Distribution => make(dist, leaves);
      const at = torch.tensor(numbers(value), { dtype: torch[dtype] });
      const [tenth, half, most] = [0.1, 0.5, 0.9];
      const ask: Readonly<Record<string, () => unknown>> = {
        printed: () => String(made),
        support: () => String(made.support),
        icdf: () => {
          const chances = torch.tensor([tenth, half, most], { dtype: torch[dtype] });
          return called(made, "icdf", chances.reshape([-1, ...made.batch_shape.map(() => 1)]));
        },
        entropy: () => made.entropy(),
        perplexity: () => made.perplexity(),
        log_prob: () => made.log_prob(at),
        cdf: () => called(made, "cdf", at),
        enumerate_support: () => called(made, "enumerate_support"),
        enumerate_support_unexpanded: () => called(made, "enumerate_support", false),
        printed_afterwards: () => String(made),
        entropy_gradients: () => gradients(leaves, () => fresh().entropy()),
        log_prob_gradients: () => gradients(leaves, () => fresh().log_prob(at)),
        expanded: () => String(fresh().expand(expand!)),
        expanded_log_prob: () => fresh().expand(expand!).log_prob(at),
        expanded_mean: () => fresh().expand(expand!).mean,
        expanded_sample: () => seeded(() => fresh().expand(expand!).sample()),
        rsample_gradients: () => gradients(leaves, () => seeded(() => fresh().rsample([3])).pow(2)),
      };
      for (const [question, answer] of Object.entries(answers)) {
        const [, draw, shape] = /^(r?sample)(\[.*\])$/.exec(question) ?? [];
        const actual =
          draw === undefined
            ? answered(ask[question] ?? (() => made[question]))
            : answered(() => seeded(() => called(fresh(), draw, JSON.parse(shape!))));
        same(actual, answer, question, dtype);
      }
    });
  }
});

describe("divergences are PyTorch's:", () => {
  for (const { p, p_args, q, q_args, dtype, answers } of recorded.divergences) {
    it(`of ${p} ${JSON.stringify(p_args)} from ${q} ${JSON.stringify(q_args)} in ${dtype}`, () => {
      const [of, from] = [leavesOf(p_args, dtype), leavesOf(q_args, dtype)];
      const divergence = (): torch.Tensor => torch.distributions.kl_divergence(make(p, of), make(q, from));
      same(answered(divergence), answers.value, "value", dtype);
      if (answers.gradients === undefined) return;
      divergence().sum().backward();
      answers.gradients.forEach((expected, i) => {
        const leaves = [of, from][i]!;
        for (const [name, gradient] of Object.entries(expected)) {
          same((leaves[name] as torch.Tensor).grad, gradient, name, dtype);
        }
      });
    });
  }
});

describe("wrong parameters get PyTorch's words:", () => {
  for (const { dist, args, dtype, answers } of recorded.mistakes) {
    it(`${dist} ${JSON.stringify(args)}`, () => {
      const leaves = leavesOf(args, dtype, false);
      if (answers === null) make(dist, leaves);
      else
        same(
          answered(() => make(dist, leaves)),
          answers,
          "message",
          dtype,
        );
    });
  }

  it("and none where nobody wants them checked", () => {
    const unchecked = new torch.distributions.Normal(0, -1, false);
    assert.ok(Number.isNaN(unchecked.log_prob(1).item()));
    torch.distributions.Distribution.set_default_validate_args(false);
    try {
      assert.equal(new torch.distributions.Bernoulli({ probs: 2 }).mean.item(), 2);
    } finally {
      torch.distributions.Distribution.set_default_validate_args(true);
    }
    assert.throws(
      () => new torch.distributions.Normal(0, 1).log_prob(1),
      /The value argument to log_prob must be a Tensor/,
    );
  });
});

describe("after the same seed the samples are PyTorch's:", () => {
  for (const dist of ["Normal", "Uniform", "Bernoulli", "Categorical"] as const) {
    for (const { seed, args, first, second } of rngCases(`distributions.${dist}`)) {
      const { sample, ...parameters } = args as unknown as Args & { readonly sample: readonly number[] };
      it(`${dist} ${JSON.stringify(args)} with seed ${seed}`, () => {
        const made = make(dist, leavesOf(parameters, "float32", false));
        torch.manual_seed(seed);
        for (const expected of [first, second]) same(made.sample(sample), expected, "sample", "float32");
      });
    }
  }
});

function leavesOf(args: Args, dtype: Dtype, requires_grad = true): Leaves {
  const entries = Object.entries(args).map(([name, value]) => {
    const isScalar = typeof value === "object" && value !== null && "scalar" in value;
    if (!isScalar && !Array.isArray(value)) return [name, typeof value === "string" ? Number(value) : value];
    return [
      name,
      torch.tensor(numbers(isScalar ? value.scalar : (value as Nested)), {
        dtype: torch[dtype],
        requires_grad: requires_grad && name !== "total_count",
      }),
    ];
  });
  return Object.fromEntries(entries) as Leaves;
}

function make(kind: Kind, args: Leaves): Distribution {
  return new torch.distributions[kind](args as never) as unknown as Distribution;
}

function called(distribution: Distribution, method: string, ...args: readonly unknown[]): torch.Tensor {
  return (distribution[method] as (...args: readonly unknown[]) => torch.Tensor).call(distribution, ...args);
}

function numbers(value: Nested): torch.TensorData {
  return Array.isArray(value) ? value.map(numbers) : Number(value);
}

function seeded<Result>(draw: () => Result): Result {
  torch.manual_seed(3);
  return draw();
}

function gradients(leaves: Leaves, body: () => torch.Tensor): unknown {
  const tensors = Object.entries(leaves).filter(([, leaf]) => leaf instanceof torch.Tensor) as [string, torch.Tensor][];
  for (const [, leaf] of tensors) leaf.grad = null;
  const result = body();
  if (!result.requires_grad) return null;
  result.sum().backward();
  return Object.fromEntries(tensors.map(([name, leaf]) => [name, leaf.grad]));
}
