import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { long } from "./support/tensors.js";

const x = torch.arange(6, { dtype: torch.float32 }).view(2, 3);

describe("writing to what indices choose", () => {
  /** A write to a copy of 0…5 in two rows, and what PyTorch makes of it. */
  const writes: readonly (readonly [string, (copy: torch.Tensor) => unknown, unknown])[] = [
    ["x[0] = 9", (copy) => copy.index_put_([0], 9), [9, 9, 9, 3, 4, 5]],
    ["x[:, 1:3] = 9", (copy) => copy.index_put_([":", "1:3"], 9), [0, 9, 9, 3, 9, 9]],
    ["x[x > 2] = 0", (copy) => copy.index_put_([copy.gt(2)], 0), [0, 1, 2, 0, 0, 0]],
    ["x[1, [0, 0]] = 7", (copy) => copy.index_put_([1, [0, 0]], 7), [0, 1, 2, 7, 4, 5]],
    ["x[-1] = [[1, 2, 3]]", (copy) => copy.index_put_([-1], torch.tensor([[1, 2, 3]])), [0, 1, 2, 1, 2, 3]],
    ["the last of two", (copy) => copy.index_put_([[0, 0]], torch.ones(2, 3)), [1, 1, 1, 3, 4, 5]],
    ["the sum of two", (copy) => copy.index_put_([long(0, 0)], torch.ones(2, 3), true), [2, 3, 4, 3, 4, 5]],
    ["a column", (copy) => copy.t().index_copy_(0, long(2), torch.tensor([[8, 9]])), [0, 1, 8, 3, 4, 9]],
    ["a truth at each place", (copy) => copy.scatter_(0, long(0, 1).view(1, 2), true), [1, 1, 2, 3, 1, 5]],
    ["places from the end", (copy) => copy.put_(long(-1, 0), torch.tensor([7, 8])), [8, 1, 2, 3, 4, 7]],
  ];
  for (const [what, write, expected] of writes) {
    it(`writes ${what}`, () => {
      const copy = x.clone();
      write(copy);
      assert.deepEqual(copy.flatten().tolist(), expected);
      assert.ok(copy._version > 0);
    });
  }

  it("leaves gradients to what was not written", () => {
    const leaf = torch.ones(3, { requires_grad: true });
    const value = torch.ones([], { requires_grad: true });
    const written = leaf.mul(2);
    written.index_put_(["0:2"], value);
    written.sum().backward();
    assert.deepEqual([leaf.grad!.tolist(), value.grad!.tolist()], [[0, 0, 2], 2]);
  });
});

describe("what cannot be written", () => {
  const refusals: readonly (readonly [() => unknown, string, string])[] = [
    [() => x.index_add(0, long(0, 5), x), "RuntimeError", "index 5 is out of bounds for dimension 0 with size 2"],
    [
      () => x.index_copy(0, long(0), x),
      "IndexError",
      "index_copy_(): Number of indices (1) should be equal to source.size(dim) (2)",
    ],
    [
      () => x.index_fill(0, long(0), x),
      "RuntimeError",
      "index_fill_ only supports a 0-dimensional value tensor, but got tensor with 2 dimension(s).",
    ],
    [
      () => x.scatter(0, torch.zeros(1, 4, { dtype: torch.long }), x),
      "RuntimeError",
      "Expected index [1, 4] to be no larger than self [2, 3] apart from dimension 0 and to be no larger size than src [2, 3]",
    ],
    [
      () => x.index_put([long(0)], torch.ones(2)),
      "RuntimeError",
      "shape mismatch: value tensor of shape [2] cannot be broadcast to indexing result of shape [1, 3]",
    ],
    [() => torch.take(x, long(6)), "IndexError", "out of range: tried to access index 6 on a tensor of 6 elements."],
    [
      () => x.masked_scatter(x.gt(2), torch.ones(2)),
      "RuntimeError",
      "Number of elements of source < number of ones in mask",
    ],
    [
      () => x.diagonal_scatter(torch.ones(1)),
      "RuntimeError",
      "expected src to have a size equal to the slice of self. src size = [1], slice size = [2]",
    ],
  ];
  for (const [body, name, message] of refusals) {
    it(`is refused: ${message}`, () => {
      assert.throws(body, { name, message });
    });
  }
});
