import type { RecordingApi, Series } from "../../src/protocol/api.js";

/** Neighbouring passes among which some have a loss, or a gradient, that is NaN or infinite: a finding on the curve. */
export interface Notch {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** How many of its passes have such a loss, and how many such a gradient. */
  readonly losses: number;
  readonly gradients: number;
}

/** The notches of a curve over `total` passes. They begin and end where the curve's buckets do. */
export function notchesOf({ first, nonFinite, nonFiniteGradients }: Series, total: number): readonly Notch[] {
  const notches: Notch[] = [];
  first.forEach((from, i) => {
    const [losses, gradients] = [nonFinite[i]!, nonFiniteGradients[i]!];
    if (losses + gradients === 0) return;
    const to = first[i + 1] ?? total;
    const last = notches.at(-1);
    if (last?.to !== from) notches.push({ from, to, losses, gradients });
    else notches.splice(-1, 1, { ...last, to, losses: last.losses + losses, gradients: last.gradients + gradients });
  });
  return notches;
}

type Ask = RecordingApi["lossSeries"];

const points = 512;

/** The first pass of a notch, found by finer and finer curves; null if it was dropped meanwhile. */
export async function firstPassOf({ from, to }: Pick<Notch, "from" | "to">, lossSeries: Ask): Promise<number | null> {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const { first, nonFinite, nonFiniteGradients } = await lossSeries(low, high, points, null);
    const at = first.findIndex((_, i) => nonFinite[i]! + nonFiniteGradients[i]! > 0);
    if (at < 0) return null;
    [low, high] = [first[at]!, first[at + 1] ?? high];
  }
  return low;
}

/** Where the next notch behind a pass begins, or the last one before it; null if there is none. */
export async function neighbouringNotch(
  notches: readonly Notch[],
  pass: number,
  direction: 1 | -1,
  lossSeries: Ask,
): Promise<number | null> {
  const onThatSide = notches.filter(({ from, to }) => (direction > 0 ? to > pass : from < pass));
  for (const notch of direction > 0 ? onThatSide : onThatSide.reverse()) {
    const first = await firstPassOf(notch, lossSeries);
    if (first !== null && (first - pass) * direction > 0) return first;
  }
  return null;
}
