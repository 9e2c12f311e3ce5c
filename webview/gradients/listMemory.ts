import * as v from "valibot";
import { createMemory, type Keeper, type Memory } from "../memory.js";

/** How far the list of tensors was scrolled. */
export interface ListPlace {
  readonly run: number;
  readonly scrollTop: number;
  /** The selected node: coming back, the list does not scroll to it once more. */
  readonly node: number | null;
}

const place = v.object({ run: v.number(), scrollTop: v.number(), node: v.nullable(v.number()) });

export function createListMemory(keeper: Keeper): Memory<ListPlace> {
  return createMemory(keeper, place);
}
