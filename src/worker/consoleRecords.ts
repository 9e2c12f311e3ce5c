import type { ConsoleEntry, Stream } from "../protocol/entry.js";

const longestLine = 8_192;

/**
 * Makes records of what the script prints. A synchronous loop never turns the event loop that would carry the streams'
 * own data, so `write` itself is replaced; `console` goes through it. Returns a function that ends an unfinished line.
 */
export function recordConsole(write: (entry: ConsoleEntry) => void): () => void {
  const ends = (["stdout", "stderr"] as const).map((stream) => recordStream(stream, write));
  return () => ends.forEach((end) => end());
}

function recordStream(stream: Stream, write: (entry: ConsoleEntry) => void): () => void {
  const decoder = new TextDecoder();
  let line = "";
  let cut = 0;
  const extend = (text: string): void => {
    const free = Math.max(0, longestLine - line.length);
    line += text.slice(0, free);
    cut += Math.max(0, text.length - free);
  };
  const end = (): void => {
    write({ kind: "console", stream, text: cut > 0 ? `${line}… (${String(cut)} more characters)` : line });
    line = "";
    cut = 0;
  };
  const append = (text: string): void => {
    const [first, ...rest] = text.split("\n");
    extend(first!);
    for (const part of rest) {
      end();
      extend(part);
    }
  };
  process[stream].write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    append(typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }));
    const done = rest.find((argument) => typeof argument === "function");
    if (done) process.nextTick(done);
    return true;
  };
  return () => {
    if (line !== "" || cut > 0) end();
  };
}
