import type { ChildProcess } from "node:child_process";
import type { RecordingApi, RunEnd, RunnerApi, RunnerListener, RunOptions, RunState } from "../protocol/api.js";
import type { DebugApi } from "../protocol/debugApi.js";
import type { Stream } from "../protocol/entry.js";
import { connect, serve, type Connection } from "../protocol/rpc.js";
import { processPort } from "./processPort.js";

export interface Disposable {
  dispose(): void;
}

/** One execution of a script: owns a runner process, its recording and its stop. */
export class Run {
  #state: RunState;
  readonly #listeners = new Set<(state: RunState) => void>();
  readonly #connection: Connection<RunnerApi>;
  readonly #gone: Promise<void>;
  #lastWords = "";
  readonly #relayed = new Map<Stream, Promise<void>>();
  #rest: Promise<void> | undefined;
  #isDeaf = false;

  constructor(
    readonly options: RunOptions,
    readonly runner: ChildProcess,
  ) {
    this.#state = {
      phase: "starting",
      file: options.file,
      passesTotal: 0,
      lastLoss: null,
      consoleTotal: 0,
      namesVersion: 0,
      calls: [],
      ended: null,
    };
    const port = processPort(runner);
    this.#connection = connect<RunnerApi>(port);
    serve<RunnerListener>(port, { changed: (state) => Promise.resolve(this.#become(state)) });
    runner.stderr?.on("data", (text) => (this.#lastWords = (this.#lastWords + String(text)).slice(-4_000)));
    for (const stream of ["stdout", "stderr"] as const) this.#relay(stream);
    this.#gone = new Promise((resolve) => {
      const end = (how: string): void => {
        this.#connection.close("The runner has ended.");
        this.#fail(`The runner ended unexpectedly (${how}).`);
        resolve();
      };
      runner.once("error", (error) => end(error.message));
      runner.once("exit", (code, signal) => end(signal ?? `exit code ${String(code)}`));
    });
  }

  get state(): RunState {
    return this.#state;
  }

  /** Answers also after the run has ended. */
  get recording(): RecordingApi {
    return this.#connection.remote;
  }

  get debugger(): DebugApi {
    return this.#connection.remote;
  }

  onChange(listener: (state: RunState) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Resolves once the script runs or has failed to; what goes wrong stands in the state. */
  async start(): Promise<void> {
    try {
      await this.#connection.remote.run(this.options);
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Resolves when the script has ended and all that it wrote is in the recording. */
  async ended(): Promise<RunEnd> {
    const ended = await this.#untilEnded();
    await this.#rest;
    return ended;
  }

  #untilEnded(): Promise<RunEnd> {
    return new Promise((resolve) => {
      const check = ({ ended }: RunState): void => {
        if (!ended) return;
        subscription.dispose();
        resolve(ended);
      };
      const subscription = this.onChange(check);
      check(this.#state);
    });
  }

  /**
   * Resolves when the script has ended and all that it wrote is in the recording. A runner that does not even answer takes
   * a very large file apart; it is ended, and there is no recording yet that would be lost.
   */
  async stop(): Promise<void> {
    if (this.#state.ended) return;
    const deaf = setTimeout(() => {
      this.#isDeaf = true;
      killGroup(this.runner);
    }, answeringMs);
    const hears = (): void => clearTimeout(deaf);
    this.#connection.remote.readConsole(this.#state.consoleTotal).then(hears, hears);
    await this.#connection.remote.stop().catch(() => this.#gone);
    await this.ended();
  }

  /** Ends the runner and everything it started; the recording is gone. */
  async dispose(): Promise<void> {
    this.#listeners.clear();
    if (this.runner.exitCode !== null || this.runner.signalCode !== null) return;
    this.runner.disconnect();
    const timer = setTimeout(() => killGroup(this.runner), dyingMs);
    await this.#gone;
    clearTimeout(timer);
  }

  /** Gives the runner, for its recording, what came out of its own streams; the next part only when it has taken one. */
  #relay(name: Stream): void {
    const stream = this.runner[name];
    stream?.on("data", (bytes: Uint8Array) => {
      stream.pause();
      this.#relayed.set(
        name,
        this.#print(name, bytes).then(() => void stream.resume()),
      );
    });
  }

  /** Once the script has ended, what it wrote past its own streams is in the pipes, which hold a few parts at most. */
  async #relayRest(): Promise<void> {
    for (let part = 0; part < partsInPipe; part++) {
      await new Promise((resolve) => setImmediate(resolve));
      await Promise.all(this.#relayed.values());
    }
    for (const name of this.#relayed.keys()) await this.#print(name, new Uint8Array(0));
  }

  /** A runner that is gone, or that says something before there is a run, is heard of by #lastWords. */
  #print(name: Stream, bytes: Uint8Array): Promise<void> {
    return this.#connection.remote.print(name, bytes).then(
      (state) => this.#become(state),
      () => undefined,
    );
  }

  #become(state: RunState): void {
    this.#state = state;
    if (state.ended) this.#rest ??= this.#relayRest();
    for (const listener of [...this.#listeners]) listener(state);
  }

  #fail(message: string): void {
    if (this.#state.ended) return;
    if (this.#isDeaf) return this.#end({ status: "stopped", durationMs: 0, exitCode: null, error: null });
    const error = { name: "RunnerError", message, file: null, range: null, stack: this.#lastWords || message };
    this.#end({ status: "failed", durationMs: 0, exitCode: null, error });
  }

  #end(ended: RunEnd): void {
    this.#become({ ...this.#state, phase: "ended", ended });
  }
}

/** A part has up to 64 KB, a pipe a few times as much. */
const partsInPipe = 8;

/** A runner takes in what its script writes for some milliseconds at a time, on a slow machine for longer. */
const answeringMs = 3_000;

/** A runner that is told to end needs one second at most, and then has done it itself. */
const dyingMs = 1_500;

/** On a system without process groups the runner alone is killed. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, "SIGKILL");
      return;
    } catch {
      continue;
    }
  }
}
