import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { checkMistakes } from "./support/checkMistakes.js";

describe("ranges", () => {
  it("are int64 where all numbers are whole, else float32", () => {
    assert.deepEqual([torch.arange(3).dtype, torch.arange(3).tolist()], [torch.int64, [0, 1, 2]]);
    assert.deepEqual(
      [torch.arange(0, 1, 0.25).dtype, torch.arange(0, 1, 0.25).tolist()],
      [torch.float32, [0, 0.25, 0.5, 0.75]],
    );
    assert.deepEqual(torch.arange(5, 0, -2, { dtype: torch.float64 }).tolist(), [5, 3, 1]);
  });

  it("end where they are told to", () => {
    assert.deepEqual(torch.linspace(0, 1, 5).tolist(), [0, 0.25, 0.5, 0.75, 1]);
    assert.equal(torch.linspace(0, 0.7, 4, { dtype: torch.float64 }).index(-1).item(), 0.7);
    assert.deepEqual(torch.linspace(2, 3, 1).tolist(), [2]);
  });

  it("make identity matrices", () => {
    assert.deepEqual(torch.eye(2, 3, { requires_grad: true }).detach().tolist(), [
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });
});

checkMistakes("ranges", [
  { does: "a step of 0", code: () => torch.arange(0, 3, 0), message: "step must be nonzero" },
  {
    does: "a step in the wrong direction",
    code: () => torch.arange(0, 3, -1),
    message: "upper bound and lower bound inconsistent with step sign",
  },
  {
    does: "a negative number of steps",
    code: () => torch.linspace(0, 1, -1),
    message: "number of steps must be non-negative",
  },
]);
