import type { LayeredGraph, LayoutGraph, Placement } from "./layoutGraph.js";
import { neighbours } from "./neighbours.js";

/**
 * How edges run, from an input's lower side to a user's upper side. Points are x and y by turns: between points 0 and 1,
 * 2 and 3 and so on the line swings, between 1 and 2, 3 and 4 it runs straight down. A direct edge joins its two nodes;
 * a branch leaves the input's trunk; a stub is too long to be drawn, only its ends are.
 */
export interface Route {
  readonly kind: "direct" | "branch" | "stub";
  readonly points: Float64Array;
}

/** The line that the longer edges of a net share, from layer to layer. Empty for a net without longer edges. */
export type Trunk = Float64Array;

export interface Routes {
  readonly routes: readonly Route[];
  readonly trunks: readonly Trunk[];
}

const widestPortGap = 16;
/** Where a layer reaches so much further than a node in it, edges first leave the layer, past its taller nodes. */
const leastStem = 24;
/** The part of a node's side on which edges may end. */
const portShare = 0.6;

export function route(layered: LayeredGraph, placement: Placement): Routes {
  const { graph, layer, firstBend, longestSpan } = layered;
  const { x, layerTop, layerHeight } = placement;
  const spans = Int32Array.from(graph.source, (source, e) => layer[graph.target[e]!]! - layer[source]!);
  const isBranch = (e: number): boolean => spans[e]! > 1 && spans[e]! <= longestSpan;
  const lastBend = (e: number): number => firstBend[graph.net[e]!]! + spans[e]! - 2;
  const starts = ports(
    graph,
    graph.source,
    graph.startAt,
    x,
    (e) => (isBranch(e) ? firstBend[graph.net[e]!]! : graph.target[e]!),
    isBranch,
  );
  const ends = ports(
    graph,
    graph.target,
    graph.endAt,
    x,
    (e) => (isBranch(e) ? lastBend(e) : graph.source[e]!),
    () => false,
  );

  const bendCount = new Int32Array(graph.netCount);
  const trunkStart = new Float64Array(graph.netCount);
  const netSource = new Int32Array(graph.netCount);
  const routes = Array.from(graph.source, (source, e): Route => {
    const end = upperEnd(ends[e]!, graph.target[e]!);
    if (isBranch(e)) {
      const net = graph.net[e]!;
      bendCount[net] = Math.max(bendCount[net]!, spans[e]! - 1);
      trunkStart[net] = starts[e]!;
      netSource[net] = source;
      const bend = lastBend(e);
      return { kind: "branch", points: Float64Array.of(x[bend]!, layerBottom(layer[bend]!), ...end) };
    }
    const start = lowerEnd(starts[e]!, source);
    if (spans[e] === 1) return { kind: "direct", points: Float64Array.of(...start, ...end) };
    return { kind: "stub", points: Float64Array.of(...start.slice(0, 2), ...end.slice(-2)) };
  });
  const trunks = Array.from(bendCount, (bends, net): Trunk => {
    if (bends === 0) return new Float64Array();
    const start = lowerEnd(trunkStart[net]!, netSource[net]!);
    const points = new Float64Array(start.length + 4 * bends);
    points.set(start);
    for (let i = 0; i < bends; i++) {
      const bend = firstBend[net]! + i;
      points.set([x[bend]!, layerTop[layer[bend]!]!, x[bend]!, layerBottom(layer[bend]!)], start.length + 4 * i);
    }
    return points;
  });
  return { routes, trunks };

  function layerBottom(l: number): number {
    return layerTop[l]! + layerHeight[l]!;
  }

  function lowerEnd(at: number, node: number): readonly number[] {
    const y = nodeTop(layered, placement, node) + graph.height[node]!;
    const bottom = layerBottom(layer[node]!);
    return bottom - y < leastStem ? [at, y] : [at, y, at, bottom, at, bottom];
  }

  function upperEnd(at: number, node: number): readonly number[] {
    const y = nodeTop(layered, placement, node);
    const top = layerTop[layer[node]!]!;
    return y - top < leastStem ? [at, y] : [at, top, at, y];
  }
}

/** A node stands in the middle of its layer's height. */
export function nodeTop({ graph, layer }: LayeredGraph, { layerTop, layerHeight }: Placement, node: number): number {
  return layerTop[layer[node]!]! + (layerHeight[layer[node]!]! - graph.height[node]!) / 2;
}

/**
 * Where each edge meets the side of its node, in the order of where it goes, so that edges do not cross there. Edges
 * that are `joined` to the same vertex share one place; those with a `fixed` one have no choice.
 */
function ports(
  graph: LayoutGraph,
  node: Int32Array,
  fixed: Float64Array,
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
    const left = x[v]! - graph.anchor[v]!;
    edges.forEach((e, i) => {
      result[e] = Number.isNaN(fixed[e]) ? x[v]! + (places[i]! - middle) * gap : left + fixed[e]!;
    });
  }
  return result;
}
