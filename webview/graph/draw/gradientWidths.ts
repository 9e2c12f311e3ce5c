import type { Gradient } from "../numbers.js";

const thinnest = 1.5;
const thickest = 5.5;
/** A pass whose gradients are nearly alike shows them so; what is many powers of ten below the largest is thinnest. */
const [leastDecades, mostDecades] = [1, 6];

/** The line width of each node's gradient: the logarithm of its norm, between the least and the largest of the pass. */
export function gradientWidths(gradients: readonly (Gradient | null)[]): Float64Array {
  const exponents = Float64Array.from(gradients, (each) => Math.log10(each?.norm ?? 0));
  const finite = exponents.filter(Number.isFinite);
  const largest = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const decades = Math.max(leastDecades, Math.min(mostDecades, largest - least));
  return exponents.map((exponent) => {
    if (exponent === Infinity || Number.isNaN(exponent)) return thickest;
    if (!Number.isFinite(exponent)) return thinnest;
    return thinnest + (thickest - thinnest) * Math.max(0, 1 - (largest - exponent) / decades);
  });
}
