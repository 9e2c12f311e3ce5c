// `npm run pictures`: takes the pictures of the walkthrough and of the README anew, in a real VS Code.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { takePictures } from "../test/host/runHost.mjs";

const build = path.join(import.meta.dirname, "build.mjs");
const { status } = spawnSync(process.execPath, [build, "dist", "host"], { stdio: "inherit" });
if (status !== 0) throw new Error("GradLens could not be built.");
const { failed } = await takePictures();
process.exitCode = failed > 0 ? 1 : 0;
