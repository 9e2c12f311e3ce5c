import type { EndedEntry, FileEntry } from "../protocol/entry.js";
import type { Topologies } from "./budget.js";
import { emptyConsole, type ConsoleStore } from "./consoleStore.js";
import { noPasses, type Passes } from "./passes.js";

/** What a run left, folded from its batches (see reduce.ts). Nothing in it ever changes. */
export interface Recording {
  /** The bytes that its passes may take. */
  readonly budget: number;
  /** In the order of their ids. */
  readonly files: readonly FileEntry[];
  /** The last used ones, the one used longest ago first. */
  readonly topologies: Topologies;
  readonly passes: Passes;
  readonly console: ConsoleStore;
  /** By the id of the site that called backward. */
  readonly calls: ReadonlyMap<number, BackwardCalls>;
  readonly lastLoss: number | null;
  /** How many names were bound after their topology had been written. */
  readonly namesVersion: number;
  readonly ended: EndedEntry | null;
}

export interface BackwardCalls {
  readonly passes: number;
  readonly failed: number;
  readonly lastPass: number;
  readonly lastLoss: number | null;
}

export function emptyRecording(budget: number): Recording {
  return {
    budget,
    files: [],
    topologies: new Map(),
    passes: noPasses,
    console: emptyConsole,
    calls: new Map(),
    lastLoss: null,
    namesVersion: 0,
    ended: null,
  };
}
