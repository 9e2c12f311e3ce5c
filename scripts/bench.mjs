// `npm run bench`: builds and runs the benchmarks of test/bench, one after the other.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { globSync } from "./globSync.mjs";

const root = path.resolve(import.meta.dirname, "..");
run("scripts/build.mjs", "dist");
const esbuild = await import("esbuild");
for (const file of globSync("test/bench", (name) => name.endsWith(".bench.ts"))) {
  const outfile = path.join(root, "build/bench", `${path.basename(file, ".ts")}.js`);
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    define: { "process.env.GRADLENS_ROOT": JSON.stringify(root) },
  });
  console.log(`── ${file}`);
  run(outfile);
}

function run(file, ...args) {
  const { status } = spawnSync(process.execPath, [path.resolve(root, file), ...args], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
