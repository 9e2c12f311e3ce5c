import type { Neighbours } from "./layout/neighbours.js";
import type { Scene } from "./scene.js";

export type Direction = "up" | "down" | "left" | "right";

/** Where an arrow key leads from a node: up to an input, down to a user, or to the neighbour in its layer. */
export function walk(scene: Scene, index: number, direction: Direction): number {
  switch (direction) {
    case "up":
      return nearest(scene, index, scene.inputs);
    case "down":
      return nearest(scene, index, scene.users);
    case "left":
      return beside(scene, index, -1);
    case "right":
      return beside(scene, index, 1);
  }
}

/** Of several the one that stands most nearly above or below, so that the same key again goes on straight. */
function nearest(scene: Scene, index: number, { start, items }: Neighbours): number {
  const x = centreOf(scene, index);
  let best = index;
  for (let i = start[index]!; i < start[index + 1]!; i++) {
    const candidate = items[i]!;
    const isNearer = Math.abs(centreOf(scene, candidate) - x) < Math.abs(centreOf(scene, best) - x);
    if (best === index || isNearer) best = candidate;
  }
  return best;
}

function beside({ layout }: Scene, index: number, step: number): number {
  const layer = layout.layers[layout.layer[index]!]!;
  return layer[layer.indexOf(index) + step] ?? index;
}

function centreOf({ layout, cards }: Scene, index: number): number {
  return layout.left[index]! + cards[index]!.width / 2;
}
