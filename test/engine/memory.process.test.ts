import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { root } from "../support/testRun.js";

const script = path.join(root, "test/scripts/memory/trainingStep.mjs");
const engine = path.join(root, "dist/engine/index.js");

describe("the memory of a training loop", function () {
  this.timeout(300_000);

  it("does not grow in a million steps of text 001", () => {
    const output = execFileSync(process.execPath, ["--expose-gc", script, engine], { encoding: "utf8" });
    const bytes = output.trim().split("\n").map(Number);
    assert.equal(bytes.length, 10);
    const growth = bytes.at(-1)! - bytes[0]!;
    assert.ok(growth < 200_000, `${growth} bytes more after 1,000,000 steps than after 100,000`);
  });
});
