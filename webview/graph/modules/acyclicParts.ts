import type { Neighbours } from "../layout/neighbours.js";

/**
 * Splits nodes of the same kind into parts such that drawing each part as one box makes no cycle: a node's part is how
 * often the way to it has gone from one kind to another. So an edge between two parts leads from a lower number to a
 * higher one, whatever their kinds. What only waits to be used by its own kind, as a parameter, has the number of its
 * first user there, as far as its other users let it.
 *
 * `nodes` are ascending, and so are their numbers along every edge; edges to others do not count. Writes the numbers to
 * `part`; linear in the nodes and their edges.
 */
export function acyclicParts(
  nodes: Int32Array,
  kind: Int32Array,
  { inputs, users }: { readonly inputs: Neighbours; readonly users: Neighbours },
  isAmong: (node: number) => boolean,
  part: Int32Array,
): void {
  for (const v of nodes) {
    let reached = 0;
    for (let i = inputs.start[v]!; i < inputs.start[v + 1]!; i++) {
      const u = inputs.items[i]!;
      if (isAmong(u)) reached = Math.max(reached, part[u]! + (kind[u] === kind[v] ? 0 : 1));
    }
    part[v] = reached;
  }
  for (let k = nodes.length - 1; k >= 0; k--) {
    const v = nodes[k]!;
    let [own, others] = [Infinity, Infinity];
    for (let i = users.start[v]!; i < users.start[v + 1]!; i++) {
      const w = users.items[i]!;
      if (!isAmong(w)) continue;
      if (kind[w] === kind[v]) own = Math.min(own, part[w]!);
      else others = Math.min(others, part[w]! - 1);
    }
    if (own < Infinity) part[v] = Math.max(part[v]!, Math.min(own, others));
  }
}
