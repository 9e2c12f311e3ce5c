import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { readOracle } from "../support/oracle.js";
import { checkClose, makeOptimizer, numbersOf, type Numbers } from "../support/trainingRuns.js";

interface Step {
  readonly loss: number;
  readonly p: Numbers;
  readonly grad?: Numbers;
  readonly closure_calls?: number;
}

interface Trajectory {
  readonly optimizer: string;
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly start: Numbers;
  readonly function?: string;
  readonly A?: Numbers;
  readonly B?: Numbers;
  readonly note?: string;
  readonly steps: readonly Step[];
  readonly state_at_end?: Readonly<Record<string, Numbers | null>>;
}

interface GroupTrajectory {
  readonly optimizer: "SGD groups";
  readonly groups: readonly { readonly params: readonly string[]; readonly lr: number; readonly momentum?: number }[];
  readonly start: readonly number[];
  readonly steps: readonly (readonly number[])[];
}

const { trajectories } = readOracle<{ trajectories: readonly (Trajectory | GroupTrajectory)[] }>(
  "training/optimizers.json",
);

const float64 = { dtype: torch.float64 };

/** Single numbers of the state that PyTorch keeps in float32, also beside float64 parameters. */
const singles = ["mu_product", "eta", "mu"];

describe("optimizers go PyTorch's way", () => {
  for (const trajectory of trajectories) {
    if (trajectory.optimizer === "SGD groups") continue;
    const one = trajectory as Trajectory;
    it(`${one.optimizer} ${JSON.stringify(one.kwargs)} ${one.note ?? ""}`, () => {
      const p = torch.tensor(one.start as torch.TensorData, { ...float64, requires_grad: true });
      const lr = one.note?.startsWith("lr is a tensor") ? torch.tensor(one.kwargs["lr"] as number, float64) : null;
      const optimizer = makeOptimizer(one.optimizer, [p], lr === null ? one.kwargs : { ...one.kwargs, lr });
      // Muon orthogonalises in bfloat16: 1e-2 of the update, which is of the size of lr.
      const tolerance = one.optimizer === "Muon" ? 1e-2 * (one.kwargs["lr"] as number) : 1e-9;
      let calls = 0;
      one.steps.forEach((step, i) => {
        const closure = (): torch.Tensor => {
          calls++;
          optimizer.zero_grad();
          const loss = lossOf(one, p);
          loss.backward();
          return loss;
        };
        if (one.optimizer === "LBFGS") {
          checkClose([(optimizer.step(closure) as torch.Tensor).item()], [step.loss], tolerance);
          if (step.closure_calls !== undefined) assert.equal(calls, step.closure_calls);
        } else {
          checkClose([closure().item()], [step.loss], tolerance * 20);
          if (step.grad !== undefined) checkClose(elements(p.grad!), numbersOf(step.grad), tolerance * 20);
          optimizer.step();
        }
        checkClose(elements(p), numbersOf(step.p), tolerance);
        if (i === 2) lr?.mul_(0.5);
      });
      const state = (optimizer.state.get(p) ?? {}) as Readonly<Record<string, torch.Tensor>>;
      for (const [name, expected] of Object.entries(one.state_at_end ?? {})) {
        const close = singles.includes(name) ? 1e-8 : tolerance * 20;
        if (expected !== null) checkClose(elements(state[name]!), numbersOf(expected), close);
      }
    });
  }

  it("SGD with two groups, one of which holds a parameter without gradient", () => {
    const [run] = trajectories.filter((one) => one.optimizer === "SGD groups") as GroupTrajectory[];
    const [a, b, c] = run!.start.map((value) => torch.tensor(value, { dtype: torch.float64, requires_grad: true })) as [
      torch.Tensor,
      torch.Tensor,
      torch.Tensor,
    ];
    const named: Readonly<Record<string, torch.Tensor>> = { a, b, c };
    const groups = run!.groups.map((group) => ({ ...group, params: group.params.map((name) => named[name]!) }));
    const optimizer = new torch.optim.SGD(groups);
    for (const expected of run!.steps) {
      optimizer.zero_grad();
      a.mul(a).add(b.mul(b)).backward();
      optimizer.step();
      checkClose([a.item(), b.item(), c.item()], expected, 1e-9);
    }
    assert.deepEqual([optimizer.state.has(b), optimizer.state.has(c)], [true, false]);
  });
});

/** Rosenbrock's valley (1 − p0)² + 10·(p1 − p0²)², or the squares of p·A − B. */
function lossOf({ A, B }: Trajectory, p: torch.Tensor): torch.Tensor {
  if (A !== undefined) {
    const [a, b] = [A, B!].map((values) => torch.tensor(values as torch.TensorData, float64));
    return p.matmul(a!).sub(b!).pow(2).sum();
  }
  const [x, y] = [p.select(0, 0), p.select(0, 1)];
  return torch
    .sub(1, x)
    .pow(2)
    .add(y.sub(x.pow(2)).pow(2).mul(10));
}
