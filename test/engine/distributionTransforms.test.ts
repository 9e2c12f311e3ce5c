import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { readOracle } from "./support/oracle.js";
import { answered, same } from "./support/sameAnswer.js";

const { constraints: C, transforms: T, ...D } = torch.distributions;

type Answers = Readonly<Record<string, unknown>>;
type Data = torch.TensorData | null;

const recorded = readOracle<{
  readonly transforms: Readonly<Record<string, Answers & { readonly value: torch.TensorData }>>;
  readonly distributions: Readonly<Record<string, Answers & { readonly value: Data }>>;
  readonly registry: Readonly<Record<string, Readonly<Record<"biject_to" | "transform_to", Answers>>>>;
  readonly constraints: {
    readonly values: Readonly<Record<string, torch.TensorData>>;
    readonly cases: Readonly<Record<string, Answers & { readonly of: string }>>;
  };
  readonly values: Readonly<Record<string, torch.TensorData>>;
}>("answers/transformedDistributions.json");

const t = (data: torch.TensorData): torch.Tensor => torch.tensor(data, { dtype: torch.float64 });
const three = (): torch.distributions.Normal => new D.Normal(t([0.5, -1, 0.2]), t([1, 0.7, 2]));

const transforms: Readonly<Record<string, () => torch.distributions.Transform>> = {
  "ExpTransform()": () => new T.ExpTransform(),
  "SigmoidTransform()": () => new T.SigmoidTransform(),
  "SoftplusTransform()": () => new T.SoftplusTransform(),
  "TanhTransform()": () => new T.TanhTransform(),
  "AbsTransform()": () => new T.AbsTransform(),
  "AffineTransform(1, -2)": () => new T.AffineTransform(1, -2),
  "AffineTransform(tensor, tensor, 1)": () => new T.AffineTransform(t([1, 2, 3]), t([-1, 2, 0.5]), { event_dim: 1 }),
  "PowerTransform(2.5)": () => new T.PowerTransform({ exponent: t(2.5) }),
  "SoftmaxTransform()": () => new T.SoftmaxTransform(),
  "StickBreakingTransform()": () => new T.StickBreakingTransform(),
  "LowerCholeskyTransform()": () => new T.LowerCholeskyTransform(),
  "PositiveDefiniteTransform()": () => new T.PositiveDefiniteTransform(),
  "CorrCholeskyTransform()": () => new T.CorrCholeskyTransform(),
  "ReshapeTransform([2], [2, 1])": () => new T.ReshapeTransform([2], [2, 1]),
  "IndependentTransform(ExpTransform(), 1)": () => new T.IndependentTransform(new T.ExpTransform(), 1),
  "ComposeTransform([AffineTransform(1, -2), SigmoidTransform()])": () =>
    new T.ComposeTransform([new T.AffineTransform(1, -2), new T.SigmoidTransform()]),
  "ComposeTransform([ExpTransform(), IndependentTransform(AffineTransform(0, 2), 1)])": () =>
    new T.ComposeTransform([new T.ExpTransform(), new T.IndependentTransform(new T.AffineTransform(0, 2), 1)]),
  "ComposeTransform([])": () => new T.ComposeTransform([]),
  "StackTransform([ExpTransform(), TanhTransform()], 1)": () =>
    new T.StackTransform([new T.ExpTransform(), new T.TanhTransform()], 1),
  "CatTransform([ExpTransform(), TanhTransform()], 0, [1, 2])": () =>
    new T.CatTransform([new T.ExpTransform(), new T.TanhTransform()], 0, [1, 2]),
  "CumulativeDistributionTransform(Normal)": () => new T.CumulativeDistributionTransform(new D.Normal(t(0.5), t(2))),
};

