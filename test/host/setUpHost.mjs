// code-server is a real VS Code from the package registry, for machines that cannot reach the download of the desktop
// one. It leaves VS Code's own dependencies out of its dependency tree and fetches them in an install script; here the
// same is done without running any install script, so nothing is compiled and nothing else is downloaded.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { installPackages } from "../../scripts/installPackages.mjs";
import { runNpm } from "../../scripts/runNpm.mjs";

const here = import.meta.dirname;
const codeServer = path.join(here, "node_modules/code-server");

/** Packages of VS Code's that would have to be compiled, and what takes their place. */
const standIns = { "@vscode/spdlog": "spdlog.cjs", "@vscode/native-watchdog": "nativeWatchdog.cjs" };

/** Large, and of no use to any test. */
const unneeded = [
  "lib/vscode/node_modules/@github",
  "lib/vscode/node_modules/@microsoft/mxc-sdk",
  "lib/vscode/extensions/copilot",
  "lib/vscode/extensions/mermaid-markdown-features",
  "lib/vscode/extensions/microsoft-authentication",
  "lib/vscode/extensions/github-authentication",
];

/** Installs what is missing of code-server and the Node that it needs; does nothing where all is there. */
export function setUpHost() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("VS Code in the browser is set up for Linux x64 only; here the desktop VS Code is needed.");
  }
  installPackages(here, "--ignore-scripts");
  const stamp = path.join(codeServer, ".set-up");
  const recipe = [import.meta.filename, ...Object.values(standIns).map((file) => path.join(here, "standIns", file))]
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  // `npm ci` removes the stamp together with all that it vouches for.
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === recipe) return;
  for (const dir of ["lib/vscode", "lib/vscode/extensions"]) {
    console.error(`Installing the packages of code-server's ${dir} …`);
    // Not `npm ci`: the lock files that code-server ships miss an entry.
    runNpm(path.join(codeServer, dir), ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]);
  }
  for (const dir of unneeded) rmSync(path.join(codeServer, dir), { recursive: true, force: true });
  for (const [name, file] of Object.entries(standIns)) {
    cpSync(path.join(here, "standIns", file), path.join(codeServer, "lib/vscode/node_modules", name, "index.js"));
  }
  writeFileSync(stamp, recipe);
}
