import { execFile } from "node:child_process";
import path from "node:path";
import { root } from "./testRun.js";

export interface CliResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `gradlens` with these arguments in the repository's folder. */
export function runCli(args: readonly string[], cwd = root): Promise<CliResult> {
  return new Promise((resolve) => {
    const options = { cwd, maxBuffer: 2 ** 30 };
    const child = execFile(process.execPath, [path.join(root, "dist/cli.js"), ...args], options, (_, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
