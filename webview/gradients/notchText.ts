import { type Findings, type Notch, sumOf } from "./notches.js";

/** All notches in one sentence: `3 passes have a gradient that is not finite; the first is pass 17`. */
export function findingsText(notches: readonly Notch[], first: number): string {
  return `${sentence(sumOf(notches))}; the first is pass ${first + 1}`;
}

/** The same in the width of a side bar; that of a run that has not recovered says since when. */
export function shortFindingsText(notches: readonly Notch[], first: number, total: number): string {
  const { losses, gradients, failed } = sumOf(notches);
  const place = `${losses + gradients + failed === 1 ? "" : ", first"} in pass ${first + 1}`;
  if (losses + gradients === 0) return `Backward failed${place}`;
  if (failed > 0) return `NaN or ∞ and failed passes${place}`;
  const subject = losses === 0 ? "gradients" : gradients === 0 ? "loss" : "loss and gradients";
  if (Math.max(losses, gradients) === total - first) return `NaN or ∞ since pass ${first + 1}: ${subject}`;
  return `NaN or ∞${place}: ${subject}`;
}

/** One notch, of which it may be known only that it is somewhere among its passes. */
export function notchText(notch: Notch): string {
  const count = notch.to - notch.from;
  const place = count === 1 ? `pass ${notch.from + 1}` : `passes ${notch.from + 1}–${notch.to}`;
  return `${place}: ${sentence(notch)}`;
}

function sentence({ losses, gradients, failed }: Findings): string {
  const some = (count: number): string => (count === 1 ? "1 pass" : `${count} passes`);
  const have = (count: number): string => `${some(count)} ${count === 1 ? "has" : "have"}`;
  return [
    ...(failed > 0 ? [`${some(failed)} failed`] : []),
    ...(gradients > 0 ? [`${have(gradients)} a gradient that is not finite`] : []),
    ...(losses > 0 ? [`${have(losses)} a loss that is not finite`] : []),
  ].join(", ");
}
