// An edge has two lanes: data on the right of its route, the gradient on the left, as seen downwards. A route is a curve
// from a card's lower side, then in turn straight lines and curves; every curve leaves and arrives vertically.

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What of the height is traced, and how exactly: nothing between points nearer than `least` to each other. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly least: number;
}

/** From this lean on, a curve runs so flat in its middle that its lanes lie above each other there. */
const flat = 40;
/** A curve that is lower than this has a sign's height in its middle. */
const shortest = 32;

/** Traces the lane that is so far right of the route; `headLength` is left free at its beginning. */
export function traceLane(
  context: CanvasRenderingContext2D,
  points: Float64Array,
  shift: number,
  headLength: number,
  { from, to }: Span,
): void {
  const first = firstCurve(points, from);
  if (first === 2) context.moveTo(points[0]! + shift, points[1]! + headLength);
  else context.moveTo(points[first - 2]! + shift, points[first - 1]!);
  for (let i = first; i < points.length && points[i - 1]! <= to; i += 4) {
    const { fromX, x, y, middle } = curveTo(points, i, shift, headLength);
    context.bezierCurveTo(fromX, middle, x, middle, x, y);
    if (i + 3 < points.length) context.lineTo(points[i + 2]! + shift, points[i + 3]!);
  }
}

/** The route in straight lines: what is left of it from far away. */
export function traceFar(context: CanvasRenderingContext2D, points: Float64Array, { from, to, least }: Span): void {
  const first = firstCurve(points, from);
  let [x, y] = [points[first - 2]!, points[first - 1]!];
  context.moveTo(x, y);
  for (let i = first; i < points.length && y <= to; i += 2) {
    const isNear = Math.abs(points[i]! - x) < least && points[i + 1]! - y < least;
    if (isNear && i + 2 < points.length) continue;
    [x, y] = [points[i]!, points[i + 1]!];
    context.lineTo(x, y);
  }
}

/** The middle of the lane's first curve; where that is short, a place below the head, which has to be seen. */
export function middleOfLane(points: Float64Array, shift: number, headLength: number): Point {
  const { fromX, fromY, x, y, middle } = curveTo(points, 2, shift, headLength);
  if (y - fromY < shortest) return { x: fromX, y: fromY + shortest / 4 };
  return { x: (fromX + x) / 2, y: (fromY + y) / 8 + 0.75 * middle };
}

/** Where the point begins that ends the first curve of which something lies below: 2, 6, 10 and so on. */
function firstCurve(points: Float64Array, from: number): number {
  let [low, high] = [0, (points.length - 4) >> 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    // The straight line after it belongs to the curve.
    if (points[4 * middle + 5]! < from) low = middle + 1;
    else high = middle;
  }
  return 4 * low + 2;
}

/** The curve to the point that begins at `i`; `middle` is the height of both its control points. */
function curveTo(points: Float64Array, i: number, shift: number, headLength: number) {
  const [fromX, startY] = [points[i - 2]! + shift, points[i - 1]!];
  const [x, y] = [points[i]! + shift, points[i + 1]!];
  const fromY = i === 2 ? startY + headLength : startY;
  // Lanes that are beside each other at a curve's ends stay so in its middle.
  const lean = Math.max(-1, Math.min(1, (x - fromX) / flat));
  const middle = Math.max(fromY, (startY + y) / 2 - (4 / 3) * shift * lean);
  return { fromX, fromY, x, y, middle };
}
