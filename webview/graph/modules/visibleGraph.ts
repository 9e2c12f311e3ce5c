import type { Neighbours } from "../layout/neighbours.js";
import type { ModuleTree } from "./moduleTree.js";

/** A node, a closed box, or the frame of an open box. */
export interface Item {
  readonly kind: "node" | "closed" | "frame";
  /** The node; of a box its result: the last one that it made. */
  readonly node: number;
  /** −1 for a node. */
  readonly box: number;
  /** The frame around it, −1 outside of all. */
  readonly parent: number;
  /** How many frames stand around it. */
  readonly level: number;
  /** Its place among the items of the same frame, from 1 on. */
  readonly position: number;
}

/** What is left to be seen of a graph when some boxes are closed: the input of the layout, the tree, and the arrow keys. */
export interface VisibleGraph {
  /** A frame before its content, and within a frame inputs before their users. */
  readonly items: readonly Item[];
  /** How many items stand in a frame, or for −1 outside of all. */
  countIn(frame: number): number;
  /** The node's own item, or the closed box that it is in. */
  readonly itemOf: Int32Array;
  /** Edges between items that are no frames; those of one node to the same item are one. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** The node whose tensor flows along each edge. */
  readonly net: Int32Array;
  /** The edge that stands for each of a node's edges to its users, in their order; −1 within a closed box. */
  readonly edgeOf: Int32Array;
}

export function visibleGraph(tree: ModuleTree, users: Neighbours, isOpen: (box: number) => boolean): VisibleGraph {
  const { items, itemOf, counts } = visibleItems(tree, isOpen);
  const source: number[] = [];
  const target: number[] = [];
  const net: number[] = [];
  const edgeOf = new Int32Array(users.items.length).fill(-1);
  const lastNet = new Int32Array(items.length).fill(-1);
  const lastEdge = new Int32Array(items.length);
  for (let v = 0; v < itemOf.length; v++) {
    for (let i = users.start[v]!; i < users.start[v + 1]!; i++) {
      const to = itemOf[users.items[i]!]!;
      if (to === itemOf[v]) continue;
      if (lastNet[to] !== v) {
        lastNet[to] = v;
        lastEdge[to] = net.length;
        source.push(itemOf[v]!);
        target.push(to);
        net.push(v);
      }
      edgeOf[i] = lastEdge[to]!;
    }
  }
  return {
    items,
    countIn: (frame) => counts.get(frame) ?? 0,
    itemOf,
    source: Int32Array.from(source),
    target: Int32Array.from(target),
    net: Int32Array.from(net),
    edgeOf,
  };
}

function visibleItems({ boxes, order }: ModuleTree, isOpen: (box: number) => boolean) {
  const items: Item[] = [];
  const itemOf = new Int32Array(order.length);
  const boxesInOrder = Array.from(boxes.keys()).sort((a, b) => boxes[a]!.from - boxes[b]!.from || a - b);
  /** The open frames around the current place; first what is outside of all. */
  const around = [{ item: -1, to: order.length }];
  const counts = new Map<number, number>();
  let nextBox = 0;
  const add = (kind: Item["kind"], node: number, box: number): number => {
    const parent = around.at(-1)!.item;
    const position = (counts.get(parent) ?? 0) + 1;
    counts.set(parent, position);
    return items.push({ kind, node, box, parent, level: around.length - 1, position }) - 1;
  };
  for (let at = 0; at < order.length;) {
    while (around.at(-1)!.to <= at) around.pop();
    const box = boxesInOrder[nextBox];
    if (box === undefined || boxes[box]!.from > at) {
      itemOf[order[at]!] = add("node", order[at]!, -1);
      at++;
      continue;
    }
    nextBox++;
    const { from, to } = boxes[box]!;
    const members = order.subarray(from, to);
    const result = members.reduce((a, b) => Math.max(a, b));
    if (isOpen(box)) {
      around.push({ item: add("frame", result, box), to });
      continue;
    }
    const item = add("closed", result, box);
    for (const v of members) itemOf[v] = item;
    at = to;
    while (nextBox < boxes.length && boxes[boxesInOrder[nextBox]!]!.from < to) nextBox++;
  }
  return { items, itemOf, counts };
}
