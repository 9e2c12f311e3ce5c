import type { DebugApi } from "./debugApi.js";
import type { Attribute, BindingEntry, EndStatus, ScriptError, Stream, WatchEntry } from "./entry.js";
import type { Site } from "./site.js";
import type { Summary } from "./summary.js";

/**
 * What can be asked about a recording. Passes count from 0; nothing here holds the recording itself. What is not there,
 * dropped or never was, is answered as such (gone, null, or nothing), also for numbers that count nothing, such as NaN.
 */
export interface RecordingApi {
  readPass(index: number): Promise<Pass>;
  readTopology(id: number): Promise<Topology | null>;
  /**
   * The loss over the passes `from` to `to` (exclusive), in at most `points` (and at most 4,096) buckets: of all passes, or
   * of those alone that come from one place of `RunState.calls`. The buckets are the same either way.
   */
  lossSeries(from: number, to: number, points: number, call: number | null): Promise<Series>;
  /** The gradient norms of all nodes of a topology over its kept passes, at no more than `points` (and 256) of them. */
  gradientNorms(topology: number, points: number): Promise<NormSeries>;
  /** The kept console lines; `from` counts all lines that were ever printed. */
  readConsole(from: number): Promise<ConsoleLines>;
  readFile(file: string): Promise<RecordedFile | null>;
}

/** A node as shown: with its name and place in words. */
export interface TopologyNode {
  readonly id: number;
  readonly op: string;
  readonly inputs: readonly number[];
  /** The op's plain arguments by their names, such as `dim`. */
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly name: string | null;
  readonly aliases: readonly string[];
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly leaf: boolean;
  readonly requires_grad: boolean;
  readonly module: string | null;
  readonly site: Site | null;
  /** The ids of the names that stand for it (see RecordedFile): of several nodes with a name, for the one that had it last. */
  readonly bindings: readonly number[];
}

export interface Topology {
  readonly id: number;
  readonly nodes: readonly TopologyNode[];
}

export type Pass = FullPass | ThinnedPass | GonePass;

interface PassHead {
  readonly index: number;
  /** Null where the topology was dropped. */
  readonly topology: number | null;
  /** The root's value where it has one element. */
  readonly loss: number | null;
  /** Whether the backward call threw: what it had not reached by then has no gradient. */
  readonly failed: boolean;
  readonly site: Site | null;
}

export interface FullPass extends PassHead {
  readonly kind: "full";
  readonly tensors: readonly PassTensor[];
}

export interface ThinnedPass extends PassHead {
  readonly kind: "thinned";
  readonly tensors: readonly ThinnedPassTensor[];
}

/** A pass that was dropped, or that never was. */
export interface GonePass {
  readonly kind: "gone";
  readonly index: number;
}

export interface PassTensor {
  readonly node: number;
  readonly name: string | null;
  /** The numbers that stood in the op's call where a tensor can stand, as in `x.pow(2)`; with an op's first result only. */
  readonly scalars: readonly number[];
  /** As of the start of backward. */
  readonly value: Summary | null;
  /** This pass's gradient; null where none arrived. */
  readonly grad: Summary | null;
  /** The `.grad` after the pass, of a leaf or of a tensor that retains its gradient. */
  readonly accumulated?: Summary | null;
}

export interface ThinnedPassTensor {
  readonly node: number;
  readonly valueNorm: number | null;
  readonly gradNorm: number | null;
  /** How many entries of the gradient are NaN or infinite; the norm is over the others. */
  readonly gradNonFinite: number;
}

/**
 * Buckets of consecutive passes: the first pass of each, and the least and greatest finite loss in it (NaN: none), of the
 * passes that did not fail.
 */
export interface Series {
  readonly first: readonly number[];
  readonly min: readonly number[];
  readonly max: readonly number[];
  /** How many losses of the bucket are NaN or infinite. */
  readonly nonFinite: readonly number[];
  /** In how many passes of the bucket, of those that are kept, some gradient has a NaN or an infinity. */
  readonly nonFiniteGradients: readonly number[];
  /** In how many of the kept passes of the bucket backward threw. */
  readonly failed: readonly number[];
}

/**
 * Norms at some of the kept passes, evenly spread, the first and the last among them. Where a pass near one of these has a
 * gradient that is not finite, it stands there instead.
 */
export interface NormSeries {
  /** The numbers of the passes, ascending. */
  readonly passes: readonly number[];
  /** For each node in the topology's order its norms at those passes, over the finite entries; NaN where there are none. */
  readonly norms: readonly (readonly number[])[];
  /** For each node how many entries of its gradient are NaN or infinite at those passes. */
  readonly nonFinite: readonly (readonly number[])[];
}

export interface ConsoleLines {
  /** The number of the first of `lines` among all lines printed. */
  readonly first: number;
  readonly lines: readonly { readonly stream: Stream; readonly text: string }[];
  /** How many lines between `from` and `first` were dropped. */
  readonly dropped: number;
}

export interface RecordedFile {
  readonly file: string;
  readonly bindings: readonly BindingEntry[];
  readonly watches: readonly WatchEntry[];
}

export interface RunOptions {
  /** An absolute path. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly timeoutSeconds: number | null;
  readonly memoryMB: number;
  /** Bytes that the recording may take. */
  readonly recordingBytes: number;
  /** Whether the script can be paused (see DebugApi). */
  readonly debug: boolean;
}

/** The runner as its host sees it: runs one script, then keeps and answers for its recording. */
export interface RunnerApi extends RecordingApi, DebugApi {
  /** Resolves once the script runs. */
  run(options: RunOptions): Promise<void>;
  /** Resolves once the script has ended and all it wrote is in the recording. */
  stop(): Promise<void>;
  /**
   * Adds to the console what came out of the runner's own streams: what the script's child processes print, and what the
   * script writes past its streams. Only the host has the other end of these pipes. Without bytes it says that no more is to come, and ends the line.
   */
  print(stream: Stream, bytes: Uint8Array): Promise<RunState>;
}

/** What the runner tells its host, at most 30 times a second, the next only after the last was taken. */
export interface RunnerListener {
  changed(state: RunState): Promise<void>;
}

export type RunPhase = "starting" | "running" | "paused" | "ended";

export interface RunState {
  readonly phase: RunPhase;
  readonly file: string;
  readonly passesTotal: number;
  /** That of the last pass that did not fail. */
  readonly lastLoss: number | null;
  readonly consoleTotal: number;
  /** Grows whenever a name is bound late: topologies read before may lack it. */
  readonly namesVersion: number;
  /** Each place that called backward, with the last pass from there. */
  readonly calls: readonly BackwardSite[];
  readonly ended: RunEnd | null;
}

export interface BackwardSite {
  readonly site: Site;
  readonly passes: number;
  /** In how many of them backward threw. */
  readonly failed: number;
  readonly lastPass: number;
  /** That of the last pass that did not fail. */
  readonly lastLoss: number | null;
}

export interface RunEnd {
  readonly status: EndStatus;
  readonly durationMs: number;
  readonly exitCode: number | null;
  readonly error: ScriptError | null;
}
