import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ConsoleLines, RunOptions, RunState } from "../../src/protocol/api.js";
import type { Run } from "../../src/run/run.js";
import { Runners } from "../../src/run/runners.js";

export const root = process.env["GRADLENS_ROOT"]!;

const runners = new Runners(() => ({ runner: path.join(root, "dist/runner.js"), runtimeExecutable: null }));

const defaults = {
  args: [],
  timeoutSeconds: 60,
  memoryMB: 2_048,
  recordingBytes: 2 ** 26,
  debug: false,
} satisfies Partial<RunOptions>;

/** A run of a script in a real runner; after the test everything of it is gone. */
export async function withRun<T>(
  files: Readonly<Record<string, string>> | string,
  use: (run: Run, folder: string) => Promise<T>,
  options: Partial<RunOptions> = {},
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), "gradlens-test-"));
  const sources = typeof files === "string" ? { "main.ts": files } : files;
  for (const [name, source] of Object.entries(sources)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), source);
  }
  try {
    return await withScript(path.join(folder, Object.keys(sources)[0]!), options, (run) => use(run, folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same for a script that is there. */
export async function withScript<T>(
  file: string,
  options: Partial<RunOptions>,
  use: (run: Run) => Promise<T>,
): Promise<T> {
  const run = runners.run({ ...defaults, file, cwd: path.dirname(file), ...options });
  try {
    return await use(run);
  } finally {
    await run.dispose();
  }
}

/** Runs a script to its end. */
export function runToEnd(
  files: Readonly<Record<string, string>> | string,
  options: Partial<RunOptions> = {},
): Promise<{ state: RunState; ended: NonNullable<RunState["ended"]>; lines: readonly string[]; folder: string }> {
  return withRun(
    files,
    async (run, folder) => {
      await run.start();
      const ended = await run.ended();
      return { state: run.state, ended, lines: (await allLines(run)).map(({ text }) => text), folder };
    },
    options,
  );
}

export async function allLines(run: Run): Promise<ConsoleLines["lines"]> {
  const lines: ConsoleLines["lines"][number][] = [];
  for (let next = 0; next < run.state.consoleTotal;) {
    const part = await run.recording.readConsole(next);
    lines.push(...part.lines);
    next = part.first + part.lines.length;
  }
  return lines;
}

/** Resolves when the state is as wanted, at once or later. */
export function stateOf(run: Run, wanted: (state: RunState) => boolean): Promise<RunState> {
  return new Promise((resolve) => {
    const check = (state: RunState): void => {
      if (!wanted(state)) return;
      subscription.dispose();
      resolve(state);
    };
    const subscription = run.onChange(check);
    check(run.state);
  });
}
