import type { Layout } from "./layout.js";
import { layoutAlike } from "./layoutAlike.js";
import { createLevels, type Level } from "./levels.js";
import { framePadding, type NestedGraph } from "./nestedGraph.js";
import { cutEdges, type Pieces } from "./pieces.js";
import type { Route } from "./route.js";

/** Where every item stands, in pixels from the upper left corner, and how the pieces of the edges run. */
export interface NestedLayout {
  readonly width: number;
  readonly height: number;
  readonly left: Float64Array;
  readonly top: Float64Array;
  /** The sizes of cards as they were given, those of frames as they became. */
  readonly itemWidth: Float64Array;
  readonly itemHeight: Float64Array;
  /** The items that stand beside each other in one frame, from left to right, and each item's row. */
  readonly rows: readonly (readonly number[])[];
  readonly row: Int32Array;
  readonly pieces: Pieces;
  /** By piece. */
  readonly routes: readonly Route[];
  readonly trunks: readonly NestedTrunk[];
  /** The trunk that each piece leaves if it is a branch, else −1. */
  readonly trunkOf: Int32Array;
}

export interface NestedTrunk {
  readonly points: Float64Array;
  /** One of the pieces that leave it. */
  readonly piece: number;
}

/**
 * Lays out each frame's content as a graph of its own, the innermost first, and then the frame as one node of what is
 * around it: so no frame overlaps what is not in it, and no edge of others runs through it.
 */
export function layoutNested(nested: NestedGraph): NestedLayout {
  const { count, isFrame } = nested;
  const pieces = cutEdges(nested);
  const takeLevel = createLevels(nested, pieces);
  const layout = layoutAlike();
  const width = nested.width.slice();
  const height = nested.height.slice();
  const anchor = width.map((each) => each / 2);
  const entries = new Map<number, number>();
  const exits = new Map<number, number>();
  const sizes = {
    width,
    height,
    anchor,
    entryAt: (item: number, net: number) => entries.get(net * count + item) ?? NaN,
    exitAt: (item: number, net: number) => exits.get(net * count + item) ?? NaN,
  };
  const finished: { readonly level: Level; readonly inner: Layout; readonly right: number; readonly down: number }[] =
    [];
  for (let frame = count - 1; frame >= 0; frame--) {
    if (isFrame[frame] === 0) continue;
    const level = takeLevel(frame, sizes);
    const inner = layout(level.graph);
    width[frame] = Math.max(width[frame]!, inner.width + 2 * framePadding.side);
    const right = (width[frame]! - inner.width) / 2;
    const down = level.entryNets.length > 0 ? 0 : framePadding.top;
    height[frame] = down + inner.height + (level.exitNets.length > 0 ? 0 : framePadding.bottom);
    const firstExit = level.graph.count - level.graph.exits;
    level.entryNets.forEach((net, i) => entries.set(net * count + frame, right + inner.left[i]!));
    level.exitNets.forEach((net, i) => exits.set(net * count + frame, right + inner.left[firstExit + i]!));
    anchor[frame] = anchorOf(level, inner, right) ?? width[frame]! / 2;
    finished.push({ level, inner, right, down });
  }
  const level = takeLevel(-1, sizes);
  finished.push({ level, inner: layout(level.graph), right: 0, down: 0 });

  const left = new Float64Array(count);
  const top = new Float64Array(count);
  const row = new Int32Array(count);
  const rows: number[][] = [];
  const routes = new Array<Route>(pieces.net.length);
  const trunks: NestedTrunk[] = [];
  const trunkOf = new Int32Array(pieces.net.length).fill(-1);
  // From the outside in: where a frame stands, its content does.
  for (const { level, inner, right, down } of finished.reverse()) {
    const [x, y] = level.frame < 0 ? [0, 0] : [left[level.frame]! + right, top[level.frame]! + down];
    const { entries: first } = level.graph;
    level.items.forEach((item, i) => {
      left[item] = x + inner.left[first + i]!;
      top[item] = y + inner.top[first + i]!;
    });
    for (const nodes of inner.layers) {
      const items = nodes.flatMap((v) => level.items[v - first] ?? []);
      for (const item of items) row[item] = rows.length;
      if (items.length > 0) rows.push(items);
    }
    const trunkOfNet = new Map<number, number>();
    level.pieces.forEach((piece, e) => {
      const { kind, points } = inner.routes[e]!;
      routes[piece] = { kind, points: moved(points, x, y) };
      if (kind !== "branch") return;
      const net = level.graph.net[e]!;
      if (!trunkOfNet.has(net)) {
        trunkOfNet.set(net, trunks.length);
        trunks.push({ points: moved(inner.trunks[net]!, x, y), piece });
      }
      trunkOf[piece] = trunkOfNet.get(net)!;
    });
  }
  const { width: wholeWidth, height: wholeHeight } = finished[0]!.inner;
  return {
    width: wholeWidth,
    height: wholeHeight,
    left,
    top,
    itemWidth: width,
    itemHeight: height,
    rows,
    row,
    pieces,
    routes,
    trunks,
    trunkOf,
  };
}

/** A frame is aligned where its result goes out, else where its first input comes in: what follows it stands below. */
function anchorOf({ graph, exitNets }: Level, inner: Layout, right: number): number | null {
  const latest = exitNets.reduce((best, net, i) => (net > exitNets[best]! ? i : best), 0);
  if (exitNets.length > 0) return right + inner.left[graph.count - graph.exits + latest]!;
  return graph.entries > 0 ? right + inner.left[0]! : null;
}

function moved(points: Float64Array, x: number, y: number): Float64Array {
  return points.map((value, i) => value + (i % 2 === 0 ? x : y));
}
