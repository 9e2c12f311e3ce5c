import type { LayoutGraph } from "./layoutGraph.js";
import { neighbours } from "./neighbours.js";

/**
 * The layer of every node. What nobody uses, as the loss, stands below the longest way to it; everything else right
 * above its first user, so that a parameter stands beside the step that uses it instead of far above everything. Entries
 * and exits have the first and the last layer for themselves.
 */
export function rank({ count, source, target, entries, exits }: LayoutGraph): Int32Array {
  const inputs = neighbours(count, target, source);
  const users = neighbours(count, source, target);
  const layer = new Int32Array(count);
  const firstExit = count - exits;
  const top = entries > 0 ? 1 : 0;
  let lowest = top - 1;
  for (let v = entries; v < firstExit; v++) {
    layer[v] = top;
    for (let i = inputs.start[v]!; i < inputs.start[v + 1]!; i++) {
      layer[v] = Math.max(layer[v]!, layer[inputs.items[i]!]! + 1);
    }
    lowest = Math.max(lowest, layer[v]!);
  }
  layer.fill(lowest + 1, firstExit);
  for (let v = firstExit - 1; v >= entries; v--) {
    if (users.start[v] === users.start[v + 1]) continue;
    let first = Infinity;
    for (let i = users.start[v]!; i < users.start[v + 1]!; i++) first = Math.min(first, layer[users.items[i]!]!);
    layer[v] = first - 1;
  }
  return layer;
}
