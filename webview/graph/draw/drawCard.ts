import type { Theme } from "../../ui/theme.js";
import { type Card, insetOf, titleGap, triangleWidth } from "../card.js";
import type { CardText } from "../cardText.js";
import { drawTriangle } from "./drawTriangle.js";
import { fitEntries } from "./fitEntries.js";
import { fitText } from "./fitText.js";
import { dimmedCard, itemBox, type Picture } from "./picture.js";

/** Smaller than this, texts cannot be read: a card then has but its title and gradient, so that they can be. */
const wholeScale = 0.55;
/** What a line of these takes on the screen, and in the card at most. */
const [linePixels, highestLine] = [12.5, 34];
export const titleFont = (font: string, size = 13): string => `600 ${size}px ${font}`;
export const subtitleFont = (font: string): string => `11px ${font}`;
const numberFont = (font: string, size = 12): string => `${size}px ${font}`;

export function drawCard(context: CanvasRenderingContext2D, picture: Picture, item: number): void {
  const { scene, theme, camera, way, matches } = picture;
  const card = scene.cards[item]!;
  const { left, top } = itemBox(scene, item);
  context.save();
  context.translate(left, top);
  if (way !== null && way[item] === 0 && !matches.has(item)) context.globalAlpha = dimmedCard(theme);
  drawBox(context, picture, item, card);
  const text = picture.textOf(item);
  const title = text?.title ?? card.title;
  if (camera.scale < wholeScale) drawInShort(context, card, { title, text }, theme, camera.scale);
  else {
    drawTitle(context, card, title, theme);
    if (text !== null) drawNumbers(context, card, text, theme);
  }
  context.restore();
}

/** Around the selected item; a second line says that the keyboard is there. */
export function drawSelection(
  context: CanvasRenderingContext2D,
  { scene, theme, camera, selected, hasFocus }: Picture,
): void {
  const { left, top, width, height } = itemBox(scene, selected);
  const radius = radiusOf(scene.cards[selected]!);
  const pixel = Math.max(1, 1 / camera.scale);
  context.strokeStyle = theme.colors.focus;
  context.lineWidth = 2 * pixel;
  context.beginPath();
  context.roundRect(left, top, width, height, radius);
  context.stroke();
  if (!hasFocus) return;
  const gap = 4 * pixel;
  context.lineWidth = pixel;
  context.beginPath();
  context.roundRect(left - gap, top - gap, width + 2 * gap, height + 2 * gap, radius + gap);
  context.stroke();
}

function radiusOf({ kind, height }: Card): number {
  return kind === "leaf" || kind === "input" ? Math.min(height / 2, 30) : 6;
}

function drawBox(
  context: CanvasRenderingContext2D,
  { theme, matches, scene }: Picture,
  item: number,
  card: Card,
): void {
  const { colors, isHighContrast } = theme;
  const isLoss = scene.items[item]!.node === scene.graph.nodes.length - 1;
  if (card.kind === "module") drawStack(context, card, theme);
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
  if (matches.has(item)) {
    context.lineWidth = 2;
    context.strokeStyle = colors.match;
  }
  context.stroke();
  context.setLineDash([]);
  if (card.isOfBackward && card.kind !== "input") drawStripe(context, card, theme);
}

/** What an earlier backward made has a second left border; its subtitle says it in words. */
function drawStripe(context: CanvasRenderingContext2D, card: Card, { colors }: Theme): void {
  const inset = radiusOf(card) + 4;
  context.fillStyle = colors.muted;
  context.fillRect(4, inset, 2, card.height - 2 * inset);
}

/** A closed module looks like several cards on top of each other. */
function drawStack(context: CanvasRenderingContext2D, card: Card, { colors }: Theme): void {
  context.fillStyle = colors.card;
  context.strokeStyle = colors.border;
  context.lineWidth = 1;
  for (const shift of [6, 3]) {
    context.beginPath();
    context.roundRect(shift, -shift, card.width, card.height, radiusOf(card));
    context.fill();
    context.stroke();
  }
}

