/**
 * Cubic convolution with a = −3/4, as PyTorch interpolates: the weights of the four elements around a place, as
 * polynomials in its distance t from the second of them. Coefficients stand from the constant one up.
 * Keys, "Cubic convolution interpolation for digital image processing", 1981.
 */
const a = -0.75;

export const cubicPolynomials: readonly (readonly number[])[] = [
  [0, a, -2 * a, a],
  [1, 0, -(a + 3), a + 2],
  [0, -a, 2 * a + 3, -(a + 2)],
  [0, 0, a, -a],
];

/** The derivative of a polynomial at t. */
export function derivedAt(coefficients: readonly number[], t: number, order = 0): number {
  let derived = coefficients;
  for (let i = 0; i < order; i++) derived = derived.slice(1).map((coefficient, k) => coefficient * (k + 1));
  return derived.reduceRight((total, coefficient) => total * t + coefficient, 0);
}
