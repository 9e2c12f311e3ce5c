import type { LayoutGraph } from "./layoutGraph.js";
import { neighbours, type Neighbours } from "./neighbours.js";
import type { NestedGraph } from "./nestedGraph.js";
import type { Pieces } from "./pieces.js";

/** What stands in one frame, or outside of all, as a graph of its own; its numbers are not those of the nested graph. */
export interface Level {
  readonly frame: number;
  readonly graph: LayoutGraph;
  /** The items that are its nodes between entries and exits. */
  readonly items: Int32Array;
  /** The pieces that are its edges. */
  readonly pieces: Int32Array;
  /** The nets that come in and go out, in the order of the graph's entries and exits. */
  readonly entryNets: readonly number[];
  readonly exitNets: readonly number[];
}

/** What a level needs to know of the frames in it, which are laid out before. */
export interface FrameSizes {
  readonly width: Float64Array;
  readonly height: Float64Array;
  readonly anchor: Float64Array;
  /** Where a net comes into or goes out of a frame, from its left side; NaN at what is no frame. */
  entryAt(item: number, net: number): number;
  exitAt(item: number, net: number): number;
}

/** Takes the levels of a nested graph one by one. */
export function createLevels(nested: NestedGraph, pieces: Pieces): (frame: number, sizes: FrameSizes) => Level {
  const itemsOf = byFrame(nested.count, nested.parent);
  const piecesOf = byFrame(nested.count, Int32Array.from(pieces.frame));
  return (frame, sizes) => {
    const items = itemsOf.items.slice(itemsOf.start[frame + 1]!, itemsOf.start[frame + 2]!);
    const own = piecesOf.items.slice(piecesOf.start[frame + 1]!, piecesOf.start[frame + 2]!);
    const entries = numbering(own, (piece) => pieces.from[piece] === frame, pieces.net);
    const exits = numbering(own, (piece) => pieces.to[piece] === frame, pieces.net);
    const nets = numbering(own, () => true, pieces.net);
    const local = new Map(Array.from(items, (item, i) => [item, entries.size + i]));
    const count = entries.size + items.length + exits.size;
    const place = (item: number, ports: ReadonlyMap<number, number>, first: number, net: number): number =>
      item === frame ? first + ports.get(net)! : local.get(item)!;
    const column = (known: Float64Array): Float64Array => {
      const values = new Float64Array(count);
      items.forEach((item, i) => (values[entries.size + i] = known[item]!));
      return values;
    };
    const firstExit = entries.size + items.length;
    const graph: LayoutGraph = {
      count,
      width: column(sizes.width),
      height: column(sizes.height),
      anchor: column(sizes.anchor),
      source: own.map((piece) => place(pieces.from[piece]!, entries, 0, pieces.net[piece]!)),
      target: own.map((piece) => place(pieces.to[piece]!, exits, firstExit, pieces.net[piece]!)),
      net: own.map((piece) => nets.get(pieces.net[piece]!)!),
      netCount: nets.size,
      startAt: Float64Array.from(own, (piece) => sizes.exitAt(pieces.from[piece]!, pieces.net[piece]!)),
      endAt: Float64Array.from(own, (piece) => sizes.entryAt(pieces.to[piece]!, pieces.net[piece]!)),
      entries: entries.size,
      exits: exits.size,
    };
    return { frame, graph, items, pieces: own, entryNets: [...entries.keys()], exitNets: [...exits.keys()] };
  };
}

function byFrame(count: number, frame: Int32Array): Neighbours {
  return neighbours(
    count + 1,
    frame.map((each) => each + 1),
    Int32Array.from(frame, (_, i) => i),
  );
}

/** Numbers from 0 for the nets of the pieces that count. */
function numbering(
  own: Int32Array,
  counts: (piece: number) => boolean,
  net: readonly number[],
): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>();
  for (const piece of own) if (counts(piece) && !numbers.has(net[piece]!)) numbers.set(net[piece]!, numbers.size);
  return numbers;
}
