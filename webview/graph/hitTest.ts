import { insetOf, triangleWidth } from "./card.js";
import { itemBox } from "./draw/picture.js";
import type { Scene } from "./scene.js";

/** What the pointer is at: a card, or the title of a frame; on a module's triangle a click opens or closes it. */
export interface Hit {
  readonly item: number;
  readonly isTriangle: boolean;
}

/** Of a frame, the head: the room above its content. */
const titleHeight = 32;

export function hitTest(scene: Scene, x: number, y: number): Hit | null {
  // What stands in a frame comes after it.
  for (let item = scene.items.length - 1; item >= 0; item--) {
    const { kind } = scene.items[item]!;
    const { left, top, width, height } = itemBox(scene, item);
    const reach = kind === "frame" ? titleHeight : height;
    if (x < left || y < top || x >= left + width || y >= top + reach) continue;
    const isAtTriangle = x < left + insetOf("module") + triangleWidth && y < top + titleHeight;
    return { item, isTriangle: kind !== "node" && isAtTriangle };
  }
  return null;
}
