import { readFileSync } from "node:fs";

/** Kilobytes of memory that a process holds. */
export function residentKB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(status(pid))?.[1] ?? 0);
}

/** Whether a process runs; one that has ended and waits for its parent (a zombie) does not. */
export function isRunning(pid: number): boolean {
  const state = /State:\s+(\w)/.exec(status(pid))?.[1];
  return state !== undefined && state !== "Z" && state !== "X";
}

/** Resolves when a condition holds that no event tells of; rejects after ten seconds. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ten seconds: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function status(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/status`, "utf8");
  } catch {
    return "";
  }
}
