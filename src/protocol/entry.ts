import type { Site, SourceRange } from "./site.js";

/**
 * A recording is a sequence of entries in one total order; a batch is a stretch of it. The worker writes topologies,
 * passes, late names and what the script prints (see ring.ts for how they travel as bytes); the runner makes lines of the
 * latter, and adds the files it loaded, before their code runs, and the end.
 */
export type Entry = FileEntry | TopologyEntry | PassesEntry | BoundEntry | ConsoleEntry | EndedEntry;

export type Batch = readonly Entry[];

/** What the worker writes: entries, and how its script ended as far as its own thread can see it. */
export type WorkerEntry = TopologyEntry | PassesEntry | BoundEntry | OutputEntry | ThrewEntry | ExitingEntry;

/** Any stretch of what the script printed. */
export interface OutputEntry {
  readonly kind: "output";
  readonly stream: Stream;
  readonly bytes: Uint8Array;
}

/** Nobody had caught it up to then; a handler of the script's own may do so yet. */
export interface ThrewEntry {
  readonly kind: "threw";
  readonly error: ScriptError;
  /** What the call was made with that failed, where the error is the engine's. */
  readonly tensors: readonly CalledTensor[];
  /** The innermost module whose forward failed, by its path and its class: "hidden (Linear)". */
  readonly module: string | null;
}

/** A tensor as the worker knows it: by ids of names and sites, of which 0 is an unknown one. */
export interface CalledTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly path: string | null;
  readonly bindings: readonly number[];
  readonly madeAt: number;
  /** Where its numbers were last changed in place. */
  readonly writtenAt: number;
  /** What it is a view of. */
  readonly base: CalledTensor | null;
}

/** The script called `process.exit`. */
export interface ExitingEntry {
  readonly kind: "exiting";
}

/** A source file that was loaded. Sites and bindings share one space of ids over all files of a run. */
export interface FileEntry {
  readonly kind: "file";
  readonly file: string;
  readonly sites: readonly SiteEntry[];
  readonly bindings: readonly BindingEntry[];
  readonly watches: readonly WatchEntry[];
}

/** A place that can make an op: the whole call, getter or iteration. */
export interface SiteEntry {
  readonly id: number;
  readonly range: SourceRange;
}

/** An "element" stands in an object or array literal, a "use" is read, a "watch" is a comment's: see WatchEntry. */
export type BindingKind =
  "variable" | "field" | "property" | "destructured" | "parameter" | "loop" | "element" | "use" | "watch";

/** A name in the source that tensors are bound to: `range` is where it is bound, `uses` all of its occurrences. */
export interface BindingEntry {
  readonly id: number;
  readonly name: string;
  readonly kind: BindingKind;
  readonly range: SourceRange;
  readonly uses: readonly SourceRange[];
}

/** A comment `//? path`, which asks for the tensor that the path has there. */
export interface WatchEntry {
  /** The binding of what is watched, of kind "watch"; null where there is a problem. */
  readonly binding: number | null;
  /** The path, `.grad` included; all of the comment where it holds nothing. */
  readonly range: SourceRange;
  /** Whether the path ends in `.grad`: its gradient is asked for. The binding is the tensor's all the same. */
  readonly grad: boolean;
  /** Why nothing is watched, and what to write instead. */
  readonly problem: string | null;
}

export type Attribute =
  number | boolean | string | null | readonly Attribute[] | { readonly [name: string]: Attribute };

/** One op's result, or a tensor that came from no recorded op. */
export interface NodeEntry {
  readonly id: number;
  /** PyTorch's grad_fn name as printed; "AccumulateGrad" for a leaf, "input" for what needs no gradient. */
  readonly op: string;
  readonly inputs: readonly number[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** How many numbers stood where a tensor can stand; each pass has their values. */
  readonly scalars: number;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly requires_grad: boolean;
  /** The id of the site that made it; null where none is known. */
  readonly site: number | null;
  /** The ids of the names it was bound to, in the order of binding. */
  readonly bindings: readonly number[];
  /** A parameter's path in its module, such as "hidden.weight". */
  readonly path: string | null;
  /** The path of the module whose forward made it. */
  readonly module: string | null;
}

/**
 * The structure of a graph, shared by the passes that went through it. Inputs stand before their users, and the ids of
 * the nodes are consecutive numbers.
 */
export interface TopologyEntry {
  readonly kind: "topology";
  readonly id: number;
  readonly nodes: readonly NodeEntry[];
  /** By binding the node that had it last, of several; null where it differs from pass to pass. Told later (BoundEntry). */
  readonly holders?: Readonly<Record<number, number | null>>;
}

/** Consecutive passes as bytes; pass `first + i` is `bytes` from `offsets[i]` to `offsets[i + 1]` (see passBytes.ts). */
export interface PassesEntry {
  readonly kind: "passes";
  readonly first: number;
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

/** What is known of a name only after its topology had been written. */
export interface BoundEntry {
  readonly kind: "bound";
  readonly topology: number;
  /** What it was bound to; null where it is another node in different passes. */
  readonly node: number | null;
  readonly binding: number;
  /** Whether of all the nodes that it was bound to, this is the one that it had last. */
  readonly holds: boolean;
}

export type Stream = "stdout" | "stderr";

export interface ConsoleEntry {
  readonly kind: "console";
  readonly stream: Stream;
  /** One line, without its newline. */
  readonly text: string;
}

export type EndStatus = "completed" | "failed" | "timeout" | "stopped" | "outOfMemory";

export interface ScriptError {
  readonly name: string;
  readonly message: string;
  readonly file: string | null;
  readonly range: SourceRange | null;
  readonly stack: string;
  /** What the call was made with that failed, where the error is the engine's. */
  readonly tensors?: readonly ErrorTensor[];
  /** The innermost module whose forward failed, by its path and its class: "hidden (Linear)". */
  readonly module?: string;
}

/** A tensor in words. */
export interface ErrorTensor {
  /** Null for one that was bound to no name, nor what it is a view of. */
  readonly name: string | null;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** The shape of the view of it that was used. */
  readonly viewedAs: readonly number[] | null;
  readonly madeAt: Site | null;
  /** Where its numbers were last changed in place. */
  readonly writtenAt: Site | null;
}

export interface EndedEntry {
  readonly kind: "ended";
  readonly status: EndStatus;
  readonly durationMs: number;
  readonly exitCode: number | null;
  readonly error: ScriptError | null;
}
