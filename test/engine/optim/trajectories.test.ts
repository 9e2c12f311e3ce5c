import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import type { AdamOptions, SGDOptions } from "../../../src/engine/optim/api.js";
import { elements } from "../../../src/engine/values.js";
import { readOracle } from "../support/oracle.js";

interface Trajectory {
  readonly optimizer: "SGD" | "Adam" | "AdamW";
  readonly kwargs: SGDOptions & AdamOptions;
  readonly start: readonly number[];
  readonly steps: readonly { readonly loss: number; readonly grad: readonly number[]; readonly p: readonly number[] }[];
  readonly state_at_end: Readonly<Record<string, number | readonly number[]>>;
}

const { trajectories, groups } = readOracle<{
  trajectories: readonly Trajectory[];
  groups: { start: readonly number[]; steps: readonly (readonly number[])[] };
}>("training/optimizers.json");

function optimizerOf({ optimizer, kwargs }: Trajectory, p: torch.Tensor): torch.optim.SGD | torch.optim.Adam {
  switch (optimizer) {
    case "SGD":
      return new torch.optim.SGD([p], kwargs);
    case "Adam":
      return new torch.optim.Adam([p], kwargs);
    case "AdamW":
      return new torch.optim.AdamW([p], kwargs);
  }
}

/** (1 − p0)² + 10·(p1 − p0²)². */
function rosenbrock(p: torch.Tensor): torch.Tensor {
  const [a, b] = [p.select(0, 0), p.select(0, 1)];
  return torch
    .sub(1, a)
    .pow(2)
    .add(b.sub(a.pow(2)).pow(2).mul(10));
}

function checkClose(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]!) <= 1e-9 * (1 + Math.abs(expected[i]!)), `${value} for ${expected[i]}`);
  });
}

describe("optimizers go PyTorch's way", () => {
  for (const trajectory of trajectories) {
    it(`${trajectory.optimizer} ${JSON.stringify(trajectory.kwargs)}`, () => {
      const p = torch.tensor(trajectory.start, { dtype: torch.float64, requires_grad: true });
      const optimizer = optimizerOf(trajectory, p);
      for (const { loss, grad, p: after } of trajectory.steps) {
        optimizer.zero_grad();
        const value = rosenbrock(p);
        value.backward();
        checkClose([value.item()], [loss]);
        checkClose(elements(p.grad!), grad);
        optimizer.step();
        checkClose(elements(p), after);
      }
      const state = optimizer.state.get(p) ?? {};
      for (const [name, expected] of Object.entries(trajectory.state_at_end)) {
        if (expected !== null) checkClose(elements(state[name]!), typeof expected === "number" ? [expected] : expected);
      }
    });
  }

  it("maximize climbs as far as the same step would have descended", () => {
    for (const Optimizer of [torch.optim.SGD, torch.optim.Adam]) {
      const up = torch.zeros(1, { requires_grad: true });
      const down = torch.zeros(1, { requires_grad: true });
      up.mul(3).sum().backward();
      down.mul(3).sum().backward();
      new Optimizer([up], { lr: 0.1, maximize: true }).step();
      new Optimizer([down], { lr: 0.1 }).step();
      assert.ok(up.item() > 0);
      assert.equal(up.item(), -down.item());
    }
  });

  it("SGD with two groups, one of which holds a parameter without gradient", () => {
    const [a, b, c] = groups.start.map((value) =>
      torch.tensor(value, { dtype: torch.float64, requires_grad: true }),
    ) as [torch.Tensor, torch.Tensor, torch.Tensor];
    const optimizer = new torch.optim.SGD([
      { params: [a], lr: 0.1 },
      { params: [b, c], lr: 0.5, momentum: 0.9 },
    ]);
    for (const expected of groups.steps) {
      optimizer.zero_grad();
      a.mul(a).add(b.mul(b)).backward();
      optimizer.step();
      checkClose([a.item(), b.item(), c.item()], expected);
    }
    assert.deepEqual([optimizer.state.has(b), optimizer.state.has(c)], [true, false]);
  });
});
