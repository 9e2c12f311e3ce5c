import type { TopologyEntry } from "../protocol/entry.js";
import { isThinnedAt, topologyAt } from "../protocol/passHeader.js";
import { thinnedLength, thinPass } from "../protocol/thinnedPass.js";
import { eachPass, indexBytes, replacePasses, type Passes, type Strides } from "./passes.js";

export type Topologies = ReadonlyMap<number, TopologyEntry>;

/**
 * Keeps the passes within their budget, however long the run. The newest quarter of the budget stays as it is. Of what is
 * older only every nth pass stays in full, the others are thinned to their loss and norms; and of the thinned ones only every
 * mth stays. Both strides are powers of two that grow as far as they must, so that what is left of the past is evenly spread.
 */
export function keepWithin(budget: number, passes: Passes, topologies: Topologies): Passes {
  if (passes.byteLength <= budget) return passes;
  const before = firstProtected(passes, budget / 4);
  const strides = stridesFor(0.75 * budget, passes, before);
  return { ...thinOut(passes, before, strides, topologies), strides };
}

/** Thins the passes of topologies that are about to be dropped: without them their tensors can not be told apart. */
export function thinPassesOf(dropped: Topologies, passes: Passes): Passes {
  return replacePasses(passes, (view, at) => {
    const topology = dropped.get(topologyAt(view, at));
    return topology === undefined || isThinnedAt(view, at) || thinned(view, at, topology);
  });
}

/** The least strides, from the present ones on, with which the passes take at most `goal` bytes. */
function stridesFor(goal: number, passes: Passes, before: number): Strides {
  const sizes = sizesByStride(passes, before);
  let { full, thinned } = passes.strides;
  for (;;) {
    const fullBytes = sum(sizes.full, full);
    const thinnedBytes =
      sum(sizes.thinned, thinned) - sum(sizes.thinnedOfFull, full) + sum(sizes.thinnedOfFull, thinned);
    if (sizes.recent + fullBytes + thinnedBytes <= goal || thinned === exponents) return { full, thinned };
    if (full < exponents && (fullBytes >= thinnedBytes || thinned === full)) full++;
    else thinned++;
  }
}

/** Strides are kept as exponents of two. */
const exponents = 31;

/** How many bytes the passes take whose numbers are multiples of 2^k but not of 2^(k+1), for each k. */
interface SizesByStride {
  /** What is full, as it is, and as it would be thinned. */
  readonly full: Float64Array;
  readonly thinnedOfFull: Float64Array;
  readonly thinned: Float64Array;
  /** What is not to be thinned at all. */
  recent: number;
}

function sizesByStride(passes: Passes, before: number): SizesByStride {
  const make = (): Float64Array => new Float64Array(exponents + 1);
  const sizes = { full: make(), thinnedOfFull: make(), thinned: make(), recent: 0 };
  eachPass(passes, 0, Infinity, (view, at, index, length) => {
    const exponent = exponentOf(index);
    if (index >= before) sizes.recent += length + indexBytes;
    else if (isThinnedAt(view, at)) sizes.thinned[exponent]! += length + indexBytes;
    else {
      sizes.full[exponent]! += length + indexBytes;
      sizes.thinnedOfFull[exponent]! += thinnedLength(view, at) + indexBytes;
    }
  });
  return sizes;
}

/** The greatest k for which 2^k divides the number. */
function exponentOf(index: number): number {
  return index === 0 ? exponents : 31 - Math.clz32(index & -index);
}

function sum(sizes: Float64Array, from: number): number {
  let total = 0;
  for (let i = from; i < sizes.length; i++) total += sizes[i]!;
  return total;
}

function thinOut(passes: Passes, before: number, strides: Strides, topologies: Topologies): Passes {
  return replacePasses(passes, (view, at, index) => {
    if (index >= before) return true;
    const isThin = isThinnedAt(view, at);
    if (!isThin && exponentOf(index) >= strides.full) return true;
    if (exponentOf(index) < strides.thinned) return false;
    const topology = topologies.get(topologyAt(view, at));
    return isThin || (topology !== undefined && thinned(view, at, topology));
  });
}

function thinned(view: DataView, at: number, { nodes }: TopologyEntry): Uint8Array {
  return thinPass(nodes, nodes[0]!.id, new Uint8Array(view.buffer, view.byteOffset, view.byteLength), at);
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
