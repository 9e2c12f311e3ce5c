import { fork, type ChildProcess, type ForkOptions } from "node:child_process";
import { setPriority } from "node:os";

export interface RunnerSettings {
  /** The path of dist/runner.js. */
  readonly runner: string;
  /** The Node that runs it; null: the one that runs us. */
  readonly runtimeExecutable: string | null;
  /** As in os.constants.priority; without one it is its host's own. */
  readonly priority?: number;
}

export function forkRunner(settings: RunnerSettings): ChildProcess {
  const runner = fork(settings.runner, [], forkOptions(settings, process.execPath, process.env));
  if (settings.priority !== undefined) lowerPriority(runner, settings.priority);
  return runner;
}

/** What the runner starts later takes over its priority: the script's thread, and that thread's own processes. */
function lowerPriority({ pid }: ChildProcess, priority: number): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, priority);
  } catch {
    // It has ended already, which its "exit" tells of, or its host's priority is lower still.
  }
}

/**
 * In VS Code `execPath` is Electron, which is a Node only by ELECTRON_RUN_AS_NODE. Options meant for the host's own Node
 * (a debugger's port, a loader) are not for the runner. It gets a process group of its own, so that nothing it
 * starts can outlive it.
 */
export function forkOptions(
  settings: RunnerSettings,
  execPath: string,
  environment: Readonly<NodeJS.ProcessEnv>,
): ForkOptions {
  const env: NodeJS.ProcessEnv = { ...environment, ELECTRON_RUN_AS_NODE: "1" };
  delete env["NODE_OPTIONS"];
  return {
    execPath: settings.runtimeExecutable ?? execPath,
    execArgv: [],
    env,
    serialization: "advanced",
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  };
}
