import type { Notch } from "./notches.js";

/** All notches in one sentence: `3 passes have a gradient that is not finite, the first is pass 17`. */
export function findingsText(notches: readonly Notch[], first: number): string {
  return `${sentence(sumOf(notches))}; the first is pass ${first + 1}`;
}

/** The same in the width of a side bar; that of a run that has not recovered says since when. */
export function shortFindingsText(notches: readonly Notch[], first: number, total: number): string {
  const { losses, gradients } = sumOf(notches);
  const subject = losses === 0 ? "gradients" : gradients === 0 ? "loss" : "loss and gradients";
  if (Math.max(losses, gradients) === total - first) return `NaN or ∞ since pass ${first + 1}: ${subject}`;
  const isOne = losses + gradients === 1;
  return `NaN or ∞${isOne ? "" : ", first"} in pass ${first + 1}: ${subject}`;
}

/** One notch, of which it may be known only that it is somewhere among its passes. */
export function notchText(notch: Notch): string {
  const count = notch.to - notch.from;
  const place = count === 1 ? `pass ${notch.from + 1}` : `passes ${notch.from + 1}–${notch.to}`;
  return `${place}: ${sentence(notch)}`;
}

function sentence({ losses, gradients }: Pick<Notch, "losses" | "gradients">): string {
  const some = (count: number): string => (count === 1 ? "1 pass has" : `${count} passes have`);
  return [
    ...(gradients > 0 ? [`${some(gradients)} a gradient that is not finite`] : []),
    ...(losses > 0 ? [`${some(losses)} a loss that is not finite`] : []),
  ].join(", ");
}

function sumOf(notches: readonly Notch[]): Pick<Notch, "losses" | "gradients"> {
  return notches.reduce(
    (sum, { losses, gradients }) => ({ losses: sum.losses + losses, gradients: sum.gradients + gradients }),
    { losses: 0, gradients: 0 },
  );
}
