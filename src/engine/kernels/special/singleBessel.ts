import { scaledBesselI, type BesselOrder } from "./bessel.js";

/**
 * Modified Bessel functions in float32 as PyTorch has them, which is off by up to 14 of the last digit: Chebyshev's series of
 * exp(−x)·I(x), by its order over x, up to 8 and of exp(−x)·√x·I(x) beyond, summed by Clenshaw's rule in float32 with fused
 * products. https://dlmf.nist.gov/3.11
 */
export interface SingleBessel {
  readonly order: BesselOrder;
  /** Without the factor exp(|x|). */
  readonly isScaled?: true;
  /** Whether the sum is multiplied by x before it is by the exponential. */
  readonly growsLast?: true;
  /** How many terms of the two series PyTorch takes. */
  readonly terms: readonly [near: number, far: number];
}

export function singleBesselI({ order, isScaled, growsLast, terms: [near, far] }: SingleBessel): (x: number) => number {
  let [nearSeries, farSeries]: (readonly number[] | undefined)[] = [];
  const seriesUpTo8 = (): readonly number[] => (nearSeries ??= coefficients((y) => nearValue(order, 2 * y + 4), near));
  const seriesBeyond = (): readonly number[] => (farSeries ??= coefficients((y) => farValue(order, 32 / (y + 2)), far));
  return (x) => {
    const distance = Math.abs(x);
    const growth = isScaled ? 1 : fround(Math.exp(distance));
    const factor = order === 1 ? distance : 1;
    const upTo8 = (sum: number): number => (growsLast ? fround(sum * factor) * growth : fround(growth * factor) * sum);
    const value =
      distance <= 8
        ? upTo8(summed(fround(distance / 2 - 2), seriesUpTo8()))
        : fround(growth * summed(fround(fround(32 / distance) - 2), seriesBeyond())) / fround(Math.sqrt(distance));
    return order === 1 && x < 0 ? -value : value;
  };
}

const { fround } = Math;

function nearValue(order: BesselOrder, x: number): number {
  return order === 0 ? scaledBesselI(0, x) : scaledBesselI(1, x) / x;
}

function farValue(order: BesselOrder, x: number): number {
  return scaledBesselI(order, x) * Math.sqrt(x);
}

const nodes = 64;

/** The first coefficients of Chebyshev's series of a function between −2 and 2, the last of them first. */
function coefficients(f: (y: number) => number, count: number): readonly number[] {
  const angles = Array.from({ length: nodes }, (_, j) => (Math.PI * (j + 0.5)) / nodes);
  const values = angles.map((angle) => f(2 * Math.cos(angle)));
  const coefficient = (k: number): number =>
    values.reduce((total, value, j) => total + value * Math.cos(k * angles[j]!), 0) * (2 / nodes);
  return Array.from({ length: count }, (_, k) => fround(coefficient(count - 1 - k)));
}

/** A product and the difference behind it are rounded once. */
function summed(y: number, [first, ...series]: readonly number[]): number {
  let [current, previous, last] = [first!, 0, 0];
  for (const coefficient of series) {
    last = previous;
    previous = current;
    current = fround(fround(y * previous - last) + coefficient);
  }
  return 0.5 * fround(current - last);
}
