import { layout, type Layout } from "./layout.js";
import type { LayoutGraph } from "./layoutGraph.js";

/** Larger graphs are not worth a comparison: what repeats is small. */
const mostNodes = 200;

/** Lays out graphs, and those that are alike once: the layers of a network have the same content again and again. */
export function layoutAlike(): (graph: LayoutGraph) => Layout {
  const known = new Map<string, Layout>();
  return (graph) => {
    if (graph.count > mostNodes) return layout(graph);
    const { count, netCount, entries, exits, width, height, anchor, source, target, net, startAt, endAt } = graph;
    const key = [count, netCount, entries, exits, width, height, anchor, source, target, net, startAt, endAt].join(";");
    const result = known.get(key) ?? layout(graph);
    known.set(key, result);
    return result;
  };
}
