import type { TopologyEntry } from "../protocol/entry.js";
import { readHeader, thinPass } from "../protocol/passBytes.js";
import { eachPass, isThinned, replacePasses, type Passes } from "./passes.js";

export type Topologies = ReadonlyMap<number, TopologyEntry>;

/**
 * Keeps the passes within their budget, however long the run. The newest quarter of the budget stays as it is. Of what is
 * older only every nth pass stays in full, the others are thinned to their loss and norms; and of the thinned ones only every
 * mth stays. Both strides grow by doubling, as far as they must, so that what is left of the past is evenly spread.
 */
export function keepWithin(budget: number, passes: Passes, topologies: Topologies): Passes {
  if (passes.byteLength <= budget) return passes;
  const before = firstProtected(passes, budget / 4);
  let strides: Strides = { full: 1, thinned: 1 };
  for (;;) {
    const kept = thinOut(passes, before, strides, topologies);
    if (kept.byteLength <= 0.75 * budget || strides.thinned > passes.total) return kept;
    strides = grow(strides, kept, before);
  }
}

/** Thins the passes of topologies that are about to be dropped: without them their tensors can not be told apart. */
export function thinPassesOf(dropped: Topologies, passes: Passes): Passes {
  return replacePasses(passes, (bytes) => {
    const topology = dropped.get(readHeader(bytes).topology);
    return topology ? thinned(bytes, topology) : bytes;
  });
}

interface Strides {
  readonly full: number;
  readonly thinned: number;
}

function thinOut(passes: Passes, before: number, strides: Strides, topologies: Topologies): Passes {
  return replacePasses(passes, (bytes, index) => {
    if (index >= before) return bytes;
    if (!isThinned(bytes) && index % strides.full === 0) return bytes;
    if (index % strides.thinned !== 0) return null;
    const topology = topologies.get(readHeader(bytes).topology);
    return topology ? thinned(bytes, topology) : isThinned(bytes) ? bytes : null;
  });
}

/** Doubles the stride of the kind that takes more of the past. */
function grow(strides: Strides, passes: Passes, before: number): Strides {
  const taken = { full: 0, thinned: 0 };
  eachPass(passes, 0, before, (bytes) => (taken[isThinned(bytes) ? "thinned" : "full"] += bytes.length));
  const kind = taken.full >= taken.thinned && strides.full <= passes.total ? "full" : "thinned";
  return { ...strides, [kind]: 2 * strides[kind] };
}

function thinned(bytes: Uint8Array, { nodes }: TopologyEntry): Uint8Array {
  return isThinned(bytes) ? bytes : thinPass(nodes, nodes[0]!.id, bytes);
}

/** The number of the first pass that belongs to the newest `size` bytes; the last pass is always among them. */
function firstProtected({ pages, total }: Passes, size: number): number {
  let rest = size;
  let first = total;
  for (const { indices, offsets } of pages.toReversed()) {
    for (let i = indices.length - 1; i >= 0; i--) {
      rest -= offsets[i + 1]! - offsets[i]!;
      if (rest < 0 && first < total) return first;
      first = indices[i]!;
    }
  }
  return first;
}
