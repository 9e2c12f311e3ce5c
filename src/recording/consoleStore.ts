import type { ConsoleLines } from "../protocol/api.js";
import type { ConsoleEntry } from "../protocol/entry.js";

/** The first lines that a script printed and the last ones; what lay between is counted. */
export interface ConsoleStore {
  readonly head: readonly ConsoleEntry[];
  readonly tail: readonly ConsoleEntry[];
  readonly total: number;
}

const headLines = 1_000;
const tailLines = 10_000;
/** Long lines are cut where they are written; this bounds the tail as a whole. */
const tailCharacters = 16_000_000;

export const emptyConsole: ConsoleStore = { head: [], tail: [], total: 0 };

export function appendLines(store: ConsoleStore, lines: readonly ConsoleEntry[]): ConsoleStore {
  if (lines.length === 0) return store;
  const free = headLines - store.head.length;
  const head = free > 0 ? [...store.head, ...lines.slice(0, free)] : store.head;
  const tail = newest([...store.tail, ...lines.slice(Math.max(0, free))].slice(-tailLines));
  return { head, tail, total: store.total + lines.length };
}

/** The kept lines from number `wanted` on, up to the gap between head and tail, where there is one. */
export function readLines({ head, tail, total }: ConsoleStore, wanted: number): ConsoleLines {
  const from = Math.max(0, Math.min(Math.ceil(wanted), total)) || 0;
  const tailStart = total - tail.length;
  if (from < head.length) {
    const contiguous = tailStart === head.length ? [...head, ...tail] : head;
    return { first: from, lines: contiguous.slice(from).map(line), dropped: 0 };
  }
  const first = Math.max(from, tailStart);
  return { first, lines: tail.slice(first - tailStart).map(line), dropped: Math.max(0, tailStart - from) };
}

function line({ stream, text }: ConsoleEntry): ConsoleLines["lines"][number] {
  return { stream, text };
}

function newest(lines: readonly ConsoleEntry[]): readonly ConsoleEntry[] {
  let characters = 0;
  let first = lines.length;
  while (first > 0 && characters + lines[first - 1]!.text.length <= tailCharacters) {
    first--;
    characters += lines[first]!.text.length;
  }
  return first === 0 ? lines : lines.slice(first);
}
