import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { readOracle } from "../support/oracle.js";
import { checkClose, numbersOf, type Tensors, type TrainingRun } from "../support/trainingRuns.js";
import { begin, inputs, trainings, type Training } from "../support/trainings.js";

const folder = path.join(process.env["GRADLENS_ROOT"] ?? process.cwd(), "test/oracle/training");
const suites = ["optimizers.json", "schedulers.json", "clip_grad.json"];

describe("training goes PyTorch's way", () => {
  for (const [name, make] of Object.entries(trainings)) {
    for (const run of readOracle<{ runs: readonly TrainingRun[] }>(`training/${name}.json`).runs) {
      it(`${name} in ${run.dtype}`, () => {
        follow(name, run, make());
      });
    }
  }

  it("in all runs", () => {
    const runs = readdirSync(folder).filter((file) => !suites.includes(file));
    const known = Object.keys(trainings).map((name) => `${name}.json`);
    assert.deepEqual(known.sort(), runs.sort());
  });
});

function follow(
  name: string,
  run: TrainingRun,
  { model, loss, optimizer: makeOptimizer, scheduler: makeScheduler }: Training,
): void {
  const tolerance = run.dtype === "float64" ? 1e-9 : 1e-4;
  begin(model, run);
  const parameters = model.named_parameters();
  assert.deepEqual(
    parameters.map(([key]) => key),
    Object.keys(run.init),
  );
  const optimizer = makeOptimizer(model.parameters());
  const scheduler = makeScheduler?.(optimizer);
  const checkAll = (
    tensors: readonly (readonly [string, torch.Tensor | null])[],
    expected: Tensors | undefined,
  ): void => {
    if (expected === undefined) return;
    for (const [key, tensor] of tensors) {
      const close = isNoise(name, key) && run.dtype === "float32" ? 1e-2 : tolerance;
      checkClose(elements(tensor!), numbersOf(expected[key]!.data), close);
    }
  };
  const gradients = (): [string, torch.Tensor | null][] => parameters.map(([key, { grad }]) => [key, grad]);
  const { x, y } = inputs(run);
  const parts = run.accumulate ?? 1;
  run.losses.forEach((expected, step) => {
    if (run.lr_per_step !== undefined) checkClose([optimizer.param_groups[0]!.lr], [run.lr_per_step[step]!], tolerance);
    optimizer.zero_grad();
    const [xs, ys] = [x.chunk(parts), y.chunk(parts)];
    const results = xs.map((part, i) => {
      const output = model(part);
      const value = loss(output, ys[i]!, part).div(parts);
      value.backward();
      return { output, value: value.item() };
    });
    const micro = results.map(({ value }) => value);
    checkClose([micro.reduce((sum, value) => sum + value, 0)], [expected], tolerance);
    if (run.micro_losses !== undefined) checkClose(micro, run.micro_losses[step]!, tolerance);
    const outputs = run.outputs_at[step];
    if (outputs !== undefined)
      checkClose(elements(torch.cat(results.map(({ output }) => output))), numbersOf(outputs.data), tolerance);
    checkAll(gradients(), run.grads[step]);
    if (run.clip !== undefined) {
      const norm = torch.nn.utils.clip_grad_norm_(model.parameters(), run.clip.max_norm);
      checkClose([norm.item()], [run.total_norms![step]!], tolerance);
    }
    if (run.clip_value !== undefined) torch.nn.utils.clip_grad_value_(model.parameters(), run.clip_value);
    checkAll(gradients(), run.grads_clipped?.[step]);
    optimizer.step();
    scheduler?.step();
    checkAll(parameters, run.params_at[step]);
  });
  checkAll(parameters, run.final);
  checkAll(model.named_buffers(), run.buffers_final);
  checkClose(elements(model.eval()(x)), numbersOf(run.eval_output.data), tolerance);
}

/** Softmax ignores the bias of the keys: its gradient is rounding alone, which AdamW divides by its own size. */
function isNoise(run: string, parameter: string): boolean {
  return run === "transformer_block_adamw" && parameter === "qkv.bias";
}
