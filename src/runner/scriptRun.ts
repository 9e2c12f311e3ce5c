import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker, type MessagePort } from "node:worker_threads";
import type { RunOptions, RunPhase, RunState } from "../protocol/api.js";
import { controlWord, createControl } from "../protocol/control.js";
import type { EndedEntry, EndStatus, ScriptError, Stream } from "../protocol/entry.js";
import type { WorkerData } from "../protocol/workerData.js";
import { backwardSites } from "../recording/queries.js";
import type { Recording } from "../recording/recording.js";
import { descendants } from "./descendants.js";
import { placeError } from "./errorPlace.js";
import { errorTensors } from "./errorTensors.js";
import { Keeper } from "./keeper.js";
import { largestTensors } from "./largestTensors.js";
import { openLoader, type Loader } from "./load/loader.js";
import { watchMemory } from "./memoryWatch.js";
import { Pausing } from "./pausing.js";
import { patienceMs, stopWorker } from "./stopWorker.js";
import { WorkerInspector } from "./workerInspector.js";

/** Why a script was ended from outside. */
interface Cause {
  readonly status: Exclude<EndStatus, "completed" | "failed">;
  readonly error: ScriptError | null;
}

const workerUrl = pathToFileURL(path.join(import.meta.dirname, "worker/main.js"));
const engineUrl = pathToFileURL(path.join(import.meta.dirname, "engine/index.js")).href;

/** V8's own limit stands above the one on the process, which can name what took the memory. */
const heapLimitFactor = 1.25;

/** Node takes a longer time for none. */
const longestTimerMs = 2 ** 31 - 1;

/** The exit code by which Node tells that the event loop has run dry before a top-level await was settled. */
const unsettledAwait = 13;

const unsettledError = scriptlessError(
  "UnsettledAwaitError",
  "A top-level await of the script waits for what never comes: nothing is left to run that could settle it.",
);

/** One script in its worker, from its start to its end, and the recording that it leaves. */
export class ScriptRun {
  readonly #keeper: Keeper;
  readonly #control = createControl();
  readonly #loader: Loader;
  readonly #worker: Worker;
  #inspector: WorkerInspector | null = null;
  readonly #watches: { dispose(): void }[] = [];
  readonly #spared: ReadonlySet<number>;
  readonly #startedAt = performance.now();
  readonly ended: Promise<void>;
  /** Null where the run was not started for debugging. */
  readonly pausing: Promise<Pausing> | null;
  #phase: RunPhase = "running";
  #cause: Cause | null = null;
  #crash: ScriptError | null = null;

