import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { scenarios } from "../../support/scenario.js";

/** The scenarios that wait, by what they wait for. */
const waiting: Readonly<Record<string, readonly string[]>> = {
  "Tensor.pow_": ["inplace_updates_graph"],
};

const folder = path.join(process.env["GRADLENS_ROOT"] ?? process.cwd(), "test/engine/autograd/scenarios");

describe("PyTorch's scenarios", () => {
  it("are each a test or wait by name", () => {
    const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), "utf8"));
    const ported = texts.flatMap((text) => [...text.matchAll(/\bscenario\(\s*"(\w+)"/g)].map(([, name]) => name!));
    const all = [...ported, ...Object.values(waiting).flat()];
    assert.deepEqual(all.sort(), scenarios.map(({ name }) => name).sort());
  });
});
