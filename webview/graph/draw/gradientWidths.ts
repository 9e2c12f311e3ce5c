import type { CardNumbers } from "../numbers.js";

const thinnest = 1.5;
const thickest = 6;
/** Gradients this many powers of ten below the pass's largest are drawn thinnest. */
const decades = 6;

/** The line width of each node's gradient: the logarithm of its norm, against the largest of the pass. */
export function gradientWidths(numbers: readonly (CardNumbers | null)[]): Float64Array {
  const exponent = (each: CardNumbers | null): number => Math.log10(each?.gradient?.norm ?? 0);
  const largest = numbers.reduce((most, each) => {
    const of = exponent(each);
    return Number.isFinite(of) ? Math.max(most, of) : most;
  }, -Infinity);
  return Float64Array.from(numbers, (each) => {
    const of = exponent(each);
    if (of === Infinity) return thickest;
    if (!Number.isFinite(of)) return thinnest;
    return thinnest + (thickest - thinnest) * Math.max(0, 1 - (largest - of) / decades);
  });
}
