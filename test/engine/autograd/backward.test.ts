import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "../support/captureWarnings.js";
import { graphOf } from "../support/graphOf.js";
import { leaf, scalar } from "../support/tensors.js";

const { grad, backward } = torch.autograd;

describe("backward", () => {
  it("weights a vector's gradients by the gradient it is given", () => {
    const x = leaf(1, 2, 3);
    x.mul(x).backward(torch.tensor([1, 10, 100]));
    assert.deepEqual(x.grad?.tolist(), [2, 40, 600]);
  });

  it("takes its arguments by position or by name", () => {
    const x = leaf(1, 2);
    const y = x.mul(x);
    y.backward(torch.ones(2), true);
    y.backward({ gradient: torch.ones(2), retain_graph: true });
    y.backward(torch.ones(2), { retain_graph: true });
    y.backward(torch.ones(2));
    assert.deepEqual(x.grad?.tolist(), [8, 16]);
  });

  it("gives the gradients of inputs that have names under them", () => {
    const [a, b] = [scalar(2), scalar(3)];
    const ofBoth = grad(a.mul(b), { a, b });
    const ofOne = grad(a.mul(2), { a, b }, { allow_unused: true });
    assert.deepEqual([ofBoth.a.item(), ofBoth.b.item(), ofOne.a?.item(), ofOne.b], [3, 2, 2, null]);
    assert.throws(() => grad(a.mul(2), { a, b }), /at index 1 appears to not have been used in the graph/);
  });

  it("takes only_inputs, and says that it has no effect", () => {
    const a = scalar(2);
    const { result, warnings } = captureWarnings(() => grad(a.mul(2), a, { only_inputs: false }));
    assert.deepEqual([result[0]!.item(), warnings.length], [2, 1]);
    assert.match(warnings[0]!, /^only_inputs argument is deprecated and is ignored now/);
  });

  it("goes through a leaf as often as one likes", () => {
    const x = scalar(3);
    x.backward();
    x.backward();
    assert.equal(x.grad?.item(), 2);
  });

  it("adds up what reaches a tensor on several ways", () => {
    const x = leaf(2, 3);
    const h = x.mul(x);
    h.mul(2).add(h.mul(h)).sum().backward();
    assert.deepEqual(x.grad?.tolist(), [40, 120]);
    const y = scalar(3);
    y.mul(y).mul(y).add(y).add(y).backward();
    assert.equal(y.grad?.item(), 29);
  });

  it("accumulates in place into the .grad there is", () => {
    const x = leaf(1);
    x.mul(3).sum().backward();
    const first = x.grad;
    x.mul(4).sum().backward();
    assert.equal(x.grad, first);
    assert.deepEqual(first?.tolist(), [7]);
    assert.equal(first?._version, 1);
  });

  it("begins anew after grad = null and after zero_", () => {
    const x = leaf(1, 2);
    x.mul(3).sum().backward();
    x.grad = null;
    x.mul(5).sum().backward();
    assert.deepEqual(x.grad!.tolist(), [5, 5]);
    x.grad!.data.zero_();
    x.mul(2).sum().backward();
    assert.deepEqual(x.grad!.tolist(), [2, 2]);
  });

  it("never lets two leaves share one gradient", () => {
    const [a, b] = [leaf(1), leaf(2)];
    a.add(b).backward(torch.ones(1));
    a.grad!.zero_();
    assert.deepEqual(b.grad?.tolist(), [1]);
  });

  it("sums gradients over the dimensions that were broadcast", () => {
    const a = torch.ones(3, 1, { requires_grad: true });
    const [b, c] = [leaf(1, 2), scalar(2)];
    a.mul(b)
      .mul(c)
      .backward(
        torch.tensor([
          [0, 1],
          [2, 3],
          [4, 5],
        ]),
      );
    assert.deepEqual(a.grad?.tolist(), [[4], [16], [28]]);
    assert.deepEqual(b.grad?.tolist(), [12, 18]);
    assert.equal(c.grad?.item(), 24);
  });

  it("brings gradients to the dtype of the tensor they belong to", () => {
    const [x, w] = [leaf(2), torch.tensor([3], { dtype: torch.float64, requires_grad: true })];
    x.mul(w).sum().backward();
    assert.deepEqual([x.grad?.dtype, w.grad?.dtype], [torch.float32, torch.float64]);
  });

  it("runs inside no_grad", () => {
    const x = leaf(2);
    const loss = x.mul(x).sum();
    torch.no_grad(() => {
      loss.backward();
    });
    assert.deepEqual(x.grad?.tolist(), [4]);
  });

  it("reaches the bottom of a graph 100,000 nodes deep", () => {
    const x = scalar(1);
    let y = x;
    for (let i = 0; i < 100_000; i++) y = y.add(1);
    y.backward();
    assert.equal(x.grad?.item(), 1);
  });

  it("reaches the bottom of a deep graph again through the graph of its gradient, which is as deep", () => {
    const x = scalar(1);
    let y = x.mul(x);
    for (let i = 0; i < 20_000; i++) y = y.mul(1);
    const [slope] = torch.autograd.grad(y, x, { create_graph: true });
    assert.equal(torch.autograd.grad(slope!, x)[0]?.item(), 2);
  });

  it("multiplies through 20,000 factors with PyTorch's bits", () => {
    const x = scalar(1);
    let y = x;
    for (let i = 0; i < 20_000; i++) y = y.mul(1.0001);
    y.backward();
    assert.deepEqual([y.item(), x.grad?.item()], [7.3907599449157715, 7.3907599449157715]);
  });

  it("accumulates into the given inputs only, leaves or not", () => {
    const x = leaf(1, 2);
    const y = x.mul(2);
    y.sum().backward({ inputs: y, retain_graph: true });
    const { result } = captureWarnings(() => [x.grad, y.grad?.tolist()]);
    assert.deepEqual(result, [null, [1, 1]]);
    y.sum().backward({ inputs: [x] });
    assert.deepEqual(x.grad?.tolist(), [2, 2]);
  });

  it("starts at several roots, and ignores surplus gradients as PyTorch does", () => {
    const x = leaf(1, 2);
    backward([x.mul(2).sum(), x.mul(x)], [null, torch.ones(2)]);
    assert.deepEqual(x.grad?.tolist(), [4, 6]);
    backward([x.mul(2).sum()], [null, null]);
    assert.deepEqual(x.grad.tolist(), [6, 8]);
  });

  it("leaves what it does not reach without a gradient", () => {
    const [y, z] = [leaf(2), torch.ones(3, { requires_grad: true })];
    z.index(0).backward();
    assert.deepEqual([y.grad, z.grad?.tolist()], [null, [1, 0, 0]]);
  });

  it("forgets the recorded tensors of a node when it frees the graph", () => {
    const x = leaf(2);
    const y = x.exp();
    y.sum().backward();
    assert.throws(() => {
      y.sum().backward();
    }, /a second time/);
  });
});

