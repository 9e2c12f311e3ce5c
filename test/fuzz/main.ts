import { createRequire } from "node:module";
import path from "node:path";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { differenceOf, type Difference } from "./difference.js";
import { here } from "./here.js";
import { sightOf, textOf, type Engine, type Statement } from "./program.js";
import { shrunk } from "./shrink.js";
import { samplesIn } from "./samples.js";
import type { Signature } from "./signatures.js";
import { writerOf } from "./writer.js";

/** One chunk of programs: scripts/fuzz.mjs starts one process after the other, for the bridge keeps all it has seen. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string" },
    count: { type: "string" },
    /** The project's folder. */
    root: { type: "string" },
    /** What can be called, as `signaturesOf` reads it. */
    signatures: { type: "string" },
    to: { type: "string" },
  },
});
const there = bridgeIn(positionals[0]!);
const signatures = JSON.parse(readFileSync(values.signatures!, "utf8")) as readonly Signature[];
const programOf = writerOf(signatures, samplesIn(values.root!));
const found: object[] = [];
const explained: Record<string, number> = {};
let same = 0;
let programs = 0;
/** Some programs end the process of PyTorch. */
const ending = /EPIPE|server ended/;
let hasEnded = false;
const count = Number(values.count);
for (; programs < count && !hasEnded; programs++) {
  const seed = Number(values.seed) + programs;
  try {
    run(seed);
  } catch (error) {
    if (!ending.test(String(error))) throw error;
    console.log(`\nSeed ${seed} ends PyTorch's process.`);
    hasEnded = true;
  }
}
writeFileSync(values.to!, JSON.stringify({ programs, hasEnded, same, explained, found }));
process.exit();

function run(seed: number): void {
  const program = programOf(seed);
  const difference = differ(program, (reason) => (explained[reason] = (explained[reason] ?? 0) + 1));
  if (difference === null) same += 1;
  else if (ending.test(difference.message)) throw new Error(difference.message);
  else keepShrunk(seed, program, difference);
}

/** Warnings of either engine are not compared. */
function bridgeIn(folder: string): Engine {
  console.warn = () => undefined;
  const torch = createRequire(import.meta.url)(path.join(folder, "gradlens.cjs")) as Engine;
  const printed = (tensor: unknown): string => (tensor as { __repr__(): string }).__repr__();
  return new Proxy(torch, { get: (_, name) => (name === "printed" ? printed : torch[name as string]) });
}

function differ(program: readonly Statement[], explain?: (reason: string) => void): Difference | null {
  return differenceOf(program, sightOf(here, program), sightOf(there, program), explain);
}

function keepShrunk(seed: number, whole: readonly Statement[], first: Difference): void {
  const { program, difference } = shrunk(whole, first, (smaller) => differ(smaller));
  console.log(`\nSeed ${seed}: ${difference.kind}`);
  for (const statement of program) console.log(`  ${textOf(statement)}`);
  console.log(`at ${difference.message}`);
  found.push({ seed, kind: difference.kind, program, answer: sightOf(there, program) });
}
