import type { LayeredGraph, Placement } from "./layoutGraph.js";
import { ports } from "./ports.js";

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

/** Where a layer reaches so much further than a node in it, edges first leave the layer, past its taller nodes. */
const leastStem = 24;

export function route(layered: LayeredGraph, placement: Placement): Routes {
  const { graph, layer, firstBend, longestSpan } = layered;
  const { x, layerTop, layerHeight } = placement;
  const spans = Int32Array.from(graph.source, (source, e) => layer[graph.target[e]!]! - layer[source]!);
  const isBranch = (e: number): boolean => spans[e]! > 1 && spans[e]! <= longestSpan;
  const lastBend = (e: number): number => firstBend[graph.net[e]!]! + spans[e]! - 2;
  const starts = ports(graph, x, {
    node: graph.source,
    fixed: graph.startAt,
    next: graph.target.map((target, e) => (isBranch(e) ? firstBend[graph.net[e]!]! : target)),
    isJoined: isBranch,
  });
  const ends = ports(graph, x, {
    node: graph.target,
    fixed: graph.endAt,
    next: graph.source.map((source, e) => (isBranch(e) ? lastBend(e) : source)),
    isJoined: () => false,
  });

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
