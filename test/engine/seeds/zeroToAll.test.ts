import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { readOracle } from "../support/oracle.js";

interface Run {
  readonly update: string;
  readonly dtype: "float32" | "float64";
  readonly stdout: readonly string[];
  readonly steps: readonly Readonly<Record<string, number>>[];
  readonly final_w: number;
  readonly grad_fn: { readonly y_pred: string; readonly loss: string };
  readonly loss_shape: readonly number[];
}

interface Seed {
  readonly runs: readonly Run[];
  readonly seed_printed_lines: readonly string[];
  readonly without_zeroing_first_epoch_no_update: readonly number[];
}

const oracle = readOracle<Seed>("seeds/seed_001.json");

/** How the loop changes the weight. */
const updates: Readonly<Record<string, (w: torch.Tensor) => void>> = {
  item(w) {
    w.data = w.data.sub(0.01 * w.grad!.item());
  },
  data(w) {
    w.data = w.data.sub(w.grad!.data.mul(0.01));
  },
  no_grad(w) {
    torch.no_grad(() => w.sub_(w.grad!.mul(0.01)));
  },
  sgd(w) {
    new torch.optim.SGD([w], { lr: 0.01 }).step();
  },
};

/** The seed's program. */
function train({ update, dtype }: Run): Omit<Run, "update" | "dtype"> {
  const w = torch.tensor([1.0], { requires_grad: true, dtype: torch[dtype] });
  const forward = (x: number): torch.Tensor => w.mul(x);
  const stdout = [`Prediction (before training) 4 ${python(forward(4).item())}`];
  const steps: Record<string, number>[] = [];
  let [y_pred, l] = [w, w];
  for (let epoch = 0; epoch < 10; epoch++) {
    for (const [x, y] of [
      [1, 2],
      [2, 4],
      [3, 6],
    ] as const) {
      y_pred = forward(x);
      l = y_pred.sub(y).pow(2);
      l.backward();
      const grad = w.grad!.item();
      stdout.push(`\tgrad:  ${python(x)} ${python(y)} ${python(grad)}`);
      updates[update]!(w);
      steps.push({ epoch, x, y, y_pred: y_pred.item(), loss: l.item(), grad, w_after: w.item() });
      w.grad!.data.zero_();
    }
    stdout.push(`Epoch: ${epoch} | Loss: ${python(l.item())}`);
  }
  stdout.push(`Prediction (after training) 4 ${python(forward(4).item())}`);
  const grad_fn = { y_pred: y_pred.grad_fn!.name(), loss: l.grad_fn!.name() };
  return { stdout, steps, final_w: w.item(), grad_fn, loss_shape: l.shape };
}

/** A number as Python prints a float. */
function python(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

describe("seed 001: from zero to all", () => {
  for (const run of oracle.runs) {
    it(`prints PyTorch's figures to the last digit with the update by ${run.update} in ${run.dtype}`, () => {
      const { update, dtype, ...expected } = run;
      assert.deepEqual(train({ ...expected, update, dtype }), expected);
    });
  }

  it("prints the 42 lines of the text", () => {
    const lines = train(oracle.runs[0]!).stdout.map((line) => line.trim().split(/\s+/).join(" "));
    assert.equal(lines.length, 42);
    assert.deepEqual(lines, oracle.seed_printed_lines);
  });

  it("sums the gradients where nothing zeroes them", () => {
    const w = torch.tensor([1.0], { requires_grad: true });
    const sums = [
      [1, 2],
      [2, 4],
      [3, 6],
    ].map(([x, y]) => {
      torch.mul(x!, w).sub(y!).pow(2).backward();
      return w.grad!.item();
    });
    assert.deepEqual(sums, oracle.without_zeroing_first_epoch_no_update);
  });
});
