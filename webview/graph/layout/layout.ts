import { chain } from "./chain.js";
import type { LayoutGraph } from "./layoutGraph.js";
import { order } from "./order.js";
import { place } from "./place.js";
import { rank } from "./rank.js";
import { nodeTop, route, type Routes } from "./route.js";

/** Where everything stands, in pixels from the upper left corner. Nodes and routes are in the order of the graph's. */
export interface Layout extends Routes {
  readonly width: number;
  readonly height: number;
  /** The left and upper edge of each node. */
  readonly left: Float64Array;
  readonly top: Float64Array;
  readonly layer: Int32Array;
  /** The nodes of each layer from left to right. */
  readonly layers: readonly (readonly number[])[];
}

export function layout(graph: LayoutGraph): Layout {
  if (graph.count === 0) return nothing;
  const layered = chain(graph, rank(graph));
  const ordered = order(layered);
  const placement = place(layered, ordered);
  const nodes = Array.from({ length: graph.count }, (_, v) => v);
  const left = Float64Array.from(nodes, (v) => placement.x[v]! - graph.anchor[v]!);
  const last = layered.layerCount - 1;
  return {
    width: placement.x.reduce((most, x, v) => Math.max(most, x + (graph.width[v] ?? 0) - (graph.anchor[v] ?? 0)), 0),
    height: placement.layerTop[last]! + placement.layerHeight[last]!,
    left,
    top: Float64Array.from(nodes, (v) => nodeTop(layered, placement, v)),
    layer: layered.layer.slice(0, graph.count),
    layers: Array.from({ length: layered.layerCount }, (_, l) =>
      Array.from(ordered.items.subarray(ordered.start[l]!, ordered.start[l + 1]!)).filter((v) => v < graph.count),
    ),
    ...route(layered, placement),
  };
}

const nothing: Layout = {
  width: 0,
  height: 0,
  left: new Float64Array(),
  top: new Float64Array(),
  layer: new Int32Array(),
  layers: [],
  routes: [],
  trunks: [],
};
