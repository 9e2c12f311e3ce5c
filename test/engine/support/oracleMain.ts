import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { parseCases, type OracleCase } from "./oracleSchema.js";
import { shrunk, type Missing } from "./oracleMissing.js";
import { failuresOf, isBroken, otherWordsOf, resultsOf, tableOf, totalsOf } from "./oracleReport.js";

const usage = `npm run oracle -- [FILE…] [--id TEXT] [--verbose] [--words] [--shrink]
  FILE       cases of the oracle, one JSON object per line; without one those in test/oracle/ops
  --id TEXT  only the cases whose id contains TEXT
  --verbose  the message of each case that does not pass
  --words    the texts of errors that differ from PyTorch's
  --shrink   takes what works by now from test/oracle/ops/missing.json`;

const ops = path.join(process.env["GRADLENS_ROOT"] ?? process.cwd(), "test/oracle/ops");

try {
  process.exitCode = main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

function main(): number {
  const { values, positionals } = argumentsGiven();
  const own = ["ops-public.jsonl", "ops-more.jsonl", "ops-errors.jsonl"].map((name) => path.join(ops, name));
  // Paths are meant from where npm was called.
  const from = process.env["INIT_CWD"] ?? process.cwd();
  const given = positionals.map((file) => path.resolve(from, file));
  const files = values.shrink || given.length === 0 ? own : given;
  const cases = files.flatMap(casesIn).filter(({ id }) => id.includes(values.id));
  if (cases.length === 0) throw new Error(`There is no case whose id contains ${values.id}.`);
  const results = resultsOf(cases);
  if (values.verbose) for (const failure of failuresOf(results)) console.log(failure);
  if (values.words) for (const difference of otherWordsOf(results)) console.log(difference);
  if (values.shrink) shrink(results);
  for (const line of tableOf(results)) console.log(line);
  console.log(totalsOf(results));
  return isBroken(results) ? 1 : 0;
}

function argumentsGiven() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        id: { type: "string", default: "" },
        verbose: { type: "boolean", default: false },
        words: { type: "boolean", default: false },
        shrink: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${usage}`, { cause: error });
  }
}

function casesIn(file: string): readonly OracleCase[] {
  try {
    const cases = parseCases(readFileSync(file, "utf8"));
    if (cases.length === 0) throw new Error("there is no case in it");
    return cases;
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

function shrink(results: ReturnType<typeof resultsOf>): void {
  const file = path.join(ops, "missing.json");
  const missing = shrunk(JSON.parse(readFileSync(file, "utf8")) as Missing, results);
  writeFileSync(file, `${JSON.stringify(missing, null, 1)}\n`);
}
