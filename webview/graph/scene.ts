import type { Topology, TopologyNode } from "../../src/protocol/api.js";
import { type Card, cardOf, type Measure } from "./card.js";
import { layout, type Layout } from "./layout/layout.js";
import { type Neighbours, neighbours } from "./layout/neighbours.js";

/** A topology laid out: all that is drawn but the numbers. Nodes are told by their place in `nodes`. */
export interface Scene {
  readonly nodes: readonly TopologyNode[];
  readonly cards: readonly Card[];
  readonly layout: Layout;
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly inputs: Neighbours;
  readonly users: Neighbours;
  /** The place of a node's id in `nodes`; −1 if it is not there. */
  indexOf(id: number): number;
}

export function createScene({ nodes }: Topology, measure: Measure): Scene {
  const places = new Map(nodes.map(({ id }, i) => [id, i]));
  const edges = nodes.flatMap(({ inputs }, target) =>
    inputs.flatMap((id) => {
      const source = places.get(id);
      // Inputs stand before their users: whatever else a message says is no graph that was computed.
      return source === undefined || source >= target ? [] : [{ source, target }];
    }),
  );
  const source = Int32Array.from(edges, (edge) => edge.source);
  const target = Int32Array.from(edges, (edge) => edge.target);
  const cards = nodes.map((node) => cardOf(node, measure));
  return {
    nodes,
    cards,
    layout: layout({
      count: nodes.length,
      width: Float64Array.from(cards, ({ width }) => width),
      height: Float64Array.from(cards, ({ height }) => height),
      source,
      target,
    }),
    source,
    target,
    inputs: neighbours(nodes.length, target, source),
    users: neighbours(nodes.length, source, target),
    indexOf: (id) => places.get(id) ?? -1,
  };
}

/** The nodes that the gradient passes on its way from the loss to the node, both included; null for the loss itself. */
export function wayFromLoss({ nodes, users }: Scene, index: number): Uint8Array | null {
  if (users.start[index] === users.start[index + 1]) return null;
  const isOnWay = new Uint8Array(nodes.length);
  isOnWay[index] = 1;
  for (let v = index; v < nodes.length; v++) {
    if (isOnWay[v] === 0) continue;
    for (let i = users.start[v]!; i < users.start[v + 1]!; i++) isOnWay[users.items[i]!] = 1;
  }
  return isOnWay;
}
