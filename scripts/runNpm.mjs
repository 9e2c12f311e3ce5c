import { spawnSync } from "node:child_process";

/**
 * Runs npm in `dir` and throws if it fails. Its output goes to stderr, since `npm start -- --run` promises that stdout
 * is the script's. The npm that started us is used again: on Windows a bare `npm` is no program that can be spawned.
 */
export function runNpm(dir, args) {
  const started = process.env.npm_execpath ?? "";
  const [command, first] = /npm-cli\.[cm]?js$/.test(started) ? [process.execPath, [started]] : ["npm", []];
  const { status, error } = spawnSync(command, [...first, ...args], {
    cwd: dir,
    stdio: ["ignore", process.stderr, process.stderr],
    shell: command === "npm" && process.platform === "win32",
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`npm ${args.join(" ")} failed in ${dir} with status ${status}`);
}