const distributions: Readonly<Record<string, () => torch.distributions.Distribution>> = {
  "tanh of a normal": () => new D.TransformedDistribution(three(), [new T.TanhTransform({ cache_size: 1 })]),
  logistic: () =>
    new D.TransformedDistribution(new D.Uniform(t([0, 0]), t([1, 1])), [
      new T.SigmoidTransform().inv,
      new T.AffineTransform(t([1, 2]), t([0.5, -2])),
    ]),
  "a turned-around exponential": () =>
    new D.TransformedDistribution(new D.Exponential(t([1, 2])), new T.AffineTransform(1, -1)),
  "an event of two dimensions": () =>
    new D.TransformedDistribution(new D.Independent(new D.Normal(t([0.5, -1]), t([1, 2])), 1), [
      new T.ExpTransform(),
      new T.StickBreakingTransform(),
    ]),
  "a stick broken": () =>
    new D.TransformedDistribution(new D.Normal(t([0.5, -1]), t([1, 2])), [new T.StickBreakingTransform()]),
  "no transforms": () => new D.TransformedDistribution(three(), []),
  "broadcast by the transform": () =>
    new D.TransformedDistribution(new D.Normal(t(0.5), t(2)), [new T.AffineTransform(t([1, 2, 3]), 2)]),
  "a mixture of normals": () => new D.MixtureSameFamily(new D.Categorical(t([0.2, 0.5, 0.3])), three()),
  "a mixture of batches": () =>
    new D.MixtureSameFamily(
      new D.Categorical(
        t([
          [0.2, 0.8],
          [0.5, 0.5],
        ]),
      ),
      new D.Normal(
        t([
          [0, 1],
          [2, 3],
        ]),
        t(1.5),
      ),
    ),
  "a mixture of vectors": () =>
    new D.MixtureSameFamily(
      new D.Categorical(t([0.2, 0.8])),
      new D.Independent(
        new D.Normal(
          t([
            [0, 1],
            [2, 3],
          ]),
          t(1.5),
        ),
        1,
      ),
    ),
  "a mixture of counts": () => new D.MixtureSameFamily(new D.Categorical(t([0.2, 0.8])), new D.Poisson(t([1, 7]))),
};

/** Regions by the text of the call that makes them; what has its own place in PyTorch's module is a name. */
const regions: Readonly<Record<string, torch.distributions.constraints.Constraint>> = {
  ...Object.fromEntries(
    Object.entries(C).filter(
      (entry): entry is [string, torch.distributions.constraints.Constraint] => entry[1] instanceof C.Constraint,
    ),
  ),
  "greater_than(2)": C.greater_than(2),
  "greater_than(0.5)": C.greater_than(0.5),
  "greater_than_eq(1)": C.greater_than_eq(1),
  "less_than(-1.5)": C.less_than(-1.5),
  "less_than(1)": C.less_than(1),
  "interval(-1, 3)": C.interval(-1, 3),
  "interval(0, 1)": C.interval(0, 1),
  "half_open_interval(0, 2)": C.half_open_interval(0, 2),
  "half_open_interval(0, 1)": C.half_open_interval(0, 1),
  "integer_interval(0, 1)": C.integer_interval(0, 1),
  "multinomial(1)": C.multinomial(1),
  "independent(positive, 1)": C.independent(C.positive, 1),
  "stack([real, positive], -1)": C.stack([C.real, C.positive], -1),
  "cat([positive, real], -1, [2, 1])": C.cat([C.positive, C.real], -1, [2, 1]),
};

