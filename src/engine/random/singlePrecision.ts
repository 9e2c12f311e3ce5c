import { fusedSingle } from "./fusedMultiplyAdd.js";

/**
 * The logarithm, sine and cosine of float32 numbers as PyTorch computes them eight at a time where it draws normal numbers
 * (aten/src/ATen/native/cpu/avx_mathfun.h, after the Cephes library): the same polynomials with the same roundings, each
 * sum of a product in one step, so that the numbers are the same to the last bit.
 */

const round = Math.fround;
const bits = new DataView(new ArrayBuffer(4));

const logarithmTerms = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(round);
const logarithmOfTwo = [0.693359375, -2.1219444e-4].map(round) as [number, number];
const rootOfHalf = round(Math.SQRT1_2);

/** The logarithm of a positive float32 that is not denormal. */
export function logarithm(x: number): number {
  bits.setFloat32(0, x);
  const word = bits.getUint32(0);
  let exponent = (word >>> 23) - 126;
  bits.setUint32(0, (word & 0x7fffff) | 0x3f000000);
  // x = mantissa · 2^exponent; the mantissa is brought to [√½, √2) and 1 subtracted.
  const mantissa = bits.getFloat32(0);
  let rest = round(mantissa - 1);
  if (mantissa < rootOfHalf) {
    exponent -= 1;
    rest = round(rest + mantissa);
  }
  const square = round(rest * rest);
  const series = round(polynomial(logarithmTerms, rest) * rest);
  const low = fusedSingle(series, square, round(exponent * logarithmOfTwo[1]));
  return fusedSingle(exponent, logarithmOfTwo[0], round(rest + fusedSingle(-square, 0.5, low)));
}

const eighthsInTurn = round(4 / Math.PI);
const quarterPi = [0.78515625, 2.4187564849853515625e-4, 3.77489497744594108e-8].map(round);
const cosineTerms = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2].map(round);
const sineTerms = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(round);

/** The cosine and the sine of a float32 that is not negative. */
export function cosineAndSine(angle: number): readonly [cosine: number, sine: number] {
  // The angle less an even number of eighths of a turn, which say where its sine and cosine stand.
  const eighths = (Math.trunc(round(angle * eighthsInTurn)) + 1) & ~1;
  let x = angle;
  for (const part of quarterPi) x = fusedSingle(-eighths, part, x);
  const square = round(x * x);
  const high = round(polynomial(cosineTerms, square) * square);
  const cosine = round(fusedSingle(high, square, -round(square * 0.5)) + 1);
  const sine = fusedSingle(round(polynomial(sineTerms, square) * square), x, x);
  const isTurned = (eighths & 2) !== 0;
  const [alongX, alongY] = isTurned ? [sine, cosine] : [cosine, sine];
  return [((eighths - 2) & 4) === 0 ? -alongX : alongX, (eighths & 4) === 0 ? alongY : -alongY];
}

/** Horner's scheme, from the highest power down. */
function polynomial(terms: readonly number[], x: number): number {
  let sum = terms[0]!;
  for (let i = 1; i < terms.length; i++) sum = fusedSingle(sum, x, terms[i]!);
  return sum;
}
