import { signOf, type Tone } from "../../tensors/tone.js";
import type { Picture } from "./picture.js";
import type { Point } from "./lane.js";

const radius = 6.5;
/** Smaller than this, it could not be read. */
const leastScale = 0.45;

/** A gradient's sign as a letter on its way, since themes may give all signs one colour. */
export function drawSign(
  context: CanvasRenderingContext2D,
  { theme, camera }: Pick<Picture, "theme" | "camera">,
  tone: Tone,
  { x, y }: Point,
): void {
  const sign = signOf(tone);
  if (sign === null || camera.scale < leastScale) return;
  const [color, alpha] = [context.fillStyle, context.globalAlpha];
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  // The line below must not show through where it is dimmed.
  context.fillStyle = theme.colors.background;
  context.globalAlpha = 1;
  context.fill();
  context.fillStyle = color;
  context.globalAlpha = alpha;
  context.fill();
  context.fillStyle = theme.colors.background;
  context.font = `bold 11px ${theme.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(sign, x, y + 0.5);
  context.fillStyle = color;
}
