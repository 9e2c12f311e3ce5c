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

/** The point that was found, and how often the loss was evaluated. */
export function strongWolfe(
  search: LineSearch,
  start: SearchPoint,
  firstStep: number,
): { readonly found: SearchPoint; readonly evaluations: number } {
  const { most } = search;
  // Slopes, and the steps that come of them, are kept in the parameters' dtype.
  const round = (value: number): number => roundTo(search.direction.dtype, value);
  const width = search.direction.abs().max().item();
  const at = (step: number): SearchPoint => {
    const { loss, gradient } = search.evaluate(step);
    return { step, loss, gradient, slope: gradient.dot(search.direction).item() };
  };
  const isTooHigh = ({ loss, step }: SearchPoint): boolean =>
    loss > round(start.loss + round(round(sufficient * step) * start.slope));
  const isFlat = ({ slope }: SearchPoint): boolean => Math.abs(slope) <= round(-flatter * start.slope);

  let [previous, current] = [start, at(firstStep)];
  let [evaluations, iterations] = [1, 0];
  let bracket: SearchPoint[] | null = null;
  let isDone = false;
  while (iterations < most) {
    if (isTooHigh(current) || (iterations > 1 && current.loss >= previous.loss)) bracket = [previous, current];
    else if (isFlat(current)) [bracket, isDone] = [[current], true];
    else if (current.slope >= 0) bracket = [previous, current];
    if (bracket !== null) break;
    const { step } = current;
    const next = cubicMinimum(previous, current, round, [step + 0.01 * (step - previous.step), step * 10]);
    [previous, current] = [current, at(next)];
    evaluations++;
    iterations++;
  }
  bracket ??= [start, current];

  let hadLittleProgress = false;
  let [low, high] = bracket[0]!.loss <= bracket.at(-1)!.loss ? [0, 1] : [1, 0];
  while (!isDone && iterations < most) {
    const [one, other] = bracket as [SearchPoint, SearchPoint];
    if (Math.abs(other.step - one.step) * width < search.tolerance) break;
    const [least, greatest] = [Math.min(one.step, other.step), Math.max(one.step, other.step)];
    let step = cubicMinimum(one, other, round);
    const margin = 0.1 * (greatest - least);
    const isNearEnd = Math.min(greatest - step, step - least) < margin;
    if (isNearEnd && (hadLittleProgress || step >= greatest || step <= least)) {
      step = Math.abs(step - greatest) < Math.abs(step - least) ? greatest - margin : least + margin;
      hadLittleProgress = false;
    } else {
      hadLittleProgress = isNearEnd;
    }
    const point = at(step);
    evaluations++;
    iterations++;
    if (isTooHigh(point) || point.loss >= bracket[low]!.loss) {
      bracket[high] = point;
      [low, high] = bracket[0]!.loss <= bracket[1]!.loss ? [0, 1] : [1, 0];
    } else {
      if (isFlat(point)) isDone = true;
      else if (point.slope * (bracket[high]!.step - bracket[low]!.step) >= 0) bracket[high] = bracket[low]!;
      bracket[low] = point;
    }
  }
  return { found: bracket[low]!, evaluations };
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
