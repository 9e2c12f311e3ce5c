import type { LayeredGraph, LayoutGraph, Placement } from "./layoutGraph.js";
import { neighbours } from "./neighbours.js";

/**
 * How edges run, from an input's lower side to a user's upper side. Points are x and y by turns. A direct edge swings
 * from the one to the other; a branch leaves the input's trunk; a stub is too long to be drawn, only its ends are.
 */
export interface Route {
  readonly kind: "direct" | "branch" | "stub";
  readonly points: Float64Array;
}

/**
 * The line that the longer edges of a node share: between its points 0 and 1, 2 and 3 and so on it swings from layer
 * to layer, between 1 and 2, 3 and 4 it passes a layer straight down. Empty for a node without longer edges.
 */
export type Trunk = Float64Array;

export interface Routes {
  readonly routes: readonly Route[];
  readonly trunks: readonly Trunk[];
}

const widestPortGap = 16;
/** The part of a node's side on which edges may end. */
const portShare = 0.6;

export function route(layered: LayeredGraph, placement: Placement): Routes {
  const { graph, layer, firstBend, longestSpan } = layered;
  const { x, layerTop, layerHeight } = placement;
  const spans = Int32Array.from(graph.source, (source, e) => layer[graph.target[e]!]! - layer[source]!);
  const isBranch = (e: number): boolean => spans[e]! > 1 && spans[e]! <= longestSpan;
  const lastBend = (e: number): number => firstBend[graph.source[e]!]! + spans[e]! - 2;
  const starts = ports(
    graph,
    graph.source,
    x,
    (e) => (isBranch(e) ? firstBend[graph.source[e]!]! : graph.target[e]!),
    isBranch,
  );
  const ends = ports(
    graph,
    graph.target,
    x,
    (e) => (isBranch(e) ? lastBend(e) : graph.source[e]!),
    () => false,
  );

  const bendCount = new Int32Array(graph.count);
  const trunkStart = new Float64Array(graph.count);
  const routes = Array.from(graph.source, (source, e): Route => {
    const end = [ends[e]!, nodeTop(layered, placement, graph.target[e]!)] as const;
    if (isBranch(e)) {
      bendCount[source] = Math.max(bendCount[source]!, spans[e]! - 1);
      trunkStart[source] = starts[e]!;
      const bend = lastBend(e);
      return { kind: "branch", points: Float64Array.of(x[bend]!, layerBottom(layer[bend]!), ...end) };
    }
    const start = nodeTop(layered, placement, source) + graph.height[source]!;
    return { kind: spans[e] === 1 ? "direct" : "stub", points: Float64Array.of(starts[e]!, start, ...end) };
  });
  const trunks = Array.from(bendCount, (bends, v): Trunk => {
    if (bends === 0) return new Float64Array();
    const points = new Float64Array(2 + 4 * bends);
    points.set([trunkStart[v]!, nodeTop(layered, placement, v) + graph.height[v]!]);
    for (let i = 0; i < bends; i++) {
      const bend = firstBend[v]! + i;
      points.set([x[bend]!, layerTop[layer[bend]!]!, x[bend]!, layerBottom(layer[bend]!)], 2 + 4 * i);
    }
    return points;
  });
  return { routes, trunks };

  function layerBottom(l: number): number {
    return layerTop[l]! + layerHeight[l]!;
  }
}

/** A node stands in the middle of its layer's height. */
export function nodeTop({ graph, layer }: LayeredGraph, { layerTop, layerHeight }: Placement, node: number): number {
  return layerTop[layer[node]!]! + (layerHeight[layer[node]!]! - graph.height[node]!) / 2;
}

/**
 * Where each edge meets the side of its node, in the order of where it goes, so that edges do not cross there. Edges
 * that are `joined` to the same vertex share one place.
 */
function ports(
  graph: LayoutGraph,
  node: Int32Array,
  x: Float64Array,
  next: (e: number) => number,
  joined: (e: number) => boolean,
): Float64Array {
  const edgesOf = neighbours(
    graph.count,
    node,
    Int32Array.from(node, (_, e) => e),
  );
  const result = new Float64Array(node.length);
  for (let v = 0; v < graph.count; v++) {
    const edges = edgesOf.items.slice(edgesOf.start[v]!, edgesOf.start[v + 1]!);
    edges.sort((a, b) => x[next(a)]! - x[next(b)]! || next(a) - next(b) || a - b);
    let last = 0;
    const places = edges.map((e, i) => {
      const before = edges[i - 1];
      if (before !== undefined && !(joined(e) && joined(before) && next(e) === next(before))) last++;
      return last;
    });
    // An edge that goes straight down meets the middle, the others stand beside it.
    const straight = edges.findIndex((e) => Math.abs(x[next(e)]! - x[v]!) < 1);
    const isOnlyOne = straight >= 0 && edges.filter((e) => next(e) === next(edges[straight]!)).length === 1;
    const middle = isOnlyOne ? places[straight]! : last / 2;
    const gap = Math.min(widestPortGap, (graph.width[v]! * portShare) / 2 / Math.max(1, last - middle, middle));
    edges.forEach((e, i) => (result[e] = x[v]! + (places[i]! - middle) * gap));
  }
  return result;
}
