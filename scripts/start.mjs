// `npm start`: sets up what is missing, builds, and opens VS Code with GradLens and the examples: the desktop one where
// `code` is on the PATH, otherwise one in the browser that runs until Ctrl-C. `npm start -- --run FILE …` does the main
// job in the terminal instead, where stdout is the script's alone.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setUpHost } from "../test/host/setUpHost.mjs";
import { startCodeServer } from "../test/host/startCodeServer.mjs";
import { writeSettings } from "../test/host/writeSettings.mjs";
import { findOnPath } from "./findOnPath.mjs";

const root = path.resolve(import.meta.dirname, "..");
const examples = path.join(root, "examples");
const [first, ...rest] = process.argv.slice(2);

try {
  if (first !== undefined && (first !== "--run" || rest.length === 0)) throw new Error("npm start [-- --run FILE …]");
  if ((await exitOf(process.execPath, path.join(root, "scripts/build.mjs"), "dist")) !== 0) {
    throw new Error("GradLens could not be built.");
  }
  const code = findOnPath("code");
  if (first !== undefined)
    process.exitCode = await exitOf(process.execPath, path.join(root, "dist/cli.js"), "run", ...rest);
  else if (code !== undefined) process.exitCode = await openDesktop(code);
  else await openInBrowser();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function openDesktop(code) {
  console.log("Opening VS Code with GradLens and the examples.");
  // The examples are this repository's own, so nobody has to be asked whether they are trusted.
  const flags = ["--new-window", "--disable-workspace-trust", `--extensionDevelopmentPath=${root}`];
  return exitOf(code, ...flags, examples, path.join(examples, "zeroToAll.ts"));
}

async function openInBrowser() {
  setUpHost();
  const dir = mkdtempSync(path.join(tmpdir(), "gradlens-start-"));
  const [userDataDir, extensionsDir] = [path.join(dir, "user"), path.join(dir, "extensions")];
  writeSettings(userDataDir);
  mkdirSync(extensionsDir);
  // As if it were installed: an extension in development loads only under a test driver, which hides notifications.
  symlinkSync(root, path.join(extensionsDir, "gradlens.gradlens"), "dir");
  const interrupted = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, resolve);
  });
  const server = await startCodeServer({ dir, userDataDir, extensionsDir });
  const address = new URL(server.origin);
  address.searchParams.set("folder", examples);
  console.log(
    `\nVS Code with GradLens and the examples, for this machine only:\n\n    ${address.href}\n\nCtrl-C ends it.`,
  );
  await Promise.race([interrupted, server.ended]);
  await server.stop();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}

/** The terminal sends Ctrl-C to the program that we wait for as well, and it is the one to decide what that means. */
function exitOf(command, ...args) {
  const ignore = () => {};
  process.on("SIGINT", ignore);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", shell: command.endsWith(".cmd") });
    child.once("error", reject);
    child.once("close", (status) => {
      process.off("SIGINT", ignore);
      resolve(status ?? 1);
    });
  });
}
