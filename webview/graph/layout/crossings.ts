import type { LayeredGraph, LayerOrder } from "./layoutGraph.js";
import type { Neighbours } from "./neighbours.js";

/** How many pairs of segments cross: inversions between neighbouring layers, counted with a tree of sums. */
export function crossings(layered: LayeredGraph, order: LayerOrder, position: Int32Array, below: Neighbours): number {
  let total = 0;
  for (let layer = 0; layer + 1 < layered.layerCount; layer++) {
    const size = order.start[layer + 2]! - order.start[layer + 1]!;
    const sums = new Int32Array(size + 1);
    let seen = 0;
    for (let k = order.start[layer]!; k < order.start[layer + 1]!; k++) {
      const v = order.items[k]!;
      const from = below.start[v]!;
      const to = below.start[v + 1]!;
      for (let i = from; i < to; i++) {
        let notBeyond = 0;
        for (let p = position[below.items[i]!]! + 1; p > 0; p -= p & -p) notBeyond += sums[p]!;
        total += seen - notBeyond;
      }
      for (let i = from; i < to; i++) {
        for (let p = position[below.items[i]!]! + 1; p <= size; p += p & -p) sums[p]!++;
      }
      seen += to - from;
    }
  }
  return total;
}
