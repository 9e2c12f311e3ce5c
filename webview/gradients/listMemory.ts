import { type Signal, signal } from "@preact/signals";
import * as v from "valibot";
import { createMemory, type Keeper } from "../memory.js";

/** How far the list of tensors was scrolled. */
export interface ListPlace {
  readonly run: number;
  readonly scrollTop: number;
  /** The selected node: coming back, the list does not scroll to it once more. */
  readonly node: number | null;
  /** Whether it was to be seen: then it is seen again, however high the view has become. */
  readonly isSeen: boolean;
}

/** How a person has left the list of one script's tensors. */
export interface ListMemory {
  /** The keys of the closed groups, which stay closed in the next run. */
  readonly closed: Signal<ReadonlySet<string>>;
  /** Null if the list was never seen. */
  place(): ListPlace | null;
  write(place: ListPlace): void;
}

const kept = v.array(
  v.object({
    file: v.string(),
    run: v.number(),
    scrollTop: v.number(),
    node: v.nullable(v.number()),
    isSeen: v.boolean(),
    closed: v.array(v.string()),
  }),
);

type Kept = v.InferOutput<typeof kept>[number];

/** Whatever was left longer ago than this many scripts is forgotten. */
const mostScripts = 16;

/** Gives the memory of each script, by its path: what one has left says nothing about another. */
export function createListMemories(keeper: Keeper): (file: string) => ListMemory {
  const memory = createMemory(keeper, v.object({ lists: kept }));
  const lists = new Map(memory.kept?.lists.map((list) => [list.file, list]));
  const memories = new Map<string, ListMemory>();
  const keep = (list: Kept): void => {
    lists.delete(list.file);
    lists.set(list.file, list);
    memory.write({ lists: [...lists.values()].slice(-mostScripts) });
  };
  const createList = (file: string): ListMemory => {
    const closed = signal<ReadonlySet<string>>(new Set(lists.get(file)?.closed));
    return {
      closed,
      place: () => lists.get(file) ?? null,
      write: (place) => keep({ file, ...place, closed: [...closed.peek()] }),
    };
  };
  return (file) => {
    const list = memories.get(file) ?? createList(file);
    memories.set(file, list);
    return list;
  };
}
