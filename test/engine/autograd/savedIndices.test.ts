import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { long } from "../support/tensors.js";

/** Ops by an index, or a mask, that is written before backward. */
const ops: readonly (readonly [string, () => torch.Tensor, (x: torch.Tensor, index: torch.Tensor) => torch.Tensor])[] =
  [
    ["index", () => long(0, -1), (x, index) => x.index(index)],
    ["index by a mask", mask, (x, holds) => x.t().index(holds)],
    ["the second of two indices", () => long(0, 2), (x, index) => x.index([0, 1], index)],
    ["take", () => long(0, -1), (x, index) => x.take(index)],
    ["masked_select", mask, (x, holds) => x.masked_select(holds)],
    ["masked_scatter", mask, (x, holds) => x.masked_scatter(holds, torch.ones(6))],
    ["index_fill", () => long(0, -1), (x, index) => x.index_fill(0, index, 1)],
    ["index_put", () => long(0, -1), (x, index) => x.index_put([index], torch.ones(2, 3))],
    ["put", () => long(0, -1), (x, index) => x.put(index, torch.ones(2))],
  ];

function mask(): torch.Tensor {
  return torch.tensor([true, false, true]);
}

describe("an index that backward needs", () => {
  for (const [what, indexOf, op] of ops) {
    it(`must not be written in between: ${what}`, () => {
      const leaf = torch.arange(6, { dtype: torch.float32 }).view(2, 3).requires_grad_();
      const index = indexOf();
      const out = op(leaf, index);
      index.fill_(0);
      const shape = `[${index.shape.join(", ")}]`;
      const kind = index.dtype === torch.bool ? "CPUBoolType" : "torch.LongTensor";
      const message = `one of the variables needed for gradient computation has been modified by an inplace operation: [${kind} ${shape}] is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).`;
      assert.throws(() => out.sum().backward(), { name: "RuntimeError", message });
    });

    it(`is what hooks see: ${what}`, () => {
      const leaf = torch.arange(6, { dtype: torch.float32 }).view(2, 3).requires_grad_();
      const index = indexOf();
      const seen: torch.Tensor[] = [];
      torch.autograd.graph.saved_tensors_hooks(
        (tensor) => {
          seen.push(tensor);
          return tensor;
        },
        (packed) => packed as torch.Tensor,
        () => op(leaf, index),
      );
      assert.ok(seen.includes(index));
      assert.equal(seen.filter(({ dtype }) => !dtype.is_floating_point && dtype !== index.dtype).length, 0);
    });
  }
});
