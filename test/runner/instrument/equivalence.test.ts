import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { instrument } from "../../../src/runner/instrument/instrument.js";
import { compile } from "../../../src/runner/load/compile.js";
import { Projects } from "../../../src/runner/load/projects.js";
import { scriptFile } from "../../../src/runner/load/scriptFile.js";
import { scriptGlobal } from "../../../src/worker/scriptGlobal.js";
import { TopologyTable } from "../../../src/worker/topologies.js";
import { listFiles } from "./listFiles.js";

const corpus = path.join(process.env["GRADLENS_ROOT"]!, "test/scripts/corpus");

/** What the worker's functions do to a script that makes no tensors. */
const passThrough = scriptGlobal(new TopologyTable(() => undefined));

describe("an instrumented script", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "gradlens-corpus-"));
  after(() => rmSync(directory, { recursive: true, force: true }));

  for (const name of listFiles(corpus).filter((file) => !file.endsWith(".json"))) {
    it(`behaves as it did: ${name}`, async () => {
      const file = path.join(corpus, name);
      const source = readFileSync(file, "utf8");
      const script = scriptFile(pathToFileURL(file).href);
      assert.equal(script.kind, "script");
      const { compilerOptions } = new Projects().of(file);
      const legacyDecorators = compilerOptions.experimentalDecorators === true;
      const instrumented = instrument(source, { file, language: script.language, legacyDecorators, firstId: 1 });
      const options = {
        language: script.language,
        compilerOptions,
        format: "unchanged",
        keepNames: instrumented.traits.needsKeptNames,
      } as const;
      const extension = script.module === "commonjs" ? ".cjs" : ".mjs";
      const plain = await compile(source, options);
      const changed = await compile(instrumented.code, options);
      const name_ = name.replaceAll(path.sep, "_");
      const expected = await printed(
        path.join(directory, `${name_}.plain${extension}`),
        plain.code,
        instrumented.global,
      );
      const actual = await printed(
        path.join(directory, `${name_}.changed${extension}`),
        changed.code,
        instrumented.global,
      );
      assert.deepEqual(actual, expected);
      assert.ok(expected.length > 0, "the program prints something");
      assert.ok(!expected.at(-1)!.startsWith("thrown:"), expected.at(-1));
    });
  }
});

async function printed(file: string, code: string, global: string): Promise<string[]> {
  const lines: string[] = [];
  const out = (...values: unknown[]): void => void lines.push(values.map((value) => String(value)).join(" "));
  const names = { out, [global]: passThrough };
  for (const [name, value] of Object.entries(names))
    Reflect.defineProperty(globalThis, name, { value, configurable: true });
  writeFileSync(file, code);
  try {
    const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) {
      lines.push(`export ${name}: ${typeof value === "function" ? value.name : JSON.stringify(value)}`);
    }
  } catch (error) {
    lines.push(`thrown: ${error instanceof Error ? error.message : String(error)}`);
  }
  for (const name of Object.keys(names)) Reflect.deleteProperty(globalThis, name);
  return lines;
}
