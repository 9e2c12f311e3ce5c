import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { RunDocument } from "../../src/cli/document.js";
import { runCli } from "../support/runCli.js";
import { root } from "../support/testRun.js";

function oracle<T>(seed: string): T {
  return JSON.parse(readFileSync(path.join(root, `test/oracle/seeds/${seed}.json`), "utf8")) as T;
}

async function run(example: string): Promise<RunDocument> {
  const { status, stdout, stderr } = await runCli(["run", `examples/${example}.ts`, "--json"]);
  assert.deepEqual([status, stderr], [0, ""]);
  return JSON.parse(stdout) as RunDocument;
}

/** A line's words, with numbers as numbers: Python prints 2.0 where JavaScript prints 2. */
function words(line: string): readonly (string | number)[] {
  return line
    .trim()
    .split(/\s+/)
    .map((word) => (Number.isNaN(Number(word)) ? word : Number(word)));
}

describe("the examples print what the texts print", function () {
  this.timeout(30_000);

  it("productAndSquare", async () => {
    const { stdout } = oracle<{ product_square: { stdout: string[] } }>("seed_000").product_square;
    const { console } = await run("productAndSquare");
    assert.deepEqual(
      console.map(({ text }) => words(text)),
      stdout.map(words),
    );
  });

  it("zeroToAll: all 42 lines to the last digit", async () => {
    const { seed_printed_lines } = oracle<{ seed_printed_lines: string[] }>("seed_001");
    const { console } = await run("zeroToAll");
    assert.equal(console.length, 42);
    assert.deepEqual(
      console.map(({ text }) => words(text)),
      seed_printed_lines.map(words),
    );
  });

  it("whichTensorsKeepGrad", async () => {
    const { console } = await run("whichTensorsKeepGrad");
    const printed = console.filter(({ stream }) => stream === "stdout").map(({ text }) => text);
    assert.deepEqual(printed, [
      "w.grad: tensor(-18.)",
      "x.grad: null",
      "a.grad: tensor([[6., 6.],",
      "        [6., 6.]])",
      "b.grad: null",
      "c.grad: null",
      "a2.grad: tensor([[6., 6.],",
      "        [6., 6.]])",
      "b2.grad: tensor([[6., 6.],",
      "        [6., 6.]])",
      "c2.grad: tensor([[1., 1.],",
      "        [1., 1.]])",
    ]);
    assert.match(
      console.find(({ stream }) => stream === "stderr")!.text,
      /The \.grad attribute of a Tensor that is not a leaf/,
    );
  });
});
