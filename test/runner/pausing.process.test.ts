import assert from "node:assert/strict";
import { stateOf, withRun } from "../support/testRun.js";

const script = `import * as torch from "gradlens";

interface Options { readonly lr: number }

function train({ lr }: Options): number {
  const w = torch.tensor(2, { requires_grad: true });
  const loss = w.mul(3).pow(2);
  loss.backward();
  const step = lr * 4;
  return step;
}

while (!(globalThis as { go?: boolean }).go) train({ lr: 0.5 });
`;

describe("pausing inside backward", function () {
  this.timeout(60_000);

  it("shows the script's stack and locals, evaluates, steps through the nodes and out to the next line, and resumes", () =>
    withRun(
      script,
      async (run, folder) => {
        await run.start();
        const paused = await run.debugger.pauseAtNextNode();
        assert.deepEqual(
          paused.frames.map(({ name, position }) => [name, position.file, position.line, position.column]),
          [
            ["train", `${folder}/main.ts`, 8, 8],
            ["", `${folder}/main.ts`, 13, 46],
          ],
        );
        await stateOf(run, ({ phase }) => phase === "paused");
        const frame = paused.frames[0]!.id;
        const locals = await run.debugger.locals(frame);
        assert.deepEqual(
          locals.filter(({ name }) => name === "lr" || name === "w"),
          [
            { name: "w", value: "Tensor" },
            { name: "lr", value: "0.5" },
          ],
        );
        assert.equal(await run.debugger.evaluate(frame, "lr * 2 + w.item()"), "3");
        await assert.rejects(run.debugger.evaluate(frame, "nothing.here"), /nothing is not defined/);
        const next = await run.debugger.stepNode();
        assert.equal(next.frames[0]!.position.line, 8);
        const out = await run.debugger.stepOut();
        assert.deepEqual([out.frames[0]!.position.line, out.frames[0]!.position.column], [9, 16]);
        await run.debugger.evaluate(out.frames[0]!.id, "globalThis.go = true");
        await run.debugger.resume();
        assert.equal((await run.ended()).status, "completed");
      },
      { debug: true },
    ));

  it("is stopped while it is paused, and what was recorded is there", () =>
    withRun(
      script,
      async (run) => {
        await run.start();
        await stateOf(run, ({ passesTotal }) => passesTotal > 10);
        await run.debugger.pauseAtNextNode();
        await run.stop();
        assert.equal(run.state.ended?.status, "stopped");
        assert.equal((await run.recording.readPass(run.state.passesTotal - 1)).kind, "full");
        await assert.rejects(run.debugger.stepNode(), /ended/);
      },
      { debug: true },
    ));

  it("tells that a run was not started for it", () =>
    withRun(script, async (run) => {
      await run.start();
      await assert.rejects(run.debugger.pauseAtNextNode(), /not started for debugging/);
    }));
});
