import type { LayoutGraph } from "./layoutGraph.js";
import { neighbours } from "./neighbours.js";
import { sortBy } from "./sortBy.js";

const widestPortGap = 16;
/** The part of a node's side on which edges may end. */
const portShare = 0.6;

/** The ends of edges at one side of their nodes. */
interface Ends {
  readonly node: Int32Array;
  /** Where an edge must end, from the left side of its node; NaN where it may choose. */
  readonly fixed: Float64Array;
  /** The vertex that each edge leads to from there. */
  readonly next: Int32Array;
  /** Whether an edge shares its place with others that lead to the same vertex. */
  readonly isJoined: (edge: number) => boolean;
}

/** Where each edge meets the side of its node, in the order of where it goes, so that edges do not cross there. */
export function ports(graph: LayoutGraph, x: Float64Array, { node, fixed, next, isJoined }: Ends): Float64Array {
  const { start, items } = neighbours(
    graph.count,
    node,
    Int32Array.from(node, (_, e) => e),
  );
  const goesTo = Float64Array.from(next, (vertex) => x[vertex]!);
  const place = new Int32Array(node.length);
  const result = new Float64Array(node.length);
  for (let v = 0; v < graph.count; v++) {
    const [from, to] = [start[v]!, start[v + 1]!];
    sortBy(next, items, from, to);
    sortBy(goesTo, items, from, to);
    let last = -1;
    // An edge that goes straight down, unless there are several, meets the middle; the others stand beside it.
    let [straight, straightEdges] = [-1, 0];
    for (let i = from; i < to; i++) {
      const e = items[i]!;
      const isSame = i > from && isJoined(e) && isJoined(items[i - 1]!) && next[e] === next[items[i - 1]!];
      place[e] = isSame ? last : ++last;
      if (Math.abs(goesTo[e]! - x[v]!) >= 1 || (straight >= 0 && next[straight] !== next[e])) continue;
      if (straight < 0) straight = e;
      straightEdges++;
    }
    const middle = straightEdges === 1 ? place[straight]! : last / 2;
    const gap = Math.min(widestPortGap, (graph.width[v]! * portShare) / 2 / Math.max(1, last - middle, middle));
    for (let i = from; i < to; i++) {
      const e = items[i]!;
      const isFree = Number.isNaN(fixed[e]);
      result[e] = isFree ? x[v]! + (place[e]! - middle) * gap : x[v]! - graph.anchor[v]! + fixed[e]!;
    }
  }
  return result;
}