describe("torch.autograd.grad", () => {
  it("touches no .grad and gives tensors without a graph", () => {
    const x = scalar(2);
    const [gradient] = grad(x.mul(x), x) as [torch.Tensor];
    assert.deepEqual([gradient.item(), x.grad, gradient.requires_grad], [4, null, false]);
  });

  it("gives the gradient of a leaf with respect to itself", () => {
    const x = scalar(3);
    assert.equal(grad(x, x)[0]?.item(), 1);
  });

  it("gives the gradients of non-leaves", () => {
    const x = scalar(3);
    const h = x.mul(x);
    assert.deepEqual(
      grad(h.mul(2), [h, x]).map((gradient) => gradient.item()),
      [2, 12],
    );
  });

  it("gives null or zeros for inputs that were not used, if asked", () => {
    const [x, y] = [leaf(1, 2), leaf(1, 2)];
    assert.deepEqual(grad(x.sum(), y, { allow_unused: true }), [null]);
    assert.deepEqual(grad(x.sum(), [y], { materialize_grads: true })[0]?.tolist(), [0, 0]);
  });

  it("frees only the nodes on the way to its inputs", () => {
    const [x, y] = [scalar(2), scalar(3)];
    const [a, b] = [x.exp(), y.exp()];
    const sum = a.add(b);
    grad(sum, x);
    assert.equal(grad(sum, y)[0]?.item(), Math.fround(Math.exp(3)));
    assert.throws(() => grad(sum, x), /a second time/);
  });

  it("differentiates a gradient penalty with respect to weights and inputs", () => {
    const options = { dtype: torch.float64, requires_grad: true };
    const w = torch.tensor(
      [
        [0.5, -1],
        [2, 0.25],
      ],
      options,
    );
    const x = torch.tensor([[1, 2]], options);
    const y = x.matmul(w).tanh().sum();
    const [gx] = grad(y, x, { create_graph: true }) as [torch.Tensor];
    const penalty = gx.square().sum().sqrt().sub(1).pow(2);
    penalty.backward();
    const expected = {
      y: [0.5376360535880177],
      gx: [-0.7862009742663977, 0.19759896803960084],
      penalty: [0.035852511177436576],
      w: [0.0001822223622752159, 0.005110410902842977, -4.362189378788735e-5, -0.6400562859575453],
      x: [0.28373088096738563, -0.07093066562561891],
    };
    const got = { y, gx, penalty, w: w.grad!, x: x.grad! };
    for (const [name, values] of Object.entries(expected)) {
      const numbers = got[name as keyof typeof got].flatten().tolist() as number[];
      values.forEach((value, i) => {
        assert.ok(Math.abs(numbers[i]! - value) < 1e-12, `${name}[${i}]: ${numbers[i]}, PyTorch has ${value}`);
      });
    }
  });
});

