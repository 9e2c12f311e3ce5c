import type { Scene } from "../scene.js";

/** What is drawn in one stroke: a piece of an edge, or the trunk that pieces share. */
export interface Line {
  /** The node whose tensor flows along it. */
  readonly net: number;
  readonly points: Float64Array;
  readonly isStub: boolean;
  /** Whether it begins at the net's own card: there the gradient arrives. */
  readonly startsAtCard: boolean;
  readonly left: number;
  readonly right: number;
}

/** The lines of all pieces, by their number, then those of all trunks. */
export function linesOf({ layout }: Scene): readonly Line[] {
  const { pieces, routes, trunks } = layout;
  return [
    ...routes.map(({ kind, points }, piece) =>
      lineOf(pieces.net[piece]!, points, kind === "stub", kind !== "branch" && pieces.before[piece]! < 0),
    ),
    ...trunks.map(({ points, piece }) => lineOf(pieces.net[piece]!, points, false, pieces.before[piece]! < 0)),
  ];
}

/** Which lines lie on the selected way, and which a gradient flows along. */
export interface LineStates {
  readonly isOnWay: Uint8Array;
  readonly carriesGradient: Uint8Array;
}

export function lineStates(
  { graph, layout, edgeOf }: Scene,
  gradients: readonly unknown[],
  way: Uint8Array | null,
): LineStates {
  const { pieces, trunkOf, trunks } = layout;
  const { nodes, users } = graph;
  const count = pieces.net.length;
  const isOnWay = new Uint8Array(count + trunks.length);
  const carriesGradient = new Uint8Array(count + trunks.length);
  for (let v = 0; v < nodes.length; v++) {
    for (let i = users.start[v]!; i < users.start[v + 1]!; i++) {
      if (edgeOf[i]! < 0) continue;
      const piece = pieces.arrival[edgeOf[i]!]!;
      const user = users.items[i]!;
      if (way === null || (way[v] === 1 && way[user] === 1)) isOnWay[piece] = 1;
      if (nodes[v]!.requires_grad && (gradients[user] ?? null) !== null) carriesGradient[piece] = 1;
    }
  }
  for (const flags of [isOnWay, carriesGradient]) {
    // A piece has a higher number than the one before it.
    for (let piece = count - 1; piece >= 0; piece--) {
      if (flags[piece] === 0) continue;
      if (pieces.before[piece]! >= 0) flags[pieces.before[piece]!] = 1;
      if (trunkOf[piece]! >= 0) flags[count + trunkOf[piece]!] = 1;
    }
  }
  return { isOnWay, carriesGradient };
}

function lineOf(net: number, points: Float64Array, isStub: boolean, startsAtCard: boolean): Line {
  let [left, right] = [Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    left = Math.min(left, points[i]!);
    right = Math.max(right, points[i]!);
  }
  return { net, points, isStub, startsAtCard, left, right };
}
