import type { LayeredGraph, LayerOrder } from "./layoutGraph.js";
import { neighbours } from "./neighbours.js";

/** How much wider than its widest layer a graph may be. */
const spare = 1.5;

/**
 * Takes back the sideways drift of deep graphs, where every step stands right of the one before because for some layers
 * both exist. What fits into the allowed width stays exactly as it is; beyond, every vertex follows those above it as
 * far as the allowed width lets it. `distance` is the least distance of two neighbours.
 */
export function narrow(
  layered: LayeredGraph,
  order: LayerOrder,
  x: Float64Array,
  distance: (left: number, right: number) => number,
): Float64Array {
  const { vertexCount, layerCount, segmentSource, segmentTarget } = layered;
  // Where each vertex stands when its layer is packed from 0 on.
  const packed = new Float64Array(vertexCount);
  let widest = 0;
  for (let l = 0; l < layerCount; l++) {
    for (let k = order.start[l]! + 1; k < order.start[l + 1]!; k++) {
      const [left, right] = [order.items[k - 1]!, order.items[k]!];
      packed[right] = packed[left]! + distance(left, right);
    }
    widest = Math.max(widest, packed[order.items[order.start[l + 1]! - 1]!]!);
  }
  const allowed = Math.max(spare * widest, distance(0, 0));
  const least = x.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = x.reduce((a, b) => Math.max(a, b), -Infinity);
  if (greatest - least <= allowed) return x;

  const above = neighbours(vertexCount, segmentTarget, segmentSource);
  const first = order.items.subarray(order.start[0]!, order.start[1]!);
  const leftWall = (x[first[0]!]! + x[first.at(-1)!]! - allowed) / 2;
  const result = new Float64Array(vertexCount);
  for (let l = 0; l < layerCount; l++) {
    const layer = order.items.subarray(order.start[l]!, order.start[l + 1]!);
    const room = allowed - packed[layer.at(-1)!]!;
    const wanted = Float64Array.from(layer, (v) => {
      const from = above.start[v]!;
      const to = above.start[v + 1]!;
      let moved = 0;
      for (let i = from; i < to; i++) moved += result[above.items[i]!]! - x[above.items[i]!]!;
      const nearest = moved / Math.max(1, to - from);
      return Math.min(leftWall + room, Math.max(leftWall, x[v]! + nearest - packed[v]!));
    });
    followFirst(layer, above.start, wanted);
    isotonic(wanted).forEach((value, k) => (result[layer[k]!] = value + packed[layer[k]!]!));
  }
  return result;
}

/** A vertex without inputs has nothing to follow: it stays beside its neighbour, else it would pull the others back. */
function followFirst(layer: Int32Array, start: Int32Array, wanted: Float64Array): void {
  let known = Array.from(layer).findIndex((v) => start[v] !== start[v + 1]);
  if (known < 0) return;
  wanted.fill(wanted[known]!, 0, known);
  for (let k = known + 1; k < layer.length; k++) {
    if (start[layer[k]!] === start[layer[k]! + 1]) wanted[k] = wanted[known]!;
    else known = k;
  }
}

/** The rising sequence nearest to `values` in the sum of squares: neighbours out of order meet at their mean. */
function isotonic(values: Float64Array): Float64Array {
  const mean = new Float64Array(values.length);
  const size = new Int32Array(values.length);
  let blocks = 0;
  for (const value of values) {
    mean[blocks] = value;
    size[blocks++] = 1;
    while (blocks > 1 && mean[blocks - 2]! > mean[blocks - 1]!) {
      const total = size[blocks - 2]! + size[blocks - 1]!;
      mean[blocks - 2] = (mean[blocks - 2]! * size[blocks - 2]! + mean[blocks - 1]! * size[blocks - 1]!) / total;
      size[--blocks - 1] = total;
    }
  }
  const result = new Float64Array(values.length);
  for (let b = 0, k = 0; b < blocks; b++) {
    result.fill(mean[b]!, k, k + size[b]!);
    k += size[b]!;
  }
  return result;
}