describe("the backward graph", () => {
  it("has a node for each op, one for each leaf, and null for what needs no gradient", () => {
    const [w, b, x] = [scalar(2), scalar(1), torch.tensor(3)];
    const y = w.mul(x).add(b).pow(2);
    assert.deepEqual(graphOf(y.grad_fn!), {
      name: "PowBackward0",
      next: [
        [
          {
            name: "AddBackward0",
            next: [
              [
                {
                  name: "MulBackward0",
                  next: [
                    [{ name: "torch::autograd::AccumulateGrad", variable_shape: [], next: [] }, 0],
                    [null, 0],
                  ],
                },
                0,
              ],
              [{ name: "torch::autograd::AccumulateGrad", variable_shape: [], next: [] }, 0],
            ],
          },
          0,
        ],
      ],
    });
    assert.equal(w.grad_fn, null);
  });

  it("has one AccumulateGrad for a leaf, however often it is used", () => {
    const x = scalar(2);
    const [first, second] = x.mul(x).grad_fn!.next_functions.map(([node]) => node);
    assert.equal(first, second);
    assert.equal(first?.variable, x);
  });

  it("numbers the outputs of an op with several", () => {
    const [a, b] = leaf(1, 2) as unknown as [torch.Tensor, torch.Tensor];
    assert.deepEqual(
      b.mul(a).grad_fn?.next_functions.map(([node, output]) => [node?.name(), output]),
      [
        ["UnbindBackward0", 1],
        ["UnbindBackward0", 0],
      ],
    );
  });

  const x = torch.ones(2, 3, { requires_grad: true });
  const y = torch.ones(2, 3);
  /** The names that PyTorch 2.13 gives to the node and its first inputs. */
  const names: Readonly<Record<string, readonly [() => torch.Tensor, string]>> = {
    "x + 1": [() => x.add(1), "AddBackward0"],
    "x - 1": [() => x.sub(1), "SubBackward0"],
    "1 - x": [() => torch.sub(1, x), "RsubBackward1"],
    "1 + x": [() => torch.add(1, x), "AddBackward0"],
    "2 * x": [() => torch.mul(2, x), "MulBackward0"],
    "2 / x": [() => torch.div(2, x), "MulBackward0 < ReciprocalBackward0"],
    "x / 2": [() => x.div(2), "DivBackward0"],
    "x ** 2": [() => x.pow(2), "PowBackward0"],
    "x ** y": [() => x.pow(y), "PowBackward1"],
    "2 ** x": [() => torch.pow(2, x), "PowBackward2"],
    "x.square()": [() => x.square(), "PowBackward0"],
    "-x": [() => x.neg(), "NegBackward0"],
    "x.exp()": [() => x.exp(), "ExpBackward0"],
    "x.log()": [() => x.log(), "LogBackward0"],
    "x.sqrt()": [() => x.sqrt(), "SqrtBackward0"],
    "x.sin()": [() => x.sin(), "SinBackward0"],
    "x.cos()": [() => x.cos(), "CosBackward0"],
    "x.tanh()": [() => x.tanh(), "TanhBackward0"],
    "x.sigmoid()": [() => x.sigmoid(), "SigmoidBackward0"],
    "x.relu()": [() => x.relu(), "ReluBackward0"],
    "x.sum()": [() => x.sum(), "SumBackward0"],
    "x.sum(0)": [() => x.sum(0), "SumBackward1"],
    "x.sum(dim=())": [() => x.sum([]), "SumBackward1"],
    "x.mean()": [() => x.mean(), "MeanBackward0"],
    "x.mean(0)": [() => x.mean(0), "MeanBackward1"],
    "x @ v": [() => x.matmul(torch.ones(3)), "MvBackward0"],
    "v @ x": [() => torch.ones(2).matmul(x), "SqueezeBackward4 < MmBackward0"],
    "v @ v": [() => x.index(0).matmul(torch.ones(3)), "DotBackward0 < SelectBackward0"],
    "x @ x.T": [() => x.matmul(x.T), "MmBackward0"],
    "3d @ 3d": [() => torch.ones(4, 2, 3).matmul(x.T.expand(4, 3, 2)), "UnsafeViewBackward0 < BmmBackward0"],
    "3d @ 2d": [() => torch.ones(4, 3, 2).matmul(x), "UnsafeViewBackward0 < MmBackward0"],
    "2d @ 3d": [
      () => x.matmul(torch.ones(4, 3, 2)),
      "CloneBackward0 < TransposeBackward0 < UnsafeViewBackward0 < MmBackward0",
    ],
    "3d @ 1d": [() => torch.ones(4, 2, 3).matmul(x.index(0)), "UnsafeViewBackward0 < MvBackward0"],
    "1d @ 3d": [() => torch.ones(2).matmul(x.expand(4, 2, 3)), "UnsafeViewBackward0 < BmmBackward0"],
    "x.reshape(3, 2)": [() => x.reshape(3, 2), "ViewBackward0"],
    "x.view(6)": [() => x.view(6), "ViewBackward0"],
    "x.flatten()": [() => x.flatten(), "ViewBackward0"],
    "x.T.reshape(6)": [() => x.T.reshape(6), "UnsafeViewBackward0 < CloneBackward0 < PermuteBackward0"],
    "expanded.flatten(1)": [() => x.expand(4, 2, 3).flatten(1), "ReshapeAliasBackward0 < ExpandBackward0"],
    "x.T": [() => x.T, "PermuteBackward0"],
    "x.t()": [() => x.t(), "TBackward0"],
    "x.transpose(0, 1)": [() => x.transpose(0, 1), "TransposeBackward0"],
    "x.permute(1, 0)": [() => x.permute(1, 0), "PermuteBackward0"],
    "x.unsqueeze(0)": [() => x.unsqueeze(0), "UnsqueezeBackward0"],
    "x.squeeze()": [() => x.squeeze(), "SqueezeBackward0"],
    "x.squeeze(0)": [() => x.squeeze(0), "SqueezeBackward1"],
    "x.expand(4, 2, 3)": [() => x.expand(4, 2, 3), "ExpandBackward0"],
    "x.sum_to_size(3)": [() => x.sum_to_size(3), "ViewBackward0 < SumBackward1"],
    "x[0]": [() => x.index(0), "SelectBackward0"],
    "x[0, 1]": [() => x.index(0, 1), "SelectBackward0 < SelectBackward0"],
    "a row of x": [() => [...x][1]!, "UnbindBackward0"],
    "stack([x, x])": [() => torch.stack([x, x]), "StackBackward0"],
    "x.clone()": [() => x.clone(), "CloneBackward0"],
    "x.to(float64)": [() => x.to(torch.float64), "ToCopyBackward0"],
    "where(c, x, y)": [() => torch.where(x.gt(0), x, y), "WhereBackward0"],
  };
  for (const [expression, [make, expected]] of Object.entries(names)) {
    it(`calls the nodes of ${expression} ${expected}`, () => {
      const found: string[] = [];
      let node = make().grad_fn;
      for (const _ of expected.split(" < ")) {
        found.push(node!.name());
        node = node!.next_functions.find(([next]) => next !== null)?.[0] ?? null;
      }
      assert.equal(found.join(" < "), expected);
    });
  }

  for (const [expression, make] of Object.entries({
    "x > 0": () => x.gt(0),
    "zeros_like(x)": () => torch.zeros_like(x),
    "x.detach()": () => x.detach(),
    "x.data": () => x.data,
  })) {
    it(`has no node for ${expression}`, () => {
      assert.equal(make().grad_fn, null);
      assert.equal(make().requires_grad, false);
    });
  }
});

