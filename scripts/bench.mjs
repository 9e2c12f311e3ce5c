// `npm run bench`: builds and runs the benchmarks of test/bench, one after the other.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { bundled } from "./bundled.mjs";
import { globSync } from "./globSync.mjs";

const root = path.resolve(import.meta.dirname, "..");
run("scripts/build.mjs", "dist");
for (const file of globSync("test/bench", (name) => name.endsWith(".bench.ts"))) {
  const [program] = await bundled([file], "build/bench");
  console.log(`── ${file}`);
  run(program);
}

function run(file, ...args) {
  const { status } = spawnSync(process.execPath, [path.resolve(root, file), ...args], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
