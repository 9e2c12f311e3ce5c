import { type Card, cardOf, type Measure } from "./card.js";
import type { Graph } from "./graph.js";
import { layoutNested, type NestedLayout } from "./layout/layoutNested.js";
import { type Neighbours, neighbours } from "./layout/neighbours.js";
import { nestedGraphOf } from "./modules/nestedGraphOf.js";
import { type VisibleGraph, visibleGraph } from "./modules/visibleGraph.js";

/** A graph laid out, with some of its modules open: all that is drawn but the numbers. Items are told by their place. */
export interface Scene extends VisibleGraph {
  readonly graph: Graph;
  readonly cards: readonly Card[];
  readonly layout: NestedLayout;
  /** The items that each item's edges lead to. */
  readonly above: Neighbours;
  readonly below: Neighbours;
  /** A box's frame or closed card; −1 where it stands in a closed box. */
  itemOfBox(box: number): number;
}

/** The path of the module whose frame the item stands in. */
export function framePath({ items, graph }: Pick<Scene, "items" | "graph">, item: number): string | null {
  const frame = items[items[item]!.parent];
  return frame === undefined ? null : graph.tree.boxes[frame.box]!.path;
}

export function createScene(graph: Graph, open: readonly boolean[], measure: Measure): Scene {
  const visible = visibleGraph(graph.tree, graph.users, (box) => open[box] === true);
  const { items, source, target } = visible;
  const cards = items.map((item, i) => cardOf(graph, item, framePath({ items, graph }, i), measure));
  const places = new Map(items.flatMap(({ box }, i) => (box < 0 ? [] : [[box, i] as const])));
  return {
    ...visible,
    graph,
    cards,
    layout: layoutNested(nestedGraphOf(visible, cards)),
    above: neighbours(items.length, target, source),
    below: neighbours(items.length, source, target),
    itemOfBox: (box) => places.get(box) ?? -1,
  };
}
