import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { RunDocument } from "../../src/cli/document.js";
import { runCli } from "../support/runCli.js";
import { root } from "../support/testRun.js";

/** Long runs are written down by their last pass alone. */
const examples: Readonly<Record<string, readonly string[]>> = {
  productAndSquare: [],
  zeroToAll: [],
  whichTensorsKeepGrad: [],
  linearRegression: ["--passes", "last"],
  retainAndCreateGraph: [],
  forwardAndReverse: ["--passes", "0:1"],
  chainRule: [],
  smallCnn: ["--passes", "last"],
};

/** `npm run golden` writes what the recordings are now; read the difference before you commit it. */
const update = process.env["UPDATE_GOLDEN"] === "1";

describe("the recordings of the examples are as written down", function () {
  this.timeout(30_000);

  for (const [example, options] of Object.entries(examples)) {
    it(example, async () => {
      const { stdout } = await runCli(["run", `examples/${example}.ts`, "--json", ...options]);
      const text = goldenText(JSON.parse(stdout) as RunDocument);
      const file = path.join(root, `test/golden/${example}.json`);
      if (update) writeFileSync(file, text);
      assert.ok(existsSync(file), `${file} is missing: npm run golden`);
      assert.equal(text, readFileSync(file, "utf8"));
    });
  }
});

/** The document with a line for each node and tensor, and without what differs from machine to machine. */
function goldenText(document: RunDocument): string {
  const portable = JSON.parse(JSON.stringify({ ...document, run: { ...document.run, durationMs: 0 } }).replaceAll(`${root}/`, "")) as object;
  return `${print(portable, 4)}\n`;
}

function print(value: unknown, depth: number, indent = ""): string {
  if (depth === 0 || typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent} `;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const items = Array.isArray(value)
    ? value.map((item) => print(item, depth - 1, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${print(item, depth - 1, inner)}`);
  return items.length === 0 ? `${open!}${close!}` : `${open!}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close!}`;
}
