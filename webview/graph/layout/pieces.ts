import type { NestedGraph } from "./nestedGraph.js";

/**
 * Edges cut where they cross frames, so that each piece lies within one frame: it joins two items of it, or an item and
 * the frame's border. A net crosses a border once, however many of its edges do, and its pieces form a tree: the piece
 * before each has a lower number.
 */
export interface Pieces {
  readonly net: readonly number[];
  /** The frame that the piece lies in, −1 outside of all. */
  readonly frame: readonly number[];
  /** The item that the piece begins and ends at, or the frame where that is its border. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** −1 for the piece that begins at the net's source. */
  readonly before: readonly number[];
  /** The piece by which each edge arrives at its target. */
  readonly arrival: Int32Array;
}

export function cutEdges(graph: NestedGraph): Pieces {
  const { parent, source, target, net } = graph;
  const pieces = {
    net: [] as number[],
    frame: [] as number[],
    from: [] as number[],
    to: [] as number[],
    before: [] as number[],
  };
  /** By net and where it arrives: the number of the piece. */
  const known = new Map<number, number>();
  const add = (ofNet: number, frame: number, from: number, to: number, before: number): number => {
    const key = ofNet * graph.count * 2 + (to === frame ? graph.count : 0) + to;
    const found = known.get(key);
    if (found !== undefined) return found;
    const number = pieces.net.length;
    pieces.net.push(ofNet);
    pieces.frame.push(frame);
    pieces.from.push(from);
    pieces.to.push(to);
    pieces.before.push(before);
    known.set(key, number);
    return number;
  };
  const depth = depths(graph);
  const arrival = new Int32Array(source.length);
  const below: number[] = [];
  for (let e = 0; e < source.length; e++) {
    let [u, v] = [source[e]!, target[e]!];
    // Frames around the target alone, from the inside out.
    below.length = 0;
    while (depth[v]! > depth[u]!) below.push((v = parent[v]!));
    let last = -1;
    while (parent[u] !== parent[v]) {
      last = add(net[e]!, parent[u]!, u, parent[u]!, last);
      u = parent[u]!;
      if (depth[v]! > depth[u]!) below.push((v = parent[v]!));
    }
    last = add(net[e]!, parent[v]!, u, v, last);
    for (let i = below.length - 1; i >= 0; i--) {
      const frame = below[i]!;
      last = add(net[e]!, frame, frame, i === 0 ? target[e]! : below[i - 1]!, last);
    }
    arrival[e] = last;
  }
  return { ...pieces, arrival };
}

function depths({ count, parent }: NestedGraph): Int32Array {
  const depth = new Int32Array(count);
  for (let v = 0; v < count; v++) depth[v] = parent[v]! < 0 ? 0 : depth[parent[v]!]! + 1;
  return depth;
}
