import { createRequire } from "node:module";
import path from "node:path";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import * as torch from "../../src/engine/index.js";
import { differenceOf, type Difference } from "./difference.js";
import { sightOf, textOf, type Engine, type Statement } from "./program.js";
import { shrunk } from "./shrink.js";
import { programOf } from "./writer.js";

/** One chunk of programs: scripts/fuzz.mjs starts one process after the other, for the bridge keeps all it has seen. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, count: { type: "string" }, to: { type: "string" } },
});
const here = torch as unknown as Engine;
const there = bridgeIn(positionals[0]!);
const found: object[] = [];
const explained: Record<string, number> = {};
let same = 0;
const count = Number(values.count);
for (let i = 0; i < count; i++) {
  const seed = Number(values.seed) + i;
  const program = programOf(seed);
  const difference = differ(program, (reason) => (explained[reason] = (explained[reason] ?? 0) + 1));
  if (difference === null) same += 1;
  else
    keep(
      seed,
      shrunk(program, difference, (smaller) => differ(smaller)),
    );
}
writeFileSync(values.to!, JSON.stringify({ programs: count, same, explained, found }));
process.exit();

/** Warnings of either engine are not compared. */
function bridgeIn(folder: string): Engine {
  console.warn = () => undefined;
  return createRequire(import.meta.url)(path.join(folder, "gradlens.cjs")) as Engine;
}

function differ(program: readonly Statement[], explain?: (reason: string) => void): Difference | null {
  return differenceOf(program, sightOf(here, program), sightOf(there, program), explain);
}

function keep(seed: number, { program, difference }: ReturnType<typeof shrunk>): void {
  console.log(`\nSeed ${seed}: ${difference.kind}`);
  for (const statement of program) console.log(`  ${textOf(statement)}`);
  console.log(`at ${difference.message}`);
  found.push({ seed, kind: difference.kind, program, answer: sightOf(there, program) });
}
