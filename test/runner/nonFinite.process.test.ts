import assert from "node:assert/strict";
import { withRun } from "../support/testRun.js";

// The gradient of √w at 0 is infinite, and 0 times that is NaN: in pass 19 one of 100 entries is 0. The loss stays finite.
const script = `
import * as torch from "gradlens";
for (let i = 0; i < 40; i++) {
  const x = torch.ones([100]);
  if (i === 19) x.narrow(0, 0, 1).zero_();
  const w = x.clone().requires_grad_();
  const loss = w.sqrt().pow(2).sum();
  loss.backward();
}`;

describe("a gradient that is NaN in one entry of one pass", () => {
  for (const [kind, recordingBytes] of [
    ["full", 2 ** 26],
    ["thinned", 12_000],
  ] as const) {
    it(`is counted in the series and the history, its pass ${kind === "full" ? "kept in full" : kind}`, () =>
      withRun(
        script,
        async (run) => {
          await run.start();
          await run.ended();
          assert.equal((await run.recording.readPass(19)).kind, kind);
          const { nonFinite, nonFiniteGradients } = await run.recording.lossSeries(0, 40, 4, null);
          assert.deepEqual(
            [nonFinite, nonFiniteGradients],
            [
              [0, 0, 0, 0],
              [0, 1, 0, 0],
            ],
          );
          const history = await run.recording.gradientNorms(0, 10);
          const at = history.passes.indexOf(19);
          assert.deepEqual(
            history.norms.map((norms) => norms[at]),
            [Math.sqrt(99), Math.sqrt(4 * 99), 10, 1],
          );
          assert.deepEqual(
            history.nonFinite.map((counts) => counts.reduce((sum, count) => sum + count)),
            [1, 0, 0, 0],
          );
        },
        { recordingBytes },
      ));
  }
});
