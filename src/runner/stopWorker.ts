import type { Worker } from "node:worker_threads";
import { descendants } from "./descendants.js";

const hangingMs = 150;

/** How long a thread may take to end: a loop ends at once, but a collection of garbage has to come to its end. */
export const patienceMs = { usual: 1_000, outOfMemory: 20_000 } as const;

/**
 * Ends the worker's thread, whatever it is doing. A thread that the inspector holds must be released before
 * (`release`), else `terminate` hangs. A thread that waits for a child process (execSync) does not hear of it either: then all
 * processes that the script has started are killed, but for those in `spared`. If even that does not help, the whole
 * process group goes, this process with it: better no recording than an orphan.
 */
export async function stopWorker(
  worker: Worker,
  release: () => Promise<void>,
  spared: ReadonlySet<number>,
  lostMs: number,
): Promise<void> {
  const lost = setTimeout(killOwnGroup, lostMs);
  const hanging = setTimeout(() => killScriptProcesses(spared), hangingMs);
  await release();
  await worker.terminate();
  clearTimeout(hanging);
  clearTimeout(lost);
  killScriptProcesses(spared);
}

export function killScriptProcesses(spared: ReadonlySet<number>): void {
  for (const pid of descendants(process.pid)) if (!spared.has(pid)) kill(pid);
}

/** The last thing that a runner does. */
export function killOwnGroup(): void {
  killScriptProcesses(new Set());
  kill(-process.pid);
  kill(process.pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended already, or is no process group.
    return;
  }
}
