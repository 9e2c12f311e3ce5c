import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { scenarios } from "../../support/scenario.js";

const folder = path.join(process.env["GRADLENS_ROOT"] ?? process.cwd(), "test/engine/autograd/scenarios");

describe("PyTorch's scenarios", () => {
  it("are each a test", () => {
    const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), "utf8"));
    const ported = texts.flatMap((text) => [...text.matchAll(/\bscenario\(\s*"(\w+)"/g)].map(([, name]) => name!));
    assert.deepEqual(ported.sort(), scenarios.map(({ name }) => name).sort());
  });
});
