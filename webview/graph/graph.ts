import type { Topology, TopologyNode } from "../../src/protocol/api.js";
import type { Site } from "../../src/protocol/site.js";
import { tensorWords } from "../../src/protocol/tensorWords.js";
import { type Neighbours, neighbours } from "./layout/neighbours.js";
import { madeByBackward } from "./madeByBackward.js";
import { type ModuleTree, moduleTree } from "./modules/moduleTree.js";

/** A topology whose nodes are told by their place in `nodes`, inputs before their users. */
export interface Graph {
  readonly nodes: readonly TopologyNode[];
  /** What each is called that has no name; null for those that have one. */
  readonly words: readonly (string | null)[];
  readonly inputs: Neighbours;
  readonly users: Neighbours;
  readonly tree: ModuleTree;
  /** Whether an earlier backward made the node. */
  readonly isOfBackward: Uint8Array;
  /** The place of a node's id in `nodes`; −1 if it is not there. */
  indexOf(id: number): number;
}

/** `isBackwardCall` tells the places that have called backward. */
export function createGraph({ nodes }: Topology, isBackwardCall: (site: Site) => boolean): Graph {
  const words = tensorWords(nodes);
  const places = new Map(nodes.map(({ id }, i) => [id, i]));
  const sources: number[] = [];
  const targets: number[] = [];
  nodes.forEach(({ inputs }, target) => {
    for (const id of inputs) {
      const source = places.get(id);
      // Inputs stand before their users: whatever else a message says is no graph that was computed.
      if (source === undefined || source >= target) continue;
      sources.push(source);
      targets.push(target);
    }
  });
  const [source, target] = [Int32Array.from(sources), Int32Array.from(targets)];
  const inputs = neighbours(nodes.length, target, source);
  const users = neighbours(nodes.length, source, target);
  return {
    nodes,
    words: nodes.map(({ id }) => words.get(id) ?? null),
    inputs,
    users,
    tree: moduleTree(nodes, { inputs, users }),
    isOfBackward: madeByBackward(nodes, users, isBackwardCall),
    indexOf: (id) => places.get(id) ?? -1,
  };
}

/** The nodes that the gradient passes on its way from the loss to the node, both included; null for the loss itself. */
export function wayFromLoss({ nodes, users }: Graph, index: number): Uint8Array | null {
  if (users.start[index] === users.start[index + 1]) return null;
  const isOnWay = new Uint8Array(nodes.length);
  isOnWay[index] = 1;
  for (let v = index; v < nodes.length; v++) {
    if (isOnWay[v] === 0) continue;
    for (let i = users.start[v]!; i < users.start[v + 1]!; i++) isOnWay[users.items[i]!] = 1;
  }
  return isOnWay;
}
