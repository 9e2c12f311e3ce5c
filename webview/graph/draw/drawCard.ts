import type { Theme } from "../../ui/theme.js";
import { type Card, insetOf, titleGap } from "../card.js";
import type { CardNumbers } from "../numbers.js";
import { fitEntries } from "./fitEntries.js";
import { fitText } from "./fitText.js";
import { dimmed, nodeBox, type Picture } from "./picture.js";

/** Text that would be smaller than this many pixels is drawn as a bar. */
const smallestText = 5;
export const titleFont = (font: string): string => `600 13px ${font}`;
export const subtitleFont = (font: string): string => `11px ${font}`;
const numberFont = (font: string): string => `12px ${font}`;

export function drawCard(context: CanvasRenderingContext2D, picture: Picture, index: number): void {
  const { scene, theme, camera, way, matches } = picture;
  const card = scene.cards[index]!;
  const { left, top, width, height } = nodeBox(scene, index);
  context.save();
  context.translate(left, top);
  if (way !== null && way[index] === 0 && !matches.has(index)) context.globalAlpha = dimmed;
  drawBox(context, picture, index, card);
  if (13 * camera.scale < smallestText) drawBar(context, card, theme);
  else {
    drawTitle(context, card, theme);
    const numbers = picture.numbers[index];
    if (numbers) drawNumbers(context, card, numbers, theme);
  }
  context.restore();
  if (picture.selected === index) drawSelection(context, picture, left, top, width, height, radiusOf(card));
}

function radiusOf({ kind, height }: Card): number {
  return kind === "computed" ? 6 : Math.min(height / 2, 30);
}

function drawBox(
  context: CanvasRenderingContext2D,
  { theme, matches, scene }: Picture,
  index: number,
  card: Card,
): void {
  const { colors, isHighContrast } = theme;
  const isLoss = index === scene.nodes.length - 1;
  context.beginPath();
  context.roundRect(0, 0, card.width, card.height, radiusOf(card));
  context.fillStyle = card.kind === "input" ? colors.background : colors.card;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = colors.border;
  if (card.kind === "input") {
    context.setLineDash([4, 3]);
    context.strokeStyle = colors.edge;
  } else if (card.kind === "leaf" || isLoss) {
    context.lineWidth = 1.5;
    context.strokeStyle = isHighContrast && card.kind !== "leaf" ? colors.border : colors.accent;
  }
  if (matches.has(index)) {
    context.lineWidth = 2;
    context.strokeStyle = colors.match;
  }
  context.stroke();
  context.setLineDash([]);
}

function drawSelection(
  context: CanvasRenderingContext2D,
  { theme, hasFocus }: Picture,
  left: number,
  top: number,
  width: number,
  height: number,
  radius: number,
): void {
  context.strokeStyle = theme.colors.focus;
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(left, top, width, height, radius);
  context.stroke();
  if (!hasFocus) return;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(left - 4, top - 4, width + 8, height + 8, radius + 4);
  context.stroke();
}

function drawBar(context: CanvasRenderingContext2D, { width, height }: Card, { colors }: Theme): void {
  context.fillStyle = colors.muted;
  context.fillRect(width * 0.15, height * 0.3, width * 0.5, height * 0.16);
}

/** If title and subtitle do not both fit, each may have half of the room, and what the other leaves. */
function drawTitle(context: CanvasRenderingContext2D, card: Card, { colors, font }: Theme): void {
  const inset = insetOf(card.kind);
  const room = card.width - 2 * inset - titleGap + 1;
  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  context.font = titleFont(font);
  const wantedWidth = Math.min(room, context.measureText(card.title).width);
  context.font = subtitleFont(font);
  const subtitle = fitText(context, card.subtitle, Math.max(room / 2, room - wantedWidth));
  const subtitleWidth = context.measureText(subtitle).width;
  context.font = titleFont(font);
  const title = fitText(context, card.title, room - subtitleWidth);
  context.fillStyle = card.kind === "input" ? colors.muted : colors.text;
  context.fillText(title, inset, 23);
  const titleWidth = context.measureText(title).width;
  context.font = subtitleFont(font);
  context.fillStyle = colors.muted;
  context.fillText(subtitle, inset + titleWidth + titleGap, 23);
}

function drawNumbers(
  context: CanvasRenderingContext2D,
  card: Card,
  { value, isValueFinite, gradientText, gradient }: CardNumbers,
  { colors, monospace }: Theme,
): void {
  const inset = insetOf(card.kind);
  const room = card.width - 2 * inset;
  context.font = numberFont(monospace);
  context.textBaseline = "alphabetic";
  const valueColor = isValueFinite ? colors.text : colors.nonFinite;
  const gradientColor = gradient === null ? colors.muted : colors[gradient.tone === "none" ? "mixed" : gradient.tone];
  if (card.numberLines === 2) {
    write(valueColor, fitEntries(context, value, room), inset, 43);
    write(gradientColor, fitEntries(context, gradientText, room), inset, 61);
    return;
  }
  // The gradient is what people look for: if both do not fit, it stands whole.
  const shownGradient = fitText(context, gradientText, room);
  const gradientWidth = context.measureText(shownGradient).width;
  write(valueColor, fitText(context, value, room - gradientWidth - titleGap), inset, 45);
  write(gradientColor, shownGradient, card.width - inset - gradientWidth, 45);

  function write(color: string, text: string, x: number, y: number): void {
    context.fillStyle = color;
    context.fillText(text, x, y);
  }
}
