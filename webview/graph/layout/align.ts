import type { LayeredGraph, LayerOrder } from "./layoutGraph.js";
import { neighbours, type Neighbours } from "./neighbours.js";
import { sortBy } from "./sortBy.js";

/** A layered graph as it is seen from one of its four corners (see place.ts): layers and their vertices by turns. */
export interface Corner {
  readonly layered: LayeredGraph;
  readonly upwards: boolean;
  /** The vertices of each layer in the direction of travel: those of layer `l` from `start[l]` to `start[l + 1]`. */
  readonly start: Int32Array;
  readonly items: Int32Array;
  /** Where in `items` each vertex is. */
  readonly position: Int32Array;
  /** Each vertex's neighbours in the layer before, in the direction of travel, as far as it may stand below them. */
  readonly before: Neighbours;
}

export function corners(layered: LayeredGraph, { start, items }: LayerOrder): readonly (Corner & Side)[] {
  const { sources, targets } = strongSegments(layered);
  return [false, true].flatMap((leftwards) => {
    const travelled = leftwards ? mirrored(start, items) : items;
    const position = new Int32Array(layered.vertexCount);
    for (let i = 0; i < travelled.length; i++) position[travelled[i]!] = i;
    return [false, true].map((upwards) => {
      const [keys, values] = upwards ? [sources, targets] : [targets, sources];
      const before = neighbours(layered.vertexCount, keys, values);
      for (let v = 0; v < layered.vertexCount; v++)
        sortBy(position, before.items, before.start[v]!, before.start[v + 1]!);
      return { layered, leftwards, upwards, start, items: travelled, position, before };
    });
  });
}

interface Side {
  readonly leftwards: boolean;
}

function mirrored(start: Int32Array, items: Int32Array): Int32Array {
  const result = new Int32Array(items.length);
  for (let l = 0; l + 1 < start.length; l++) {
    for (let i = start[l]!, k = start[l + 1]! - 1; k >= start[l]!; i++, k--) result[i] = items[k]!;
  }
  return result;
}

/**
 * The segments along which vertices align. Where computed tensors meet leaves, only the computed ones count: else every
 * step of a long computation would step aside for its parameter, and the whole drift sideways.
 */
function strongSegments(layered: LayeredGraph): { sources: Int32Array; targets: Int32Array } {
  const { graph, vertexCount, segmentSource, segmentTarget } = layered;
  const computed = new Uint8Array(vertexCount).fill(1, 0, graph.entries);
  for (const v of graph.target) computed[v] = 1;
  const hasComputedInput = new Uint8Array(vertexCount);
  segmentSource.forEach((u, i) => {
    const v = segmentTarget[i]!;
    // A node's bends follow each other, so each learns from the one before.
    if (v >= graph.count) computed[v] = computed[u]!;
    if (computed[u] === 1) hasComputedInput[v] = 1;
  });
  const isStrong = (i: number): boolean =>
    segmentTarget[i]! >= graph.count || computed[segmentSource[i]!] === 1 || hasComputedInput[segmentTarget[i]!] === 0;
  return {
    sources: segmentSource.filter((_, i) => isStrong(i)),
    targets: segmentTarget.filter((_, i) => isStrong(i)),
  };
}

/**
 * Chains vertices that can stand exactly below each other: every vertex with the median of its neighbours in the layer
 * before, unless that would cross a chain already made, or a piece of a long edge, which stays straight. Answers the
 * first vertex of each one's chain.
 */
export function align(from: Corner): Int32Array {
  const { layered, upwards, start, items, position, before } = from;
  const { vertexCount, layerCount } = layered;
  const root = Int32Array.from({ length: vertexCount }, (_, v) => v);
  const taken = new Uint8Array(vertexCount);
  const straight = straightPieces(from);
  for (let step = 1; step < layerCount; step++) {
    const l = upwards ? layerCount - 1 - step : step;
    let reached = -1;
    for (let k = start[l]!; k < start[l + 1]!; k++) {
      const v = items[k]!;
      const first = before.start[v]!;
      const last = before.start[v + 1]! - first - 1;
      if (last < 0) continue;
      const bend = straight.bendBefore[k]!;
      const left = bend >= 0 ? bend : before.items[first + (last >> 1)]!;
      const right = bend >= 0 ? bend : before.items[first + ((last + 1) >> 1)]!;
      const u = isFree(left, k) ? left : right !== left && isFree(right, k) ? right : -1;
      if (u < 0) continue;
      root[v] = root[u]!;
      taken[u] = 1;
      reached = position[u]!;
    }

    function isFree(u: number, k: number): boolean {
      const at = position[u]!;
      if (taken[u] === 1 || at <= reached) return false;
      return straight.bendBefore[k]! >= 0 || (at > straight.left[k]! && at < straight.right[k]!);
    }
  }
  return root;
}

/** By place in the order: where long edges pass straight through. */
interface StraightPieces {
  /** The bend that a bend continues in the layer before; −1 for what is none. */
  readonly bendBefore: Int32Array;
  /** Where in the layer before the nearest straight piece to the left and to the right ends. */
  readonly left: Int32Array;
  readonly right: Int32Array;
}

function straightPieces({ layered, start, items, position, before }: Corner): StraightPieces {
  const { graph, layerCount, vertexCount } = layered;
  const bendBefore = new Int32Array(vertexCount).fill(-1);
  const left = new Int32Array(vertexCount);
  const right = new Int32Array(vertexCount);
  for (let l = 0; l < layerCount; l++) {
    for (let k = start[l]!, nearest = -1; k < start[l + 1]!; k++) {
      const v = items[k]!;
      for (let i = before.start[v]!; v >= graph.count && i < before.start[v + 1]!; i++) {
        if (before.items[i]! >= graph.count) bendBefore[k] = before.items[i]!;
      }
      left[k] = nearest;
      if (bendBefore[k]! >= 0) nearest = Math.max(nearest, position[bendBefore[k]!]!);
    }
    for (let k = start[l + 1]! - 1, nearest = vertexCount; k >= start[l]!; k--) {
      right[k] = nearest;
      if (bendBefore[k]! >= 0) nearest = Math.min(nearest, position[bendBefore[k]!]!);
    }
  }
  return { bendBefore, left, right };
}
