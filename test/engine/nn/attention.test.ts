import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { numbers, numbersOf } from "../support/numbers.js";

const F = torch.nn.functional;
const attend = F.scaled_dot_product_attention;
const fused = "ScaledDotProductFlashAttentionForCpuBackward0";

/** Numbers that differ from element to element. */
function varied(...shape: readonly number[]): torch.Tensor {
  const count = shape.reduce((total, size) => total * size, 1);
  const values = Array.from({ length: count }, (_, i) => Math.sin(i * 1.7 + count));
  return torch.tensor(values, { dtype: torch.float64 }).view(shape).requires_grad_();
}

describe("scaled_dot_product_attention", () => {
  it("lets a query see the keys up to its own place, from the first on, if it is causal", () => {
    const query = torch.eye(2, { dtype: torch.float64 }).unsqueeze(0);
    const key = torch
      .tensor(
        [
          [1, 0],
          [0, 1],
          [1, 1],
        ],
        { dtype: torch.float64 },
      )
      .unsqueeze(0);
    const value = torch
      .tensor(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        { dtype: torch.float64 },
      )
      .unsqueeze(0);
    const out = attend(query, key, value, { is_causal: true });
    assert.deepEqual(numbersOf(out), numbers(1, 2, 2.3395230986533138, 3.3395230986533138));
  });

  for (const lead of [[], [1, 1]]) {
    it(`gives zeros and no gradient for a query that may see nothing, in ${lead.length + 2} dimensions`, () => {
      const [query, key] = [varied(...lead, 2, 3), varied(...lead, 2, 3)];
      const mask = torch.tensor([
        [true, true],
        [false, false],
      ]);
      const out = attend(query, key, key, mask);
      assert.deepEqual(numbersOf(out).slice(3), [0, 0, 0]);
      out.sum().backward();
      assert.deepEqual(numbersOf(query.grad!).slice(3), [0, 0, 0]);
      assert.ok(numbersOf(key.grad!).every(Number.isFinite));
    });
  }

  it("is one node for four dimensions, and a composition for others or a mask that is trained", () => {
    const x = varied(1, 2, 3, 2);
    const nameOf = (out: torch.Tensor): string => out.grad_fn!.name();
    assert.equal(nameOf(attend(x, x, x)), fused);
    assert.equal(nameOf(attend(x, x, x, torch.zeros(3, 3))), fused);
    assert.equal(nameOf(attend(x, x, x, torch.zeros(3, 3, { requires_grad: true }))), "UnsafeViewBackward0");
    assert.equal(nameOf(attend(x, x, varied(1, 2, 3, 5))), "UnsafeViewBackward0");
    assert.equal(nameOf(attend(x.select(0, 0), x.select(0, 0), x.select(0, 0))), "UnsafeViewBackward0");
    assert.equal(nameOf(attend(varied(3, 2), varied(3, 2), varied(3, 2))), "MmBackward0");
  });

  it("computes in one node what the composition computes, with the same gradients", () => {
    const settings = [{}, { is_causal: true }, { scale: 0.3 }, { attn_mask: varied(3, 4).detach() }];
    for (const options of settings) {
      const [query, key, value] = [varied(2, 2, 3, 2), varied(2, 2, 4, 2), varied(2, 2, 4, 2)];
      const weight = varied(2, 2, 3, 2).detach();
      const one = attend(query, key, value, options);
      // A fifth dimension has no kernel of its own.
      const composed = attend(query.unsqueeze(0), key.unsqueeze(0), value.unsqueeze(0), options).squeeze(0);
      assert.deepEqual(numbersOf(one), numbersOf(composed));
      const gradients = [one, composed].map((out) => torch.autograd.grad(out.mul(weight).sum(), [query, key, value]));
      gradients[0]!.forEach((gradient, k) => {
        assert.deepEqual(numbersOf(gradient!), numbersOf(gradients[1]![k]!));
      });
    }
  });

  it("shares the heads of key and value as if each were repeated", () => {
    const [query, key] = [varied(1, 4, 3, 2), varied(1, 2, 3, 2)];
    const repeated = key.repeat_interleave(2, 1);
    assert.deepEqual(
      numbersOf(attend(query, key, key, { enable_gqa: true })),
      numbersOf(attend(query, repeated, repeated)),
    );
  });

  it("drops attention by the mask that dropout draws", () => {
    const x = varied(1, 2, 3, 2);
    torch.manual_seed(0);
    const out = attend(x, x, x, { dropout_p: 0.5 });
    torch.manual_seed(0);
    const scores = x.matmul(x.transpose(-2, -1)).div(Math.sqrt(2));
    assert.deepEqual(numbersOf(out), numbersOf(F.dropout(scores.softmax(-1), 0.5).matmul(x)));
  });

  it("hangs together in the graph where there is nothing to attend to", () => {
    const query = varied(1, 1, 2, 2);
    const out = attend(query, varied(1, 1, 0, 2), varied(1, 1, 0, 3));
    assert.deepEqual(out.tolist(), [
      [
        [
          [0, 0, 0],
          [0, 0, 0],
        ],
      ],
    ]);
    out.sum().backward();
    assert.deepEqual(numbersOf(query.grad!), [0, 0, 0, 0]);
  });
});
