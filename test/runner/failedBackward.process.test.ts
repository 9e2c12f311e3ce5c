import assert from "node:assert/strict";
import { withRun } from "../support/testRun.js";

const script = `import * as torch from "gradlens";
const w = torch.tensor(2, { requires_grad: true });
for (const times of [1, 2]) {
  const loss = w.mul(5).pow(2);
  for (let i = 0; i < times; i++) {
    try {
      loss.backward();
    } catch (error) {
      console.log((error as Error).message.slice(0, 28));
    }
  }
}
const last = w.mul(3).exp();
last.register_hook(() => {
  throw new Error("hook");
});
last.mul(2).backward();
`;

describe("a backward that throws", function () {
  this.timeout(60_000);

  it("is a pass that failed, with the gradients that had arrived, and gives no loss", async () => {
    await withRun(script, async (run) => {
      await run.start();
      const { status, error } = await run.ended();
      assert.deepEqual([status, error?.message], ["failed", "hook"]);
      const { calls, lastLoss } = run.state;
      assert.equal(lastLoss, 100);
      assert.deepEqual(
        calls.map(({ site, ...call }) => ({ line: site.line, ...call })),
        [
          { line: 7, passes: 3, failed: 1, lastPass: 2, lastLoss: 100 },
          { line: 17, passes: 1, failed: 1, lastPass: 3, lastLoss: null },
        ],
      );
      const passes = await Promise.all([0, 1, 2, 3].map((index) => run.recording.readPass(index)));
      assert.deepEqual(
        passes.map((pass) => {
          assert.equal(pass.kind, "full");
          const grads = pass.tensors.map(({ name, grad }) => [name, grad?.data?.[0] ?? null]);
          return [pass.failed, Object.fromEntries(grads.filter(([name]) => name !== null))];
        }),
        [
          [false, { w: 100, loss: 1 }],
          [false, { w: 100, loss: 1 }],
          [true, { w: null, loss: 1 }],
          [true, { w: null, last: null }],
        ],
      );
      const { min, failed } = await run.recording.lossSeries(0, 4, 4, null);
      assert.deepEqual(
        [min, failed],
        [
          [100, 100, NaN, NaN],
          [0, 0, 1, 1],
        ],
      );
    });
  });
});