function drawInShort(
  context: CanvasRenderingContext2D,
  card: Card,
  { title, text }: { readonly title: string; readonly text: CardText | null },
  { colors, font, monospace }: Theme,
  scale: number,
): void {
  const inset = insetOf(card.kind);
  const room = card.width - 2 * inset;
  const lineHeight = Math.min(highestLine, linePixels / scale);
  const hasGradient = text !== null && text.gradientInShort !== "" && 2 * lineHeight <= card.height;
  const middle = card.height / 2 - (hasGradient ? lineHeight / 2 : 0);
  context.font = titleFont(font, 0.85 * lineHeight);
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = card.kind === "input" ? colors.muted : colors.text;
  context.fillText(fitText(context, card.kind === "module" ? `▸ ${title}` : title, room), inset, middle);
  if (!hasGradient) return;
  // Half a number would be another one.
  context.font = numberFont(monospace, 0.8 * lineHeight);
  const wanted = context.measureText(text.gradientInShort).width;
  context.font = numberFont(monospace, 0.8 * lineHeight * Math.min(1, room / wanted));
  context.fillStyle = gradientColor(text, colors);
  context.fillText(text.gradientInShort, inset, middle + lineHeight);
}

function gradientColor({ gradient }: CardText, colors: Theme["colors"]): string {
  return gradient === null ? colors.muted : colors[gradient.tone === "none" ? "mixed" : gradient.tone];
}

/** If title and subtitle do not both fit, each may have half of the room, and what the other leaves. */
function drawTitle(context: CanvasRenderingContext2D, card: Card, wholeTitle: string, { colors, font }: Theme): void {
  const isModule = card.kind === "module";
  const inset = insetOf(card.kind) + (isModule ? triangleWidth : 0);
  const room = card.width - inset - insetOf(card.kind) - titleGap + 1;
  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  context.font = titleFont(font);
  const wantedWidth = Math.min(room, context.measureText(wholeTitle).width);
  context.font = subtitleFont(font);
  const subtitle = fitText(context, card.subtitle, Math.max(room / 2, room - wantedWidth));
  const subtitleWidth = context.measureText(subtitle).width;
  context.font = titleFont(font);
  const title = fitText(context, wholeTitle, room - subtitleWidth);
  context.fillStyle = card.kind === "input" ? colors.muted : colors.text;
  if (isModule) drawTriangle(context, insetOf(card.kind), 18, false);
  context.fillText(title, inset, 23);
  const titleWidth = context.measureText(title).width;
  context.font = subtitleFont(font);
  context.fillStyle = colors.muted;
  context.fillText(subtitle, inset + titleWidth + titleGap, 23);
}

function drawNumbers(
  context: CanvasRenderingContext2D,
  card: Card,
  text: CardText,
  { colors, monospace }: Theme,
): void {
  const { value, isValueFinite, gradientText } = text;
  const inset = insetOf(card.kind);
  const room = card.width - 2 * inset;
  context.font = numberFont(monospace);
  context.textBaseline = "alphabetic";
  const valueColor = isValueFinite ? colors.text : colors.nonFinite;
  if (card.numberLines === 2) {
    write(valueColor, fitEntries(context, value, room), inset, 43);
    write(gradientColor(text, colors), fitEntries(context, gradientText, room), inset, 61);
    return;
  }
  // The gradient is what people look for: if both do not fit, it stands whole.
  const shownGradient = fitText(context, gradientText, room);
  const gradientWidth = context.measureText(shownGradient).width;
  write(valueColor, fitText(context, value, room - gradientWidth - titleGap), inset, 45);
  write(gradientColor(text, colors), shownGradient, card.width - inset - gradientWidth, 45);

  function write(color: string, words: string, x: number, y: number): void {
    context.fillStyle = color;
    context.fillText(words, x, y);
  }
}
