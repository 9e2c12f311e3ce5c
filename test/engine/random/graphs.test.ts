import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { leaf } from "../support/tensors.js";

const F = torch.nn.functional;

const tracked = (): torch.Tensor => leaf(1, 2, 3, 4).mul(1);

/** The name of the node that PyTorch gives to the result, and how many inputs it has. */
const graphs: readonly (readonly [string, () => torch.Tensor, string, number])[] = [
  ["uniform_", () => tracked().uniform_(), "UniformBackward0", 1],
  ["normal_", () => tracked().normal_(), "NormalBackward0", 1],
  ["bernoulli_", () => tracked().bernoulli_(0.5), "BernoulliBackward2", 1],
  ["bernoulli_ of a tensor", () => tracked().bernoulli_(tracked().mul(0.1)), "BernoulliBackward1", 2],
  ["bernoulli", () => torch.bernoulli(tracked().mul(0.1)), "BernoulliBackward0", 1],
  ["bernoulli of a number", () => torch.bernoulli(tracked(), 0.3), "torch::autograd::NotImplemented", 1],
  ["exponential_", () => tracked().exponential_(), "ExponentialBackward0", 1],
  ["cauchy_", () => tracked().cauchy_(), "CauchyBackward0", 1],
  ["log_normal_", () => tracked().log_normal_(), "LogNormalBackward0", 1],
  ["geometric_", () => tracked().geometric_(0.5), "GeometricBackward0", 1],
  ["random_", () => tracked().random_(), "RandomBackward2", 1],
  ["random_ up to a number", () => tracked().random_(5), "RandomBackward1", 1],
  ["random_ between numbers", () => tracked().random_(2, 5), "RandomBackward0", 1],
  ["random_ from a number on", () => tracked().random_(2, null), "RandomBackward0", 1],
  ["normal of means", () => torch.normal(tracked(), 0.5), "NormalBackward1", 1],
  ["normal of deviations", () => torch.normal(1, tracked()), "NormalBackward2", 1],
  ["normal of both", () => torch.normal(tracked(), tracked()), "NormalBackward3", 2],
  ["poisson", () => torch.poisson(tracked()), "PoissonBackward0", 1],
  ["binomial", () => torch.binomial(tracked(), tracked().mul(0.1)), "torch::autograd::NotImplemented", 2],
  ["dropout", () => F.dropout(tracked()), "MulBackward0", 2],
  ["dropout of everything", () => F.dropout(tracked(), 1), "MulBackward0", 2],
  ["dropout in place", () => F.dropout(tracked(), 0.5, true, true), "MulBackward0", 2],
  ["alpha_dropout", () => F.alpha_dropout(tracked(), 0.4, true), "AddBackward0", 2],
  ["dropout1d of a sample", () => F.dropout1d(tracked().view(2, 2)), "SqueezeBackward1", 1],
  ["gumbel_softmax", () => F.gumbel_softmax(tracked()), "SoftmaxBackward0", 1],
  ["gumbel_softmax made hard", () => F.gumbel_softmax(tracked(), { hard: true }), "AddBackward0", 2],
  ["rrelu", () => F.rrelu(tracked(), { training: true }), "RreluWithNoiseBackward0", 1],
  ["rrelu in place", () => F.rrelu(tracked(), { inplace: true }), "RreluWithNoiseBackward1", 1],
];

describe("the graphs of random functions", () => {
  for (const [name, make, node, inputs] of graphs) {
    it(`${name} makes a ${node}`, () => {
      const { grad_fn } = make();
      assert.deepEqual([grad_fn?.name(), grad_fn?.next_functions.length], [node, inputs]);
    });
  }

  it("give nothing for what was written over, or depends on it by chance", () => {
    const makers: readonly ((x: torch.Tensor) => torch.Tensor)[] = [
      (x) => x.mul(2).normal_(),
      (x) => torch.bernoulli(x.mul(0.1)),
      (x) => torch.normal(x, 1),
      (x) => torch.normal(0, x),
      (x) => torch.poisson(x),
      (x) => torch.zeros(2).add(x).bernoulli_(x.mul(0.1)),
    ];
    for (const make of makers) {
      const x = leaf(1, 2);
      make(x).sum().backward();
      assert.deepEqual(x.grad?.tolist(), [0, 0]);
    }
  });

  it("refuse a gradient where PyTorch has none", () => {
    const missing = /^RuntimeError: derivative for aten::\w+ is not implemented$/;
    assert.throws(() => torch.bernoulli(leaf(1, 2), 0.3).sum().backward(), missing);
    assert.throws(() => torch.binomial(leaf(10), leaf(0.5)).sum().backward(), missing);
  });

  it("pass gradients on by the mask, and by the slopes", () => {
    const x = leaf(1, 1, 1, 1, 1, 1);
    const dropped = F.dropout(x, 0.5);
    dropped.sum().backward();
    assert.deepEqual(x.grad?.tolist(), dropped.tolist());
    const y = leaf(-1, -1, 1, -1);
    const sloped = F.rrelu(y, { training: true });
    sloped.sum().backward();
    assert.deepEqual(y.grad?.tolist(), sloped.abs().tolist());
  });

  it("pass the gradient of soft samples on to hard ones", () => {
    const [hard, soft] = [leaf(0.5, -1, 2), leaf(0.5, -1, 2)];
    torch.manual_seed(3);
    F.gumbel_softmax(hard, { hard: true }).select(0, 2).backward();
    torch.manual_seed(3);
    F.gumbel_softmax(soft).select(0, 2).backward();
    assert.deepEqual(hard.grad?.tolist(), soft.grad?.tolist());
  });

  it("of a view that is filled keep the gradient of the rest", () => {
    const x = leaf(1, 2, 3, 4);
    const y = x.mul(2);
    y.narrow(0, 1, 2).uniform_();
    y.sum().backward();
    assert.deepEqual(x.grad?.tolist(), [2, 0, 0, 2]);
  });
});