  constructor(
    readonly options: RunOptions,
    readonly changed: (state: RunState) => void,
  ) {
    process.chdir(options.cwd);
    this.#spared = new Set(descendants(process.pid));
    this.#keeper = new Keeper(options.recordingBytes, () => this.changed(this.state));
    this.#loader = openLoader({
      engineUrl,
      onFile: ({ file, sites, bindings, watches }) =>
        this.#keeper.add([{ kind: "file", file, sites, bindings, watches }]),
    });
    this.#worker = new Worker(workerUrl, {
      workerData: {
        url: pathToFileURL(options.file).href,
        file: options.file,
        args: options.args,
        ring: this.#keeper.ring,
        control: this.#control,
        loader: this.#loader.workerData,
      } satisfies WorkerData<MessagePort>,
      transferList: [this.#loader.workerData.port],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(options.memoryMB * heapLimitFactor) },
    });
    this.ended = new Promise((resolve) => {
      this.#worker.on("error", (error) => this.#crashed(error));
      this.#worker.once("exit", (code) => {
        this.#end(code);
        resolve();
      });
    });
    this.#watches.push(
      watchMemory(options.memoryMB, () => void this.#outOfMemory()),
      this.#watchTime(),
    );
    this.pausing = options.debug ? this.#attach() : null;
    void (this.pausing ?? Promise.resolve()).then(() => this.#setControl(controlWord.started, 1));
  }

  get recording(): Recording {
    return this.#keeper.recording;
  }

  get state(): RunState {
    const { passes, console, lastLoss, namesVersion, ended } = this.recording;
    return {
      phase: this.#phase,
      file: this.options.file,
      passesTotal: passes.total,
      lastLoss,
      consoleTotal: console.total,
      namesVersion,
      calls: backwardSites(this.recording),
      ended,
    };
  }

  print(stream: Stream, bytes: Uint8Array): void {
    this.#keeper.print(stream, bytes);
  }

  /** Resolves when the script has ended, by this or before. */
  async stop(cause: Cause = { status: "stopped", error: null }): Promise<void> {
    if (this.#phase === "ended") return;
    this.#cause ??= cause;
    this.#setControl(controlWord.stepping, 0);
    const patience = this.#cause.status === "outOfMemory" ? patienceMs.outOfMemory : patienceMs.usual;
    await stopWorker(this.#worker, async () => this.#inspector?.release(), this.#spared, patience);
    await this.ended;
  }

  async #attach(): Promise<Pausing> {
    this.#inspector = await WorkerInspector.attach(workerUrl.href, (paused) => {
      this.#phase = paused ? "paused" : "running";
      this.changed(this.state);
    });
    return Pausing.begin(this.#inspector, this.#control, (url, line, column) => {
      const position = this.#loader.originalPosition(url, line, column);
      return position && { file: fileURLToPath(url), ...position };
    });
  }

  #end(code: number): void {
    this.#inspector?.dispose();
    for (const watch of this.#watches) watch.dispose();
    this.#keeper.end();
    this.#loader.dispose();
    this.#phase = "ended";
    this.#keeper.add([this.#endedEntry(code)]);
  }

  #endedEntry(code: number): EndedEntry {
    const durationMs = performance.now() - this.#startedAt;
    if (this.#cause) return { kind: "ended", ...this.#cause, durationMs, exitCode: null };
    // The thread tells more of what it died of than its end does; but what it told of may have been caught.
    if (this.#crash)
      return { kind: "ended", status: "failed", durationMs, exitCode: null, error: this.#error(this.#crash) };
    const status = code === 0 ? "completed" : "failed";
    const exitCode = this.#keeper.exited || code !== 0 ? code : null;
    const error = code === unsettledAwait && !this.#keeper.exited ? unsettledError : null;
    return { kind: "ended", status, durationMs, exitCode, error };
  }

  #error(crash: ScriptError): ScriptError {
    const { threw } = this.#keeper;
    const error = placeError(threw?.error ?? crash, this.recording, this.#loader.failure, import.meta.dirname);
    if (threw === null) return error;
    const tensors = errorTensors(threw.tensors, error, this.recording);
    return {
      ...error,
      ...(tensors.length === 0 ? {} : { tensors }),
      ...(threw.module === null ? {} : { module: threw.module }),
    };
  }

  /** What the thread itself could not tell of. */
  #crashed(thrown: unknown): void {
    const {
      name,
      message,
      stack = "",
      code,
    }: NodeJS.ErrnoException = thrown instanceof Error ? thrown : new Error(String(thrown));
    if (code === "ERR_WORKER_OUT_OF_MEMORY") this.#cause ??= { status: "outOfMemory", error: this.#memoryError([]) };
    this.#crash = { name, message, file: null, range: null, stack };
  }

  #watchTime(): { dispose(): void } {
    const { timeoutSeconds } = this.options;
    if (timeoutSeconds === null) return { dispose: () => undefined };
    const message = `The script took longer than ${String(timeoutSeconds)} s.`;
    const error = scriptlessError("TimeoutError", message);
    const ms = Math.min(timeoutSeconds * 1_000, longestTimerMs);
    const timer = setTimeout(() => void this.stop({ status: "timeout", error }), ms);
    return { dispose: () => clearTimeout(timer) };
  }

  async #outOfMemory(): Promise<void> {
    const tensors = await largestTensors(workerUrl.href, () => this.recording);
    await this.stop({ status: "outOfMemory", error: this.#memoryError(tensors) });
  }

  #memoryError(tensors: readonly string[]): ScriptError {
    const limit = `The script took more than ${String(this.options.memoryMB)} MB of memory (gradlens.memoryLimit, --memory).`;
    const largest = tensors.length > 0 ? ` The largest live tensors: ${tensors.join(", ")}.` : "";
    return scriptlessError("OutOfMemoryError", limit + largest);
  }

  #setControl(word: number, value: number): void {
    const words = new Int32Array(this.#control);
    Atomics.store(words, word, value);
    Atomics.notify(words, word);
  }
}

/** An error that no line of the script has thrown. */
function scriptlessError(name: string, message: string): ScriptError {
  return { name, message, file: null, range: null, stack: message };
}
