import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { list, numbers, numbersOf } from "../support/numbers.js";

const F = torch.nn.functional;
const trained = { requires_grad: true } as const;
const rows = (): torch.Tensor =>
  torch.tensor(
    [
      [1, 2],
      [3, 6],
      [5, 1],
    ],
    { dtype: torch.float64, ...trained },
  );

describe("normalisations", () => {
  it("move the running statistics by the momentum, the variance being the unbiased one", () => {
    const [mean, variance] = [list(0.5, -0.5), list(2, 3)];
    F.batch_norm(rows(), mean, variance, { training: true, momentum: 0.25 });
    assert.deepEqual([numbersOf(mean), numbersOf(variance)], [numbers(1.125, 0.375), numbers(2.5, 4)]);
  });

  it("write the statistics one channel after the other, also where all are one number", () => {
    const mean = list(0).expand(2);
    F.batch_norm(rows(), mean, list(1, 1), { training: true });
    assert.deepEqual(numbersOf(mean), numbers(0.57, 0.57));
  });

  it("leave the statistics alone outside of training", () => {
    const [mean, variance] = [list(0.5, -0.5), list(2, 3)];
    F.batch_norm(rows(), mean, variance);
    assert.deepEqual(
      [mean.tolist(), variance.tolist()],
      [
        [0.5, -0.5],
        [2, 3],
      ],
    );
  });

  it("count the statistics as unchanged, so that two batches can be gone back through", () => {
    const [x, mean, variance] = [rows(), list(0, 0), list(1, 1)];
    const first = F.batch_norm(x, mean, variance, { training: true });
    const second = F.batch_norm(x, mean, variance, { training: true });
    assert.equal(mean._version, 0);
    first.add(second).sum().backward();
    assert.deepEqual(numbersOf(x.grad!), numbers(0, 0, 0, 0, 0, 0));
  });

  it("notice statistics that the script has changed since", () => {
    const mean = list(0, 0);
    const out = F.batch_norm(rows(), mean, list(1, 1));
    mean.add_(1);
    assert.throws(() => {
      out.sum().backward();
    }, /modified by an inplace operation/);
  });

  it("scale what is empty by the first channel's parameters, as PyTorch does", () => {
    const weight = torch.ones(2, trained);
    const out = F.batch_norm(torch.zeros(0, 2), torch.zeros(2), torch.ones(2), weight, torch.ones(2));
    assert.equal(out.grad_fn?.name(), "AddBackward0");
    out.sum().backward();
    assert.deepEqual(weight.grad!.tolist(), [0, 0]);
  });

  it("divide by no deviation where there is none: a layer gives NaN, an instance its bias", () => {
    assert.deepEqual(F.layer_norm(torch.ones(1, 2), [2], { eps: 0 }).tolist(), [[NaN, NaN]]);
    const x = torch.ones(1, 1, 2, trained);
    const out = F.instance_norm(x, { bias: torch.tensor([3]), eps: 0 });
    assert.deepEqual(out.tolist(), [[[3, 3]]]);
    out.sum().backward();
    assert.deepEqual(x.grad!.tolist(), [[[0, 0]]]);
  });

  it("are NaN in the rows that hold an infinity, and only there", () => {
    const x = torch
      .tensor([
        [1, 2, Infinity],
        [1, 2, 4],
      ])
      .double();
    const expected = [NaN, NaN, NaN, ...numbers(-1.0690449676496978, -0.2672612419124245, 1.3363062095621219)];
    assert.deepEqual(numbersOf(F.layer_norm(x, [3], { eps: 0 })), expected);
  });

  it("take the dtype's machine epsilon for a root mean square without eps", () => {
    const scaled = (dtype: torch.dtype): number => F.rms_norm(torch.zeros(1, { dtype }).add(1e-30), [1]).item();
    assert.ok(Math.abs(scaled(torch.float64) / (1e-30 / Math.sqrt(2 ** -52)) - 1) < 1e-12);
    assert.ok(Math.abs(scaled(torch.float32) / (1e-30 / Math.sqrt(2 ** -23)) - 1) < 1e-6);
  });

  it("give a bias without a weight the third place in the graph", () => {
    const bias = torch.zeros(2, trained);
    const edges = F.layer_norm(rows().float(), [2], null, bias).grad_fn!.next_functions;
    assert.deepEqual(
      edges.map(([node]) => node?.name() ?? null),
      ["ToCopyBackward0", null, "torch::autograd::AccumulateGrad"],
    );
  });
});
