import type { Tone } from "../../tensors/tone.js";
import type { ColorName } from "../../ui/theme.js";
import { dimmed, isVisible, type Picture } from "./picture.js";
import { drawSign } from "./drawSign.js";
import { gradientWidths } from "./gradientWidths.js";
import { middleOfLane, traceLane } from "./lane.js";

/** Data and gradient of an edge run beside each other, this far left and right of its route. */
const aside = 4;
const stubLength = 22;

export function drawDataEdges(context: CanvasRenderingContext2D, picture: Picture): void {
  const { scene, theme } = picture;
  context.strokeStyle = theme.colors.edge;
  context.lineWidth = 1;
  forEachLine(picture, (line) => {
    context.globalAlpha = line.isOnWay ? 1 : dimmed;
    context.setLineDash(scene.nodes[line.source]!.requires_grad ? [] : [4, 3]);
    context.beginPath();
    trace(context, line, aside);
    context.stroke();
  });
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** The way of the gradient, with its sign, and an arrow at the tensor that it arrives at; the wider, the larger it is. */
export function drawGradientEdges(context: CanvasRenderingContext2D, picture: Picture): void {
  const { numbers, theme, camera } = picture;
  const widths = gradientWidths(numbers);
  context.lineCap = "butt";
  forEachLine(picture, (line) => {
    const gradient = numbers[line.source]?.gradient ?? null;
    if (gradient === null || !line.carriesGradient) return;
    const width = Math.max(widths[line.source]!, 1 / camera.scale);
    const headLength = line.startsAtNode ? 5 + 1.6 * width : 0;
    context.globalAlpha = line.isOnWay ? 1 : dimmed;
    context.strokeStyle = context.fillStyle = theme.colors[colorOf(gradient.tone)];
    context.lineWidth = width;
    context.beginPath();
    trace(context, line, -aside, headLength);
    context.stroke();
    if (!line.startsAtNode) return;
    const [x, y] = [line.points[0]! - aside, line.points[1]! + 1];
    const half = 3 + 0.9 * width;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x - half, y + headLength);
    context.lineTo(x + half, y + headLength);
    context.fill();
    const { points, isStub } = line;
    const middle = isStub ? { x, y: y + stubLength } : middleOfLane(points, -aside, headLength);
    drawSign(context, picture, gradient.tone, middle);
  });
  context.globalAlpha = 1;
}

/** A piece of an edge: what is drawn in one stroke. */
interface Line {
  readonly source: number;
  readonly points: Float64Array;
  readonly isStub: boolean;
  readonly startsAtNode: boolean;
  readonly isOnWay: boolean;
  readonly carriesGradient: boolean;
}

function forEachLine(picture: Picture, visit: (line: Line) => void): void {
  const { scene, way, numbers } = picture;
  const { routes, trunks } = scene.layout;
  const isOnWay = (source: number, target: number): boolean => way === null || (way[source] === 1 && way[target] === 1);
  const carries = (source: number, target: number): boolean =>
    scene.nodes[source]!.requires_grad && (numbers[target]?.gradient ?? null) !== null;
  const branchOnWay = new Set<number>();
  const branchCarries = new Set<number>();
  routes.forEach(({ kind, points }, e) => {
    const [source, target] = [scene.source[e]!, scene.target[e]!];
    const line = {
      source,
      points,
      isStub: kind === "stub",
      startsAtNode: kind !== "branch",
      isOnWay: isOnWay(source, target),
      carriesGradient: carries(source, target),
    };
    if (kind === "branch" && line.isOnWay) branchOnWay.add(source);
    if (kind === "branch" && line.carriesGradient) branchCarries.add(source);
    if (inView(picture, points)) visit(line);
  });
  trunks.forEach((points, source) => {
    if (points.length === 0 || !inView(picture, points)) return;
    visit({
      source,
      points,
      isStub: false,
      startsAtNode: true,
      isOnWay: branchOnWay.has(source),
      carriesGradient: branchCarries.has(source),
    });
  });
}

function trace(context: CanvasRenderingContext2D, { points, isStub }: Line, shift: number, headLength = 0): void {
  if (!isStub) return traceLane(context, points, shift, headLength);
  context.moveTo(points[0]! + shift, points[1]! + headLength);
  context.lineTo(points[0]! + shift, points[1]! + stubLength);
  context.moveTo(points[2]! + shift, points[3]! - stubLength);
  context.lineTo(points[2]! + shift, points[3]!);
}

function inView(picture: Picture, points: Float64Array): boolean {
  let [left, right] = [Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    left = Math.min(left, points[i]!);
    right = Math.max(right, points[i]!);
  }
  return isVisible(picture, left - aside, points[1]!, right + aside, points.at(-1)!);
}

function colorOf(tone: Tone): ColorName {
  return tone === "none" ? "mixed" : tone;
}
