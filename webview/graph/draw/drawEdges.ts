import type { Tone } from "../../tensors/tone.js";
import type { ColorName } from "../../ui/theme.js";
import { drawSign } from "./drawSign.js";
import { middleOfLane, type Span, traceFar, traceLane } from "./lane.js";
import type { Line } from "./lines.js";
import { dimmedLine, farScale, type Picture, visibleBox } from "./picture.js";

/** Data and gradient of an edge run beside each other, this far left and right of its route. */
const aside = 4;
const stubLength = 22;

export function drawDataEdges(context: CanvasRenderingContext2D, picture: Picture): void {
  const { scene, theme, camera, lineStates } = picture;
  const isFar = camera.scale < farScale;
  const span = spanOf(picture);
  context.strokeStyle = theme.colors.edge;
  context.lineWidth = isFar ? 1 / camera.scale : 1;
  for (const lines of inStyles(picture, ({ net }, i) => {
    // From far away there is one line for both.
    if (isFar && lineStates.carriesGradient[i] === 1) return null;
    return `${scene.graph.nodes[net]!.requires_grad} ${lineStates.isOnWay[i]}`;
  })) {
    const { line, index } = lines[0]!;
    context.globalAlpha = lineStates.isOnWay[index] === 1 ? 1 : dimmedLine;
    context.setLineDash(isFar || scene.graph.nodes[line.net]!.requires_grad ? [] : [4, 3]);
    context.beginPath();
    for (const each of lines) trace(context, each.line, isFar ? null : aside, 0, span);
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** The way of the gradient, with its sign, and an arrow at the tensor that it arrives at; the wider, the larger it is. */
export function drawGradientEdges(context: CanvasRenderingContext2D, picture: Picture): void {
  const { numbers, widths, theme, camera, lineStates } = picture;
  const isFar = camera.scale < farScale;
  const span = spanOf(picture);
  context.lineCap = "butt";
  const widthOf = ({ net }: Line): number => Math.max(Math.round(4 * widths[net]!) / 4, 1 / camera.scale);
  const toneOf = ({ net }: Line): Tone => numbers.gradients[net]!.tone;
  for (const lines of inStyles(picture, (line, i) => {
    if ((numbers.gradients[line.net] ?? null) === null || lineStates.carriesGradient[i] === 0) return null;
    return `${toneOf(line)} ${widthOf(line)} ${lineStates.isOnWay[i]}`;
  })) {
    const { line: first, index } = lines[0]!;
    const width = widthOf(first);
    const headLength = isFar ? 0 : 5 + 1.6 * width;
    context.globalAlpha = lineStates.isOnWay[index] === 1 ? 1 : dimmedLine;
    context.strokeStyle = context.fillStyle = theme.colors[colorOf(toneOf(first))];
    context.lineWidth = width;
    context.beginPath();
    for (const { line } of lines) trace(context, line, isFar ? null : -aside, line.startsAtCard ? headLength : 0, span);
    context.stroke();
    if (isFar) continue;
    context.beginPath();
    for (const { line } of lines) if (line.startsAtCard) traceHead(context, line, headLength, 3 + 0.9 * width);
    context.fill();
    for (const { line } of lines)
      if (line.startsAtCard) drawSign(context, picture, toneOf(line), signPlace(line, headLength));
  }
  context.globalAlpha = 1;
}

interface StyledLine {
  readonly line: Line;
  readonly index: number;
}

/** The lines that are seen, by style: what is alike is drawn in one stroke. A line without a style is not drawn. */
function inStyles(
  picture: Picture,
  styleOf: (line: Line, index: number) => string | null,
): Iterable<readonly StyledLine[]> {
  const { left, top, width, height } = visibleBox(picture);
  const styles = new Map<string, StyledLine[]>();
  picture.lines.forEach((line, index) => {
    const { points } = line;
    if (line.right + aside < left || line.left - aside > left + width) return;
    if (points.at(-1)! < top || points[1]! > top + height) return;
    const style = styleOf(line, index);
    if (style === null) return;
    const known = styles.get(style);
    if (known === undefined) styles.set(style, [{ line, index }]);
    else known.push({ line, index });
  });
  return styles.values();
}

function spanOf(picture: Picture): Span {
  const { top, height } = visibleBox(picture);
  return { from: top, to: top + height, least: 2 / picture.camera.scale };
}

/** Without a shift, as it looks from far away. */
function trace(
  context: CanvasRenderingContext2D,
  { points, isStub }: Line,
  shift: number | null,
  headLength: number,
  span: Span,
): void {
  if (isStub) {
    const side = shift ?? 0;
    context.moveTo(points[0]! + side, points[1]! + headLength);
    context.lineTo(points[0]! + side, points[1]! + stubLength);
    context.moveTo(points[2]! + side, points[3]! - stubLength);
    context.lineTo(points[2]! + side, points[3]!);
  } else if (shift === null) traceFar(context, points, span);
  else traceLane(context, points, shift, headLength, span);
}

function traceHead(context: CanvasRenderingContext2D, { points }: Line, length: number, half: number): void {
  const [x, y] = [points[0]! - aside, points[1]! + 1];
  context.moveTo(x, y);
  context.lineTo(x - half, y + length);
  context.lineTo(x + half, y + length);
  context.closePath();
}

function signPlace({ points, isStub }: Line, headLength: number): { readonly x: number; readonly y: number } {
  return isStub ? { x: points[0]! - aside, y: points[1]! + 1 + stubLength } : middleOfLane(points, -aside, headLength);
}

function colorOf(tone: Tone): ColorName {
  return tone === "none" ? "mixed" : tone;
}
