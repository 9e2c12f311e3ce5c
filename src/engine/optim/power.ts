import { lostInProduct } from "../random/fusedMultiplyAdd.js";

/**
 * base to a whole power, rounded once, as C's `pow` gives it and JavaScript's operator often does not: squares and
 * products are carried as a double and what it lost.
 */
export function power(base: number, exponent: number): number {
  if (!Number.isInteger(exponent) || exponent < 0) return base ** exponent;
  let [result, square]: [Pair, Pair] = [
    [1, 0],
    [base, 0],
  ];
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = product(result, square);
    if (rest > 1) square = product(square, square);
  }
  const value = result[0] + result[1];
  return Number.isFinite(value) ? value : base ** exponent;
}

type Pair = readonly [value: number, lost: number];

function product([a, lostA]: Pair, [b, lostB]: Pair): Pair {
  const value = a * b;
  const lost = lostInProduct(a, b, value) + (a * lostB + lostA * b);
  const sum = value + lost;
  return [sum, lost - (sum - value)];
}
