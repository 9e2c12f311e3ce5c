import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { ScriptProject } from "../types/scriptProject.js";
import { head, programsOf } from "./programs.js";
import { printedBy } from "./printedBy.js";

const page = readFileSync(path.join(process.env["GRADLENS_ROOT"] ?? "", "docs/from-pytorch.md"), "utf8");

describe("The page From PyTorch to GradLens", () => {
  const programs = programsOf(page);
  const project = new ScriptProject(
    new Map(
      programs.map(({ name, source }) => [
        name,
        `declare const console: { log(...values: readonly unknown[]): void };\n${head(source)}${source}`,
      ]),
    ),
  );

  it("has programs, in both languages for the most part", () => {
    assert.ok(programs.length > 25);
    assert.ok(programs.filter(({ python }) => python !== null).length > 20);
  });

  for (const { name, source, files, printed, python } of programs) {
    describe(`has a program ${name} that`, () => {
      it("compiles", () => assert.deepEqual(project.complaints(name), []));

      it("prints what stands below it", () => assert.equal(printedBy(head(source) + source, files), printed));

      if (python !== null)
        it("prints what PyTorch does", () => assert.equal(inOneSpelling(printed), inOneSpelling(python)));
    });
  }
});

/** Without what the two languages print differently: 2.0 and 2, None and null, tuples and arrays. */
function inOneSpelling(text: string): string {
  const words: Readonly<Record<string, string>> = { None: "null", True: "true", False: "false" };
  return text
    .replace(/torch\.Size\((\[.*?\])\)/g, "$1")
    .replace(/\b(None|True|False)\b/g, (word) => words[word]!)
    .replace(/(\d)\.0(?!\d)/g, "$1")
    .replace(/\s+/g, "");
}
