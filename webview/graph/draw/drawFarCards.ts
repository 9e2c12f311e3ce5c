import type { ColorName } from "../../ui/theme.js";
import { itemBox, type Picture } from "./picture.js";

/** Cards from far away: rectangles, those of one colour in one go, and no two in the same pixel. */
export function drawFarCards(context: CanvasRenderingContext2D, picture: Picture, cards: readonly number[]): void {
  const { scene, camera, theme, matches, way } = picture;
  const pixel = 1 / camera.scale;
  const byColor = new Map<ColorName, Path2D>();
  const columns = Math.ceil(picture.view.width) + 1;
  const taken = new Uint8Array(columns * (Math.ceil(picture.view.height) + 1));
  for (const item of cards) {
    const { left, top, width, height } = itemBox(scene, item);
    const isMatch = matches.has(item);
    if (height < pixel && !isMatch) {
      const at = Math.floor((left - camera.x) / pixel) + columns * Math.floor((top - camera.y) / pixel);
      if (taken[at] === 1) continue;
      taken[at] = 1;
    }
    const color = isMatch ? "match" : colorOf(picture, item, way);
    if (!byColor.has(color)) byColor.set(color, new Path2D());
    byColor.get(color)!.rect(left, top, Math.max(pixel, width), Math.max(pixel, height));
  }
  context.lineWidth = pixel;
  for (const [color, path] of byColor) {
    context.fillStyle = theme.colors.card;
    context.strokeStyle = theme.colors[color];
    context.fill(path);
    context.stroke(path);
  }
}

function colorOf({ scene }: Picture, item: number, way: Uint8Array | null): ColorName {
  if (way !== null && way[item] === 0) return "border";
  return scene.cards[item]!.kind === "leaf" ? "accent" : "muted";
}
