import type { TopologyEntry } from "../protocol/entry.js";
import { readHeader, thinPass } from "../protocol/passBytes.js";
import { eachPass, isThinned, pageBytes, replacePasses, type Passes } from "./passes.js";

export type Topologies = ReadonlyMap<number, TopologyEntry>;

/**
 * Keeps the passes within their budget, however long the run. The newest quarter of the budget stays as it is. Of what is
 * older every second full pass is thinned to its loss and norms, again and again; when the thinned ones have come to be the
 * larger part, every second of those is dropped. So what is left of the past stays evenly spread.
 */
export function keepWithin(budget: number, passes: Passes, topologies: Topologies): Passes {
  if (passes.byteLength <= budget) return passes;
  const goal = 0.75 * budget;
  let kept = passes;
  while (kept.byteLength > goal) {
    const smaller = halve(kept, firstProtected(kept, budget / 4), topologies);
    if (smaller.byteLength === kept.byteLength) return kept;
    kept = smaller;
  }
  return kept;
}

/** Thins the passes of topologies that are about to be dropped: without them their tensors can not be told apart. */
export function thinPassesOf(dropped: Topologies, passes: Passes): Passes {
  return replacePasses(passes, (bytes) => {
    const topology = dropped.get(readHeader(bytes).topology);
    return topology ? thinned(bytes, topology) : bytes;
  });
}

function halve(passes: Passes, before: number, topologies: Topologies): Passes {
  let fullBytes = 0;
  let thinnedBytes = 0;
  eachPass(passes, 0, before, (bytes) => {
    if (isThinned(bytes)) thinnedBytes += bytes.length;
    else fullBytes += bytes.length;
  });
  const dropThinned = thinnedBytes > fullBytes;
  let turn = 0;
  return replacePasses(passes, (bytes, index) => {
    if (index >= before || isThinned(bytes) !== dropThinned || turn++ % 2 === 0) return bytes;
    if (dropThinned) return null;
    const topology = topologies.get(readHeader(bytes).topology);
    return topology ? thinned(bytes, topology) : null;
  });
}

function thinned(bytes: Uint8Array, { nodes }: TopologyEntry): Uint8Array {
  return isThinned(bytes) ? bytes : thinPass(nodes, nodes[0]!.id, bytes);
}

/** The number of the first pass that belongs to the newest `size` bytes; the last page is always among them. */
function firstProtected({ pages, total }: Passes, size: number): number {
  let rest = size;
  let first = total;
  for (const page of pages.toReversed()) {
    if (first < total && pageBytes(page) > rest) return first;
    rest -= pageBytes(page);
    first = page.indices[0]!;
  }
  return first;
}
