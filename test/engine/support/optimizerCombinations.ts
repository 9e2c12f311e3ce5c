import assert from "node:assert/strict";
import { dtypes } from "../../../src/engine/dtype.js";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { checkClose, makeOptimizer, numbersOf, type Numbers } from "./trainingRuns.js";

/** A few steps of an optimizer with some of its options, on two parameters. */
export interface Combination {
  readonly optimizer: string;
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly dtype: "float32" | "float64";
  /** Of the first parameter; the second one has none, and Muon's two. */
  readonly dims: 1 | 2;
  /** What each call of `step` gave. */
  readonly losses: readonly Numbers[];
  /** The parameters after the first, the fourth and the twelfth step. */
  readonly p: readonly (readonly Numbers[])[];
  /** What is kept of each parameter at the end; null for what is no single tensor or number. */
  readonly state: readonly Readonly<Record<string, Numbers | null>>[];
  readonly keys: readonly (readonly string[])[];
  /** How often the loss was computed. */
  readonly calls: number;
}

const start = {
  1: [-1.2, 1, 0.5],
  2: [
    [0.3, -1.2],
    [0.7, 0.1],
    [-0.4, 0.9],
  ],
} as const;

/** Single numbers of the state that PyTorch keeps in float32, also beside float64 parameters. */
const singles = ["mu_product", "eta", "mu"];

export function checkCombination(one: Combination): void {
  const { dtype: name, optimizer: kind } = one;
  const dtype = dtypes[name];
  const tolerance = toleranceOf(one);
  const first = torch.tensor(start[one.dims] as torch.TensorData, { dtype, requires_grad: true });
  const second =
    kind === "Muon"
      ? first.detach().t().clone().mul(0.5).requires_grad_()
      : torch.tensor(0.7, { dtype, requires_grad: true });
  const parameters = [first, second] as const;
  const optimizer = makeOptimizer(kind, parameters, one.kwargs);
  let calls = 0;
  const closure = (): torch.Tensor => {
    calls++;
    optimizer.zero_grad();
    const loss = lossOf(first, second);
    loss.backward();
    return loss;
  };
  const seen: number[][] = [];
  one.losses.forEach((expected, i) => {
    checkClose([(optimizer.step(closure) as torch.Tensor).item()], numbersOf(expected), tolerance * 10);
    if ([0, 3, 11].includes(i)) seen.push(parameters.flatMap((parameter) => elements(parameter)));
  });
  seen.forEach((values, i) => {
    checkClose(values, numbersOf(one.p[i]!), tolerance);
  });
  assert.equal(calls, one.calls);
  parameters.forEach((parameter, i) => {
    const state = (optimizer.state.get(parameter) ?? {}) as Readonly<Record<string, torch.Tensor | number>>;
    assert.deepEqual(Object.keys(state).sort(), one.keys[i]);
    for (const [key, expected] of Object.entries(one.state[i] ?? {})) {
      if (expected === null) continue;
      const actual = state[key]!;
      const close = singles.includes(key) ? 1e-7 : tolerance * 20;
      checkClose(typeof actual === "number" ? [actual] : elements(actual), numbersOf(expected), close);
    }
  });
}

function toleranceOf({ optimizer, kwargs, dtype }: Combination): number {
  // Muon orthogonalises in bfloat16: 1e-2 of the update, which is of the size of lr.
  if (optimizer === "Muon") return 0.02 * (kwargs["lr"] as number);
  // LBFGS divides by differences of gradients, which are nearly equal where it has arrived.
  // LBFGS divides by differences of gradients, which are nearly equal where it has arrived.
  if (optimizer === "LBFGS") return 1e-9;
  return dtype === "float64" ? 1e-12 : 2e-5;
}

function lossOf(p: torch.Tensor, q: torch.Tensor): torch.Tensor {
  return p
    .pow(4)
    .mul(0.25)
    .sub(p)
    .sum()
    .add(p.sum().sub(0.5).pow(2).mul(0.3))
    .add(q.pow(2).mul(2).add(q.sin()).sum())
    .add(p.pow(2).mean().mul(q.mean()));
}
