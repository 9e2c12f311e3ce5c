import { lossIsNaN } from "../errors.js";
import { roundTo } from "../storage.js";
import type { Tensor } from "../tensor.js";

/**
 * A search along a direction for a step that satisfies the strong Wolfe conditions: the loss has fallen in proportion to the
 * slope, and the slope has become flatter. The step is bracketed first and the bracket then narrowed, each time at the
 * minimum of the cubic through its ends.
 */
export interface LineSearch {
  /** The loss and the gradient at a step along the direction. */
  readonly evaluate: (step: number) => { readonly loss: number; readonly gradient: Tensor };
  readonly direction: Tensor;
  readonly tolerance: number;
  readonly most: number;
}

export interface SearchPoint {
  readonly step: number;
  readonly loss: number;
  readonly gradient: Tensor;
  readonly slope: number;
}

const [sufficient, flatter] = [1e-4, 0.9];

/** What a search asks of the points along its direction. */
interface Line {
  at(step: number): SearchPoint;
  /** Whether the loss has not fallen in proportion to the slope at the start. */
  isTooHigh(point: SearchPoint): boolean;
  isFlat(point: SearchPoint): boolean;
  /** Slopes, and the steps that come of them, are kept in the parameters' dtype. */
  round(value: number): number;
}

/** The ends of a bracket, or the one point that was looked for; and how many points came behind the first. */
interface Bracket {
  readonly points: readonly [SearchPoint] | readonly [SearchPoint, SearchPoint];
  readonly iterations: number;
}

/** The point that was found, and how often the loss was evaluated. */
export function strongWolfe(
  search: LineSearch,
  start: SearchPoint,
  firstStep: number,
): { readonly found: SearchPoint; readonly evaluations: number } {
  const line = lineOf(search, start);
  const { found, iterations } = narrowed(search, line, bracketed(search, line, start, line.at(firstStep)));
  return { found, evaluations: iterations + 1 };
}

function lineOf({ evaluate, direction }: LineSearch, start: SearchPoint): Line {
  const round = (value: number): number => roundTo(direction.dtype, value);
  return {
    at(step) {
      const { loss, gradient } = evaluate(step);
      return { step, loss, gradient, slope: gradient.dot(direction).item() };
    },
    isTooHigh: ({ loss, step }) => loss > round(start.loss + round(round(sufficient * step) * start.slope)),
    isFlat: ({ slope }) => Math.abs(slope) <= round(-flatter * start.slope),
    round,
  };
}

/** Goes on until there is a minimum between two points, unless one of them will do. */
function bracketed({ most }: LineSearch, line: Line, start: SearchPoint, first: SearchPoint): Bracket {
  let [previous, current] = [start, first];
  for (let iterations = 0; iterations < most; iterations++) {
    const isHigher = line.isTooHigh(current) || (iterations > 1 && current.loss >= previous.loss);
    if (!isHigher && line.isFlat(current)) return { points: [current], iterations };
    if (isHigher || current.slope >= 0) return { points: [previous, current], iterations };
    const { step } = current;
    const next = cubicMinimum(previous, current, line.round, [step + 0.01 * (step - previous.step), step * 10]);
    [previous, current] = [current, line.at(next)];
  }
  return { points: [start, current], iterations: most };
}

/** Narrows a bracket down to a point that is flat, or until it is as narrow as is tolerated. */
function narrowed(
  { direction, tolerance, most }: LineSearch,
  line: Line,
  bracket: Bracket,
): { readonly found: SearchPoint; readonly iterations: number } {
  let { iterations } = bracket;
  if (bracket.points.length === 1) {
    const [found] = bracket.points;
    if (Number.isNaN(found.loss)) throw lossIsNaN();
    return { found, iterations };
  }
  const points: [SearchPoint, SearchPoint] = [...bracket.points];
  const width = direction.abs().max().item();
  let hadLittleProgress = false;
  let low = lowerOf(points);
  for (; iterations < most; iterations++) {
    const [one, other] = points;
    if (Math.abs(other.step - one.step) * width < tolerance) break;
    const [least, greatest] = [Math.min(one.step, other.step), Math.max(one.step, other.step)];
    let step = cubicMinimum(one, other, line.round);
    const margin = 0.1 * (greatest - least);
    const isNearEnd = Math.min(greatest - step, step - least) < margin;
    if (isNearEnd && (hadLittleProgress || step >= greatest || step <= least)) {
      step = Math.abs(step - greatest) < Math.abs(step - least) ? greatest - margin : least + margin;
      hadLittleProgress = false;
    } else {
      hadLittleProgress = isNearEnd;
    }
    const point = line.at(step);
    const high = low === 0 ? 1 : 0;
    if (line.isTooHigh(point) || point.loss >= points[low].loss) {
      points[high] = point;
      low = lowerOf(points);
      continue;
    }
    if (line.isFlat(point)) return { found: point, iterations: iterations + 1 };
    if (point.slope * (points[high].step - points[low].step) >= 0) points[high] = points[low];
    points[low] = point;
  }
  return { found: points[low], iterations };
}

function lowerOf([one, other]: readonly [SearchPoint, SearchPoint]): 0 | 1 {
  return one.loss <= other.loss ? 0 : 1;
}

/** Where the cubic with these values and slopes at two places is least, within bounds; their middle if it has no minimum. */
function cubicMinimum(
  { step: x1, loss: f1, slope: g1 }: SearchPoint,
  { step: x2, loss: f2, slope: g2 }: SearchPoint,
  round: (value: number) => number,
  [least, greatest]: readonly [number, number] = [Math.min(x1, x2), Math.max(x1, x2)],
): number {
  const d1 = round(round(g1 + g2) - (3 * (f1 - f2)) / (x1 - x2));
  const square = round(round(d1 ** 2) - round(g1 * g2));
  if (!(square >= 0)) return (least + greatest) / 2;
  const d2 = round(Math.sqrt(square));
  const minimum =
    x1 <= x2
      ? x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
      : x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2));
  return Math.min(Math.max(round(minimum), least), greatest);
}
