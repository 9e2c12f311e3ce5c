// `npm run fuzz -- BRIDGE [--count N] [--seed S] [--keep FILE]`: makes random programs and runs each here and on PyTorch
// behind the bridge in the folder BRIDGE, prints those that differ, and the totals. BRIDGE_PYTHON is a Python with
// PyTorch. `--keep` writes what differed with PyTorch's answers to FILE. See test/fuzz/writer.ts.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundled } from "./bundled.mjs";

/** The bridge keeps every tensor it has seen, so a process sees no more programs than this. */
const atOnce = 500;

const root = path.resolve(import.meta.dirname, "..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    keep: { type: "string" },
  },
});
const [bridge] = positionals;
if (bridge === undefined || process.env.BRIDGE_PYTHON === undefined) {
  console.error("BRIDGE_PYTHON=PYTHON npm run fuzz -- BRIDGE [--count N] [--seed S] [--keep FILE]");
  process.exit(2);
}
const from = process.env.INIT_CWD ?? process.cwd();
const [main, reader] = await bundled(["test/fuzz/main.ts", "test/fuzz/signatures.ts"], "build/fuzz");
const folder = mkdtempSync(path.join(os.tmpdir(), "gradlens-fuzz-"));
const signatures = path.join(folder, "signatures.json");
const { signaturesOf } = await import(pathToFileURL(reader).href);
writeFileSync(signatures, JSON.stringify(signaturesOf(root)));
const [count, seed] = [Number(values.count), Number(values.seed)];
const found = [];
const explained = {};
let [programs, same] = [0, 0];
for (let done = 0; done < count;) {
  const to = path.join(folder, "chunk.json");
  const chunk = ["--seed", String(seed + done), "--count", String(Math.min(atOnce, count - done)), "--to", to];
  const given = [path.resolve(from, bridge), "--root", root, "--signatures", signatures, ...chunk];
  const { status } = spawnSync(process.execPath, [main, ...given], { stdio: "inherit" });
  if (status !== 0) throw new Error(`The programs from seed ${seed + done} on could not be run.`);
  const result = JSON.parse(readFileSync(to, "utf8"));
  done += result.programs;
  programs += result.programs - (result.hasEnded ? 1 : 0);
  same += result.same;
  for (const [why, times] of Object.entries(result.explained)) explained[why] = (explained[why] ?? 0) + times;
  found.push(...result.found);
}
rmSync(folder, { recursive: true });
if (values.keep !== undefined) writeFileSync(path.resolve(from, values.keep), `${JSON.stringify(found, null, 1)}\n`);
for (const [why, times] of Object.entries(explained)) console.log(`explained ${times} times: ${why}`);
console.log(`${programs} programs, ${same} without a difference, ${programs - same} differ`);
process.exitCode = programs === same ? 0 : 1;
