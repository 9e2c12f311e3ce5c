import type { Batch, ExitingEntry, ScriptError, ThrewEntry, WorkerEntry } from "../protocol/entry.js";
import { decodeFrames } from "../protocol/frames.js";
import { createRing, RingReader } from "../protocol/ring.js";
import { emptyRecording, type Recording } from "../recording/recording.js";
import { reduce } from "../recording/reduce.js";

const ringBytes = 2 ** 22;
const intervalMs = 33;

/** Takes what the worker writes out of shared memory and folds it into the recording. */
export class Keeper {
  readonly ring = createRing(ringBytes);
  readonly #reader = new RingReader(this.ring);
  readonly #timer: NodeJS.Timeout;
  #recording: Recording;
  #passes = 0;
  #threw: ScriptError | null = null;
  #exitCode: number | null = null;

  constructor(
    budget: number,
    readonly changed: (recording: Recording) => void,
  ) {
    this.#recording = emptyRecording(budget);
    this.#timer = setInterval(() => this.drain(), intervalMs);
  }

  get recording(): Recording {
    return this.#recording;
  }

  /** The error that ended the script, as the script's own thread saw it. */
  get threw(): ScriptError | null {
    return this.#threw;
  }

  /** What the script gave `process.exit`. */
  get exitCode(): number | null {
    return this.#exitCode;
  }

  add(batch: Batch): void {
    if (batch.length === 0) return;
    this.#recording = reduce(this.#recording, batch);
    this.changed(this.#recording);
  }

  drain(): void {
    const frames = this.#reader.drain();
    if (frames.length === 0) return;
    const entries = decodeFrames(frames, this.#passes);
    for (const entry of entries) if (entry.kind === "passes") this.#passes += entry.offsets.length - 1;
    this.add(entries.filter((entry) => this.#isRecorded(entry)));
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #isRecorded(entry: WorkerEntry): entry is Exclude<WorkerEntry, ThrewEntry | ExitingEntry> {
    if (entry.kind === "threw") this.#threw = entry.error;
    else if (entry.kind === "exiting") this.#exitCode = entry.code;
    else return true;
    return false;
  }
}
