import { readdirSync, readFileSync } from "node:fs";

/** How much memory the runners of this extension host have, in MB; 0 where there is none or the system has no /proc. */
export function runnerMemory(): number {
  const pids = processes().filter((pid) => {
    const parent = /^PPid:\s+(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1];
    return parent === String(process.pid) && read(`/proc/${pid}/cmdline`).includes("runner.js");
  });
  const kilobytes = pids.map((pid) => Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0));
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

function processes(): readonly string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** A process may end between being listed and being read. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
