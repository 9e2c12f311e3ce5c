import type { LayeredGraph, LayerOrder } from "./layoutGraph.js";
import { neighbours, type Neighbours } from "./neighbours.js";

/** What aligning needs to know of a layered graph, seen from one of its four corners (see place.ts). */
export interface Corner {
  readonly layered: LayeredGraph;
  /** Layers from the first one aligned to the last, each in the direction of travel. */
  readonly layers: readonly Int32Array[];
  readonly position: Int32Array;
  /** Each vertex's neighbours in the layer before, in the direction of travel, as far as it may stand below them. */
  readonly before: Neighbours;
}

export function corner(layered: LayeredGraph, order: LayerOrder, upwards: boolean, leftwards: boolean): Corner {
  const layers = Array.from({ length: layered.layerCount }, (_, l) => {
    const layer = order.items.slice(order.start[l]!, order.start[l + 1]!);
    return leftwards ? layer.reverse() : layer;
  });
  if (upwards) layers.reverse();
  const position = new Int32Array(layered.vertexCount);
  for (const layer of layers) for (let i = 0; i < layer.length; i++) position[layer[i]!] = i;
  const { sources, targets } = strongSegments(layered);
  const before = upwards
    ? neighbours(layered.vertexCount, sources, targets)
    : neighbours(layered.vertexCount, targets, sources);
  for (let v = 0; v < layered.vertexCount; v++) {
    before.items.subarray(before.start[v]!, before.start[v + 1]!).sort((a, b) => position[a]! - position[b]!);
  }
  return { layered, layers, position, before };
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
export function align({ layered, layers, position, before }: Corner): Int32Array {
  const root = Int32Array.from({ length: layered.vertexCount }, (_, v) => v);
  const taken = new Uint8Array(layered.vertexCount);
  for (let l = 1; l < layers.length; l++) {
    const layer = layers[l]!;
    const bendBefore = layer.map((v) => findBend(layered, v, before));
    const straight = straightPieces(bendBefore, position);
    let reached = -1;
    for (let k = 0; k < layer.length; k++) {
      const v = layer[k]!;
      const from = before.start[v]!;
      const last = before.start[v + 1]! - from - 1;
      if (last < 0) continue;
      const medians = [before.items[from + (last >> 1)]!, before.items[from + ((last + 1) >> 1)]!];
      for (const u of bendBefore[k]! >= 0 ? [bendBefore[k]!] : medians) {
        if (taken[u] === 1 || position[u]! <= reached || crosses(straight, k, position[u]!)) continue;
        root[v] = root[u]!;
        taken[u] = 1;
        reached = position[u]!;
        break;
      }
    }
  }
  return root;
}

/** Of a layer: where the nearest straight piece to the left and to the right of each vertex ends in the layer before. */
interface StraightPieces {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly own: Uint8Array;
}

function straightPieces(bendBefore: Int32Array, position: Int32Array): StraightPieces {
  const { length } = bendBefore;
  const left = new Int32Array(length);
  const right = new Int32Array(length);
  const own = Uint8Array.from(bendBefore, (u) => (u >= 0 ? 1 : 0));
  for (let k = 0, nearest = -1; k < length; k++) {
    left[k] = nearest;
    if (own[k] === 1) nearest = Math.max(nearest, position[bendBefore[k]!]!);
  }
  for (let k = length - 1, nearest = position.length; k >= 0; k--) {
    right[k] = nearest;
    if (own[k] === 1) nearest = Math.min(nearest, position[bendBefore[k]!]!);
  }
  return { left, right, own };
}

/** The bend that continues the bend `v` in the layer before, or −1. */
function findBend({ graph }: LayeredGraph, v: number, before: Neighbours): number {
  if (v < graph.count) return -1;
  return before.items.subarray(before.start[v]!, before.start[v + 1]!).find((u) => u >= graph.count) ?? -1;
}

function crosses({ left, right, own }: StraightPieces, k: number, position: number): boolean {
  return own[k] === 0 && (position <= left[k]! || position >= right[k]!);
}
