// An edge has two lanes: data on the right of its route, the gradient on the left, as seen downwards. A route is a curve
// from a card's lower side, then in turn straight lines and curves; every curve leaves and arrives vertically.

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** From this lean on, a curve runs so flat in its middle that its lanes lie above each other there. */
const flat = 40;

/** Traces the lane that is so far right of the route; `headLength` is left free at its beginning. */
export function traceLane(
  context: CanvasRenderingContext2D,
  points: Float64Array,
  shift: number,
  headLength: number,
): void {
  context.moveTo(points[0]! + shift, points[1]! + headLength);
  for (let i = 2; i < points.length; i += 4) {
    const { fromX, x, y, middle } = curveTo(points, i, shift, headLength);
    context.bezierCurveTo(fromX, middle, x, middle, x, y);
    if (i + 3 < points.length) context.lineTo(points[i + 2]! + shift, points[i + 3]!);
  }
}

/** The middle of the lane's first curve. */
export function middleOfLane(points: Float64Array, shift: number, headLength: number): Point {
  const { fromX, fromY, x, y, middle } = curveTo(points, 2, shift, headLength);
  return { x: (fromX + x) / 2, y: (fromY + y) / 8 + 0.75 * middle };
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
