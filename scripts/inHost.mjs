// Runs suites that are no tests in a real VS Code, and prints their report: `npm run pictures` takes the pictures of
// walkthrough and README anew, `npm run surfaces` photographs all that a person sees, `npm run bench:host` measures a long
// run. The argument after the bundle's name is a pattern of names.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { runBundle } from "../test/host/runHost.mjs";

const [name, grep] = process.argv.slice(2);
const build = path.join(import.meta.dirname, "build.mjs");
const { status } = spawnSync(process.execPath, [build, "dist", "host"], { stdio: "inherit" });
if (status !== 0) throw new Error("GradLens could not be built.");
const { failed } = await runBundle(name, grep);
process.exitCode = failed > 0 ? 1 : 0;
