import { insetOf, titleGap, triangleWidth } from "../card.js";
import { subtitleFont, titleFont } from "./drawCard.js";
import { drawTriangle } from "./drawTriangle.js";
import { fitText } from "./fitText.js";
import { farScale, itemBox, type Picture } from "./picture.js";

const radius = 8;
/** A frame's ground differs from what is around it this little, so that many can lie within each other. */
const tint = 0.025;
const [titlePixels, largestTitle] = [10, 26];

/** The frame of an open module: quiet, since what is in it is what people look for. */
export function drawFrame(context: CanvasRenderingContext2D, { scene, theme, camera }: Picture, item: number): void {
  const { left, top, width, height } = itemBox(scene, item);
  context.beginPath();
  context.roundRect(left, top, width, height, radius);
  context.fillStyle = theme.colors.text;
  context.globalAlpha = theme.isHighContrast ? 0 : tint;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = Math.max(1, 0.5 / camera.scale);
  context.strokeStyle = theme.colors.border;
  context.stroke();
}

export function drawFrameTitle(
  context: CanvasRenderingContext2D,
  { scene, theme, camera }: Picture,
  item: number,
): void {
  if (camera.scale < farScale) return;
  const { colors, font } = theme;
  const { title, subtitle } = scene.cards[item]!;
  const { left, top, width } = itemBox(scene, item);
  const inset = insetOf("frame");
  const room = width - 2 * inset - triangleWidth;
  // From afar, too, a frame says what it is.
  const size = Math.min(largestTitle, Math.max(13, titlePixels / camera.scale));
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.font = subtitleFont(font);
  const subtitleWidth = subtitle === "" ? 0 : context.measureText(subtitle).width + titleGap;
  context.font = titleFont(font, size);
  const shown = fitText(context, title, room - subtitleWidth);
  const titleWidth = context.measureText(shown).width;
  // Edges come in behind it.
  context.fillStyle = colors.background;
  context.globalAlpha = 0.85;
  context.beginPath();
  context.roundRect(
    left + inset - 4,
    top + 18 - 0.85 * size,
    triangleWidth + titleWidth + subtitleWidth + 8,
    1.7 * size,
    4,
  );
  context.fill();
  context.globalAlpha = 1;
  context.fillStyle = colors.muted;
  drawTriangle(context, left + inset, top + 18, true);
  context.fillText(shown, left + inset + triangleWidth, top + 18);
  if (subtitle === "") return;
  context.font = subtitleFont(font);
  context.fillText(subtitle, left + inset + triangleWidth + titleWidth + titleGap, top + 18);
}
