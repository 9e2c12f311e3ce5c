import { type Signal, signal } from "@preact/signals";
import * as v from "valibot";
import { createMemory, type Keeper, type Memory } from "../memory.js";

/** How far the list of tensors was scrolled, and which of its groups are closed. */
export interface ListPlace {
  readonly run: number;
  readonly scrollTop: number;
  /** The selected node: coming back, the list does not scroll to it once more. */
  readonly node: number | null;
  /** The keys of the closed groups, which stay closed in the next run. */
  readonly closed: readonly string[];
}

export interface ListMemory extends Memory<ListPlace> {
  readonly closed: Signal<ReadonlySet<string>>;
}

const place = v.object({
  run: v.number(),
  scrollTop: v.number(),
  node: v.nullable(v.number()),
  closed: v.array(v.string()),
});

export function createListMemory(keeper: Keeper): ListMemory {
  const memory = createMemory(keeper, place);
  return { ...memory, closed: signal<ReadonlySet<string>>(new Set(memory.kept?.closed)) };
}
