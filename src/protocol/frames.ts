import type { OutputEntry, PassesEntry, WorkerEntry } from "./entry.js";
import { eachFrame } from "./ring.js";

/**
 * How entries travel in the ring: passes as the bytes of passBytes.ts, what the script prints as it is, everything rarer
 * as JSON in UTF-8. Passes are numbered by their order.
 */
export const frameKind = { json: 1, pass: 2, stdout: 3, stderr: 4 } as const;

// Every host of this protocol has them; none of the type libraries that all layers share declares them.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

export type JsonEntry = Exclude<WorkerEntry, PassesEntry | OutputEntry>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeEntry(entry: JsonEntry): Uint8Array {
  return encoder.encode(JSON.stringify(entry));
}

/** The entries of whole frames, runs of passes together. `firstPass` is the number of the first pass among them. */
export function decodeFrames(bytes: Uint8Array, firstPass: number): readonly WorkerEntry[] {
  const entries: WorkerEntry[] = [];
  let next = firstPass;
  let run: number[] = [];
  const endRun = (): void => {
    if (run.length === 0) return;
    entries.push(joinPasses(bytes, run, next));
    next += run.length / 2;
    run = [];
  };
  eachFrame(bytes, (kind, start, end) => {
    if (kind === frameKind.pass) return void run.push(start, end);
    endRun();
    const payload = bytes.subarray(start, end);
    if (kind === frameKind.stdout) entries.push({ kind: "output", stream: "stdout", bytes: payload });
    else if (kind === frameKind.stderr) entries.push({ kind: "output", stream: "stderr", bytes: payload });
    else entries.push(JSON.parse(decoder.decode(payload)) as JsonEntry);
  });
  endRun();
  return entries;
}

/** `ends` are the starts and ends of the passes, in turn. */
function joinPasses(bytes: Uint8Array, ends: readonly number[], first: number): PassesEntry {
  const offsets = new Uint32Array(ends.length / 2 + 1);
  for (let i = 0; i + 1 < offsets.length; i++) offsets[i + 1] = offsets[i]! + ends[2 * i + 1]! - ends[2 * i]!;
  const joined = new Uint8Array(offsets.at(-1)!);
  for (let i = 0; i + 1 < offsets.length; i++) joined.set(bytes.subarray(ends[2 * i], ends[2 * i + 1]), offsets[i]);
  return { kind: "passes", first, offsets, bytes: joined };
}
