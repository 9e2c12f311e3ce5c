import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** The processes below `pid`, parents before children. */
export function descendants(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const [child, parent] of processes()) children.set(parent, [...(children.get(parent) ?? []), child]);
  const found: number[] = [];
  const open = [pid];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const below = children.get(next) ?? [];
    found.push(...below);
    open.push(...below);
  }
  return found;
}

/** All processes as [pid, parent]. */
function processes(): readonly (readonly [number, number])[] {
  if (process.platform === "win32") return [];
  if (process.platform !== "linux") {
    const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
    return table.split("\n").flatMap((line) => {
      const [pid, parent] = line.trim().split(/\s+/).map(Number);
      return pid && parent !== undefined ? [[pid, parent] as const] : [];
    });
  }
  return readdirSync("/proc").flatMap((name) => {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? parentOf(pid) : null;
    return parent === null ? [] : [[pid, parent] as const];
  });
}

/** Null for a process that has ended meanwhile. The command's name, in parentheses, may contain anything. */
function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}
