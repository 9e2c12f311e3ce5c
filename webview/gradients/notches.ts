import type { RecordingApi, Series } from "../../src/protocol/api.js";

/** In how many passes something is wrong, by what it is. */
export interface Findings {
  /** With a loss that is NaN or infinite. */
  readonly losses: number;
  /** With such a gradient. */
  readonly gradients: number;
  /** In which backward threw. */
  readonly failed: number;
}

/** Neighbouring passes among which something is wrong in some. */
export interface Notch extends Findings {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** The notches of a curve over `total` passes. They begin and end where the curve's buckets do. */
export function notchesOf(series: Series, total: number): readonly Notch[] {
  const { first, nonFinite, nonFiniteGradients, failed } = series;
  const notches: Notch[] = [];
  first.forEach((from, i) => {
    if (!hasFinding(series, i)) return;
    const notch = {
      from,
      to: first[i + 1] ?? total,
      losses: nonFinite[i]!,
      gradients: nonFiniteGradients[i]!,
      failed: failed[i]!,
    };
    const last = notches.at(-1);
    if (last?.to !== from) notches.push(notch);
    else notches.splice(-1, 1, { ...sumOf([last, notch]), from: last.from, to: notch.to });
  });
  return notches;
}

export function sumOf(findings: readonly Findings[]): Findings {
  return findings.reduce(
    (sum, { losses, gradients, failed }) => ({
      losses: sum.losses + losses,
      gradients: sum.gradients + gradients,
      failed: sum.failed + failed,
    }),
    { losses: 0, gradients: 0, failed: 0 },
  );
}

function hasFinding({ nonFinite, nonFiniteGradients, failed }: Series, i: number): boolean {
  return nonFinite[i]! + nonFiniteGradients[i]! + failed[i]! > 0;
}

type Ask = RecordingApi["lossSeries"];

const points = 512;

/** The first pass of a notch, found by finer and finer curves; null if it was dropped meanwhile. */
export async function firstPassOf({ from, to }: Pick<Notch, "from" | "to">, lossSeries: Ask): Promise<number | null> {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const series = await lossSeries(low, high, points, null);
    const { first } = series;
    const at = first.findIndex((_, i) => hasFinding(series, i));
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
