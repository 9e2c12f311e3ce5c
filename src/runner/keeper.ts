import type { Batch, ConsoleEntry, Entry, Stream, ThrewEntry, WorkerEntry } from "../protocol/entry.js";
import { decodeFrames } from "../protocol/frames.js";
import { createRing, RingReader } from "../protocol/ring.js";
import { emptyRecording, type Recording } from "../recording/recording.js";
import { reduce } from "../recording/reduce.js";
import { Lines } from "./lines.js";

const ringBytes = 2 ** 22;
const intervalMs = 33;

/** Takes what the worker writes out of shared memory and folds it into the recording. */
export class Keeper {
  readonly ring = createRing(ringBytes);
  readonly #reader = new RingReader(this.ring);
  readonly #timer: NodeJS.Timeout;
  readonly #lines = { stdout: new Lines(), stderr: new Lines() };
  /** What goes past the script's streams has ends of its own: child processes may outlive the script. */
  readonly #otherLines = { stdout: new Lines(), stderr: new Lines() };
  #recording: Recording;
  #passes = 0;
  #threw: ThrewEntry | null = null;
  #exited = false;

  constructor(
    budget: number,
    readonly changed: (recording: Recording) => void,
  ) {
    this.#recording = emptyRecording(budget);
    this.#timer = setInterval(() => this.#drain(), intervalMs);
  }

  get recording(): Recording {
    return this.#recording;
  }

  /** The last error that nobody had caught when it was thrown, as the script's own thread saw it. */
  get threw(): ThrewEntry | null {
    return this.#threw;
  }

  /** Whether the script called `process.exit`. */
  get exited(): boolean {
    return this.#exited;
  }

  add(batch: Batch): void {
    if (batch.length === 0) return;
    this.#recording = reduce(this.#recording, batch);
    this.changed(this.#recording);
  }

  print(stream: Stream, bytes: Uint8Array): void {
    // What the script had printed before stands before it.
    this.#drain();
    const lines = this.#otherLines[stream];
    this.add(consoleEntries(stream, bytes.length > 0 ? lines.add(bytes) : lines.end()));
  }

  /** The worker has ended: takes what is left, to the last character. */
  end(): void {
    clearInterval(this.#timer);
    this.#drain();
    for (const stream of ["stdout", "stderr"] as const) this.add(consoleEntries(stream, this.#lines[stream].end()));
  }

  #drain(): void {
    const frames = this.#reader.drain();
    if (frames.length > 0) this.add(decodeFrames(frames, this.#passes).flatMap((entry) => this.#take(entry)));
  }

  #take(entry: WorkerEntry): readonly Entry[] {
    switch (entry.kind) {
      case "output":
        return consoleEntries(entry.stream, this.#lines[entry.stream].add(entry.bytes));
      case "threw":
        this.#threw = entry;
        return [];
      case "exiting":
        this.#exited = true;
        return [];
      case "passes":
        this.#passes += entry.offsets.length - 1;
        return [entry];
      default:
        return [entry];
    }
  }
}

function consoleEntries(stream: Stream, lines: readonly string[]): readonly ConsoleEntry[] {
  return lines.map((text) => ({ kind: "console", stream, text }));
}