describe("derivatives at the edge", () => {
  const at = (f: (x: torch.Tensor) => torch.Tensor, ...values: number[]): unknown => {
    const x = leaf(...values);
    f(x).sum().backward();
    return x.grad!.tolist();
  };
  const cases: Readonly<Record<string, readonly [unknown, unknown]>> = {
    "NaN leaks through where": [at((x) => torch.where(x.gt(0), x.sqrt(), torch.zeros_like(x)), 0, 4), [NaN, 0.25]],
    "a safe input of where stops it": [
      at((x) => torch.where(x.gt(0), torch.where(x.gt(0), x, torch.ones_like(x)).sqrt(), torch.zeros_like(x)), 0, 4),
      [0, 0.25],
    ],
    "the root of a sum of squares has none at 0": [at((x) => x.mul(x).sum().sqrt(), 0, 0), [NaN, NaN]],
    "relu has 0 at 0": [at((x) => x.relu(), 0), [0]],
    "relu passes NaN": [at((x) => x.relu(), NaN), [1]],
    "x / x has none at 0": [at((x) => x.div(x), 0), [NaN]],
    "log is infinite at 0": [at((x) => x.log(), 0), [Infinity]],
    "the root is infinite at 0": [at((x) => x.pow(0.5), 0), [Infinity]],
    "0 · ∞": [at((x) => x.mul(Infinity).mul(0), 1), [NaN]],
    "x ** 0 is flat at 0": [at((x) => x.pow(0), 0), [0]],
    "0 ** y is flat": [at((y) => torch.zeros(2).pow(y), 0, 2), [0, 0]],
  };
  for (const [what, [got, expected]] of Object.entries(cases)) {
    it(`agree with PyTorch: ${what}`, () => {
      assert.deepEqual(got, expected);
    });
  }
});
