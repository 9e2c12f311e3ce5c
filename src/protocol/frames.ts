import type { PassesEntry, WorkerEntry } from "./entry.js";
import type { Frame } from "./ring.js";

/**
 * How entries travel in the ring: passes as the bytes of passBytes.ts, everything rarer as JSON in UTF-8. Passes are
 * numbered by their order.
 */
export const frameKind = { json: 1, pass: 2 } as const;

// Every host of this protocol has them; none of the type libraries that all layers share declares them.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

type JsonEntry = Exclude<WorkerEntry, PassesEntry>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeEntry(entry: JsonEntry): Uint8Array {
  return encoder.encode(JSON.stringify(entry));
}

/** Decodes frames to entries, runs of passes together. `firstPass` is the number of the first pass among them. */
export function decodeFrames(frames: readonly Frame[], firstPass: number): readonly WorkerEntry[] {
  const entries: WorkerEntry[] = [];
  let next = firstPass;
  let at = 0;
  while (at < frames.length) {
    const frame = frames[at]!;
    if (frame.kind === frameKind.json) {
      entries.push(JSON.parse(decoder.decode(frame.payload)) as JsonEntry);
      at++;
      continue;
    }
    const from = at;
    while (at < frames.length && frames[at]!.kind === frameKind.pass) at++;
    entries.push(joinPasses(frames.slice(from, at), next));
    next += at - from;
  }
  return entries;
}

function joinPasses(frames: readonly Frame[], first: number): PassesEntry {
  const offsets = [0];
  for (const { payload } of frames) offsets.push(offsets.at(-1)! + payload.length);
  const bytes = new Uint8Array(offsets.at(-1)!);
  frames.forEach(({ payload }, i) => bytes.set(payload, offsets[i]));
  return { kind: "passes", first, offsets, bytes };
}
