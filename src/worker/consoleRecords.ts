import type { Stream } from "../protocol/entry.js";

/** What the stream's own `_writev` gets. */
type Chunks = readonly { readonly chunk: string | Uint8Array; readonly encoding: BufferEncoding }[];

/**
 * Records what the script writes to its streams, as bytes: `console` goes through them too. Node's way needs the event
 * loop, which a synchronous loop never turns; all that comes before it (encodings, errors, callbacks) stays as it is.
 */
export function recordConsole(write: (stream: Stream, bytes: Uint8Array) => void): void {
  for (const stream of ["stdout", "stderr"] as const) {
    process[stream]._writev = (chunks: Chunks, done) => {
      for (const { chunk, encoding } of chunks) {
        write(stream, typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk);
      }
      done();
    };
  }
}
