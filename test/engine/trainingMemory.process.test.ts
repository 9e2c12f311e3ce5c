import assert from "node:assert/strict";
import { queryObjects } from "node:v8";
import * as torch from "../../src/engine/index.js";
import { readOracle } from "./support/oracle.js";
import type { TrainingRun } from "./support/trainingRuns.js";
import { begin, inputs, trainings, type Training } from "./support/trainings.js";

/** Less than one object for ten steps: the engine may fill a table of its own, but keeps nothing of a step. */
const tolerated = { objects: 90, bytes: 2_000_000 };

describe("the memory of 1,000 steps of", function () {
  this.timeout(60_000);

  for (const [name, make] of Object.entries(trainings)) {
    for (const run of readOracle<{ runs: readonly TrainingRun[] }>(`training/${name}.json`).runs) {
      it(`${name} in ${run.dtype} does not grow`, () => {
        const step = stepOf(run, make());
        for (let i = 0; i < 100; i++) step(i);
        const before = inUse();
        for (let i = 100; i < 1000; i++) step(i);
        const after = inUse();
        const [objects, bytes] = [after.objects - before.objects, after.bytes - before.bytes];
        const growth = `${objects} objects and ${bytes} bytes more after 1,000 steps than after 100`;
        assert.ok(objects < tolerated.objects && bytes < tolerated.bytes, growth);
      });
    }
  }
});

/** Counting the objects collects garbage first. Bytes alone say less: what V8 compiles takes as many as a small leak. */
function inUse(): { readonly objects: number; readonly bytes: number } {
  const objects = queryObjects(Object, { format: "count" });
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { objects, bytes: heapUsed + arrayBuffers };
}

/** What the run did at each step, which may go on after it. */
function stepOf(run: TrainingRun, { model, loss, optimizer: optimizerOf, scheduler: schedulerOf }: Training) {
  begin(model, run);
  const optimizer = optimizerOf(model.parameters());
  const scheduler = schedulerOf?.(optimizer);
  const parts = run.accumulate ?? 1;
  const { x, y } = inputs(run);
  const [xs, ys] = [x.chunk(parts), y.chunk(parts)];
  return (step: number): void => {
    optimizer.zero_grad();
    xs.forEach((part, i) => loss(model(part), ys[i]!, part).div(parts).backward());
    if (run.clip !== undefined) torch.nn.utils.clip_grad_norm_(model.parameters(), run.clip.max_norm);
    if (run.clip_value !== undefined) torch.nn.utils.clip_grad_value_(model.parameters(), run.clip_value);
    optimizer.step();
    // A schedule may end with the run.
    if (step < run.losses.length - 1) scheduler?.step();
  };
}