describe("transforms are PyTorch's:", () => {
  for (const [name, { value, ...answers }] of Object.entries(recorded.transforms))
    it(name, () => {
      const transform = transforms[name]!();
      const x = t(value);
      const y = transform(x);
      const ask: Readonly<Record<string, () => unknown>> = {
        printed: () => String(transform),
        inverse_printed: () => String(transform.inv),
        domain: () => String(transform.domain),
        codomain: () => String(transform.codomain),
        bijective: () => transform.bijective,
        sign: () => (transform.sign instanceof torch.Tensor ? transform.sign.tolist() : transform.sign),
        event_dim: () => transform.event_dim,
        y: () => y,
        back: () => transform.inv(y),
        jacobian: () => transform.log_abs_det_jacobian(x, y),
        inverse_jacobian: () => transform.inv.log_abs_det_jacobian(y, x),
        forward_shape: () => transform.forward_shape(x.shape),
        inverse_shape: () => transform.inverse_shape(y.shape),
        gradient() {
          const leaf = t(value).requires_grad_();
          const result = transform(leaf);
          const weights = torch.arange(1, 1 + result.numel(), { dtype: torch.float64 });
          result.mul(weights.reshape(result.shape)).sum().backward();
          return leaf.grad;
        },
      };
      for (const [question, answer] of Object.entries(answers)) {
        assert.ok(question in ask, question);
        same(answered(ask[question]!), answer, question, "float64");
      }
    });

  it("keep the last pair where they have a cache", () => {
    const tanh = new T.TanhTransform({ cache_size: 1 });
    const x = t([50]);
    assert.equal(tanh.inv(tanh(x)), x);
    assert.equal(new T.TanhTransform().inv(new T.TanhTransform()(x)).item(), Infinity);
    assert.equal(tanh.inv.inv, tanh);
    assert.throws(() => new T.ExpTransform(2), /^ValueError: cache_size must be 0 or 1$/);
  });
});

describe("distributions of what transforms and mixtures make are PyTorch's:", () => {
  for (const [name, { value, ...answers }] of Object.entries(recorded.distributions))
    it(name, () => {
      const d = distributions[name]!();
      const at = value === null ? null : t(value);
      torch.manual_seed(3);
      const ask: Readonly<Record<string, () => unknown>> = {
        printed: () => String(d),
        support: () => String(d.support),
        entropy: () => d.entropy(),
        log_prob: () => d.log_prob(at!),
        cdf: () => d.cdf(at!),
        expanded: () => d.expand([2, ...d.batch_shape]).log_prob(at!),
        icdf: () => d.icdf(t([0.1, 0.5, 0.9]).reshape([-1, ...d.batch_shape.map(() => 1)])),
        sample: () => d.sample([2]),
        rsample: () => d.rsample([2]),
      };
      for (const [question, answer] of Object.entries(answers))
        same(answered(ask[question] ?? (() => Reflect.get(d, question) as unknown)), answer, question, "float64");
    });
});

describe("transforms into regions are PyTorch's:", () => {
  for (const [name, answers] of Object.entries(recorded.registry))
    it(name, () => {
      for (const registry of ["biject_to", "transform_to"] as const) {
        const answer = answers[registry];
        const actual = answered(() => {
          const transform = D[registry](regions[name]!);
          const isOfMatrices = /^(lower|positive_definite|stack)/.test(name);
          const values = recorded.values;
          const x = t(isOfMatrices ? (values["rows"] as torch.TensorData[]).slice(0, 2) : values["six"]!);
          return { printed: String(transform).replaceAll(/\s+/g, " "), y: transform(x) };
        });
        same(actual, answer, registry, "float64");
      }
    });
});

describe("regions hold what PyTorch's do:", () => {
  const { values, cases } = recorded.constraints;
  for (const [name, { of, printed, event_dim, is_discrete, check }] of Object.entries(cases))
    it(name, () => {
      const region = regions[name]!;
      assert.deepEqual(
        [String(region), region.event_dim, region.is_discrete, region.check(t(values[of]!)).tolist()],
        [printed, event_dim, is_discrete, check],
      );
    });
});

describe("divergences can be registered", () => {
  it("for classes of one's own, of which the nearest counts", () => {
    class Mine extends D.Normal {}
    assert.equal(D.kl_divergence(new Mine(0, 1), new Mine(0, 1)).item(), 0);
    D.register_kl(Mine, D.Normal)((p) => p.loc.add(7));
    assert.equal(D.kl_divergence(new Mine(0, 1), new Mine(0, 1)).item(), 7);
    assert.equal(D.kl_divergence(new D.Normal(0, 1), new Mine(0, 1)).item(), 0);
  });
});
