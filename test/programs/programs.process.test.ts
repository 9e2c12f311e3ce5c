import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readOracle } from "../engine/support/oracle.js";
import { runCli } from "../support/runCli.js";
import { root } from "../support/testRun.js";
import { ScriptProject } from "../types/scriptProject.js";

const folder = path.join(root, "test/scripts/programs");
const programs = readdirSync(folder).map((file) => path.basename(file, ".ts"));
/** Examples that no text is behind. */
const examples = ["tinyGpt", "oscillator"];

/** How far numbers may be from PyTorch's, relative to 1 + |x|. Training amplifies the last bits of float32. */
const usual = 1e-5;
const tolerances: Readonly<Record<string, number>> = {
  characterGpt: 1e-4,
  // In float64, but LBFGS amplifies more than others do.
  styleTransfer: 1e-7,
  oscillator: 1e-3,
};

/** Programs after well-known public PyTorch code, as one would write them here; PyTorch itself ran them as well. */
describe("programs print what they print with PyTorch:", function () {
  this.timeout(60_000);
  const answers = readOracle<Readonly<Record<string, readonly string[]>>>("answers/programs.json");

  it("all of them have an answer", () => {
    assert.deepEqual([...programs, ...examples].sort(), Object.keys(answers).sort());
  });

  for (const program of [...programs, ...examples]) {
    it(program, async () => {
      const file = path.join(examples.includes(program) ? "examples" : folder, `${program}.ts`);
      const { status, stdout } = await runCli(["run", file, "--json"]);
      const { console } = JSON.parse(stdout) as { console: readonly { stream: string; text: string }[] };
      const printed = console.filter(({ stream }) => stream === "stdout").map(({ text }) => text);
      const errors = console.filter(({ stream }) => stream === "stderr").map(({ text }) => text);
      assert.equal(status, 0, errors.join("\n"));
      compare(parts(printed.join("\n")), parts(answers[program]!.join("\n")), tolerances[program] ?? usual);
    });
  }
});

describe("programs are accepted by the declarations of gradlens:", () => {
  const read = (program: string): string => readFileSync(path.join(folder, `${program}.ts`), "utf8");
  const console = "declare const console: { log(...values: readonly unknown[]): void };";
  const scripts = programs.map((program): [string, string] => [`${program}.ts`, read(program)]);
  const project = new ScriptProject(new Map([...scripts, ["console.d.ts", console]]));

  for (const program of programs) {
    it(program, () => {
      assert.deepEqual(project.complaints(`${program}.ts`), []);
    });
  }
});

/** The numbers and what stands around them, without the spaces, which Node chooses by the width of lines. */
function parts(text: string): readonly string[] {
  return [text.replaceAll(number, "#").replaceAll(/\s+/g, ""), ...text.match(number)!];
}

const number = /-?(?:\d+(?:\.\d+)?(?:e[-+]?\d+)?|Infinity)|NaN/g;

function compare(actual: readonly string[], expected: readonly string[], tolerance: number): void {
  assert.equal(actual.length, expected.length, "how many numbers there are");
  expected.forEach((wanted, i) => {
    const [value, number] = [Number(actual[i]), Number(wanted)];
    const close = Object.is(value, number) || Math.abs(value - number) <= tolerance * (1 + Math.abs(number));
    assert.ok(actual[i] === wanted || close, `${i}: ${actual[i]}, but PyTorch prints ${wanted}`);
  });
}
