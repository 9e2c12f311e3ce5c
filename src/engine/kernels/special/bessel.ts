/**
 * Bessel functions of orders 0 and 1. Those of imaginary arguments, I, by their series, whose terms are
 * all positive; the others, J, by the trapezoidal rule on Bessel's integral, which for a periodic function is exact to the
 * last digit; both far out by Hankel's expansion. https://dlmf.nist.gov/10
 */
export type BesselOrder = 0 | 1;

/** exp(−|x|)·I(x) */
export function scaledBesselI(order: BesselOrder, x: number): number {
  const distance = Math.abs(x);
  const value = distance < 30 ? seriesI(order, distance) * Math.exp(-distance) : farI(order, distance);
  return order === 1 && x < 0 ? -value : value;
}

export function besselI(order: BesselOrder, x: number): number {
  const distance = Math.abs(x);
  const value = distance < 30 ? seriesI(order, distance) : farI(order, distance) * Math.exp(distance);
  return order === 1 && x < 0 ? -value : value;
}

export function besselJ(order: BesselOrder, x: number): number {
  const distance = Math.abs(x);
  // The limit is 0, but PyTorch takes the cosine of infinity.
  if (distance === Infinity) return NaN;
  const value = distance < 25 ? integralJ(order, distance) + shortfallJ(order, distance) : farJ(order, distance);
  return order === 1 && x < 0 ? -value : value;
}

/** K(x), for x below 0 NaN. */
export function besselK(order: BesselOrder, x: number): number {
  return x === Infinity ? 0 : scaledBesselK(order, x) * Math.exp(-x);
}

/**
 * exp(x)·K(x), the integral of exp(−x·(cosh t − 1))·cosh(νt), by the trapezoidal rule: what is integrated vanishes twice
 * exponentially. https://dlmf.nist.gov/10.32.E9
 */
export function scaledBesselK(order: BesselOrder, x: number): number {
  if (x === 0) return Infinity;
  if (x === Infinity) return 0;
  if (!(x > 0)) return NaN;
  // Far out it is narrow.
  const step = 0.125 / Math.max(1, Math.sqrt(x / 8));
  let total = 0.5;
  for (let t = step, term = 1; term > total * 1e-18; t += step) {
    const half = Math.sinh(t / 2);
    term = Math.exp(-2 * x * half * half) * (order === 0 ? 1 : Math.cosh(t));
    total += term;
  }
  return total * step;
}

export function sphericalBessel(x: number): number {
  if (Math.abs(x) === Infinity) return 0;
  return x === 0 ? 1 : Math.sin(x) / x;
}

function seriesI(order: BesselOrder, x: number): number {
  const square = (x * x) / 4;
  let term = order === 0 ? 1 : x / 2;
  let total = term;
  for (let k = 1; term > total * 1e-17; k++) {
    term *= square / (k * (k + order));
    total += term;
  }
  return Number.isNaN(x) ? NaN : total;
}

function farI(order: BesselOrder, x: number): number {
  let total = 0;
  hankel(order, x).forEach((term, k) => (total += k % 2 === 0 ? term : -term));
  // The root of a product that would overflow is that of its factors.
  return total / (Math.sqrt(2 * Math.PI) * Math.sqrt(x));
}

const steps = 96;

/** J₀ is the mean of cos(x·sin θ), J₁ that of sin(x·sin θ)·sin θ. */
function integralJ(order: BesselOrder, x: number): number {
  let total = 0;
  for (let k = 0; k < steps; k++) {
    const height = Math.sin((2 * Math.PI * (k + 0.5)) / steps);
    total += order === 0 ? Math.cos(x * height) : Math.sin(x * height) * height;
  }
  return total / steps;
}

function farJ(order: BesselOrder, x: number): number {
  const phase = x - (order / 2 + 1 / 4) * Math.PI;
  let [inPhase, across] = [0, 0];
  hankel(order, x).forEach((term, k) => {
    const signed = k % 4 < 2 ? term : -term;
    if (k % 2 === 0) inPhase += signed;
    else across += signed;
  });
  return (Math.sqrt(2 / Math.PI) / Math.sqrt(x)) * (inPhase * Math.cos(phase) - across * Math.sin(phase));
}

/** Of Cephes' j0.c and j1.c beyond 5: the denominators of the part of J across its phase, without their first terms, q⁷. */
const denominators = [
  [
    64.3178256118178, 856.430025976981, 3882.40183605402, 7240.46774195652, 5930.72701187317, 2062.09331660328,
    242.005740240291,
  ],
  [
    74.2373277035675, 1056.44886038263, 4986.41058337654, 9562.31892404756, 7997.04160447351, 2826.19278517639,
    336.093607810698,
  ],
] as const;

/** The polynomials that PyTorch divides by up to 5, in the square of x, but for their first terms, which are 1. */
const nearDenominators = [
  [
    499.563147152651, 173785.40167637469, 48440965.83399621, 11185553704.535683, 2112775201154.892, 310518229857422.56,
    31812195594320496, 1710862940810431400,
  ],
  [
    620.8364781180543, 256987.25675774884, 83514679.1431949, 22151159547.979248, 4749141220799.914, 784369607876235.9,
    89522233618462740, 5322786203326801000,
  ],
] as const;

/** PyTorch leaves those first terms out, and is off by up to 6e-8 just below 5, and by up to 4e-7 just beyond. */
function shortfallJ(order: BesselOrder, x: number): number {
  if (x <= 5) {
    const denominator = nearDenominators[order].reduce((value, coefficient) => value * x * x + coefficient, 0);
    return (integralJ(order, x) * x ** 16) / denominator;
  }
  const q = 25 / (x * x);
  const denominator = denominators[order].reduce((value, coefficient) => value * q + coefficient, 0);
  const terms = hankel(order, x);
  // They help only as long as they shrink.
  const least = terms.findIndex((term, k) => k > 0 && Math.abs(term) > Math.abs(terms[k - 1]!));
  const across = terms
    .slice(0, least < 0 ? terms.length : least)
    .reduce((total, term, k) => total + term * quarter(k), 0);
  const phase = x - (order / 2 + 1 / 4) * Math.PI;
  return (-Math.sqrt(2 / (Math.PI * x)) * across * Math.sin(phase) * q ** 7) / denominator;
}

/** The sine of so many right angles. */
function quarter(k: number): number {
  return [0, 1, 0, -1][k % 4]!;
}

/** The terms of Hankel's expansion as long as they matter. https://dlmf.nist.gov/10.17 */
function hankel(order: BesselOrder, x: number): readonly number[] {
  const terms = [1];
  for (let k = 1; k < 50; k++) {
    const term = (terms[k - 1]! * (4 * order * order - (2 * k - 1) ** 2)) / (8 * k * x);
    if (!(Math.abs(term) > 1e-18)) break;
    terms.push(term);
  }
  return terms;
}
