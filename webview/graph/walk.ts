import type { Neighbours } from "./layout/neighbours.js";
import type { Scene } from "./scene.js";

export type Direction = "up" | "down" | "left" | "right";

/** Where an arrow key leads from an item: up to an input, down to a user, or to the neighbour beside it. */
export function walk(scene: Scene, item: number, direction: Direction): number {
  switch (direction) {
    case "up":
      return nearest(scene, item, scene.above);
    case "down":
      return nearest(scene, item, scene.below);
    case "left":
      return beside(scene, item, -1);
    case "right":
      return beside(scene, item, 1);
  }
}

/** Of several the one that stands most nearly above or below, so that the same key again goes on straight. */
function nearest(scene: Scene, item: number, { start, items }: Neighbours): number {
  const x = centreOf(scene, item);
  let best = item;
  for (let i = start[item]!; i < start[item + 1]!; i++) {
    const candidate = items[i]!;
    const isNearer = Math.abs(centreOf(scene, candidate) - x) < Math.abs(centreOf(scene, best) - x);
    if (best === item || isNearer) best = candidate;
  }
  return best;
}

/** Past the last item in a frame, the one beside the frame; of a frame, what it results in. */
function beside({ items, itemOf, layout }: Scene, item: number, step: number): number {
  for (let at = item; at >= 0; at = items[at]!.parent) {
    const row = layout.rows[layout.row[at]!]!;
    const next = row[row.indexOf(at) + step];
    if (next !== undefined) return items[next]!.kind === "frame" ? itemOf[items[next]!.node]! : next;
  }
  return item;
}

function centreOf({ layout }: Scene, item: number): number {
  return layout.left[item]! + layout.itemWidth[item]! / 2;
}
