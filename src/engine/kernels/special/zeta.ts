/**
 * Hurwitz' zeta function Σ 1/(q + k)ˣ over k ≥ 0, for x > 1: the first terms, and the rest by Euler and Maclaurin.
 * Infinite at its poles, NaN where there is no real value. https://dlmf.nist.gov/25.11
 */
export function zeta(x: number, q: number): number {
  if (x === 1) return Infinity;
  if (x < 1) return NaN;
  if (q <= 0 && q === Math.floor(q)) return Infinity;
  if (Number.isNaN(x) || Number.isNaN(q)) return NaN;
  // Where the terms vanish PyTorch divides 0 by 0.
  if (x === Infinity) return q < 1 ? Infinity : q === 1 ? 1 : NaN;
  if (q < 0) return x === Math.floor(x) ? belowZero(x, q) : NaN;
  let total = Math.pow(q, -x);
  let last = q;
  let power = 0;
  for (let k = 1; k <= 9 || last <= 9; k++) {
    last += 1;
    power = Math.pow(last, -x);
    total += power;
    if (Math.abs(power) < Math.abs(total) * precision) return total;
  }
  total += (power * last) / (x - 1) - power / 2;
  let factor = 1;
  for (let k = 0; k < divisors.length; k++) {
    factor *= x + 2 * k;
    power /= last;
    const term = (factor * power) / divisors[k]!;
    total += term;
    if (Math.abs(term) < Math.abs(total) * precision) return total;
    factor *= x + 2 * k + 1;
    power /= last;
  }
  return total;
}

/** The terms below 0 are, but for their sign, what one series above 0 has and another has not. */
function belowZero(x: number, q: number): number {
  const rest = Math.ceil(q) - q;
  const below = zeta(x, rest) - zeta(x, 1 - q);
  return zeta(x, 1 - rest) + (x % 2 === 0 ? below : -below);
}

const precision = 2 ** -53;

/** (2k)!/B₂ₖ, B being Bernoulli's numbers. */
const divisors = [
  12, -720, 30240, -1209600, 47900160, -1.8924375803183791606e9, 7.47242496e10, -2.950130727918164224e12,
  1.1646782814350067249e14, -4.5979787224074726105e15, 1.8152105401943546773e17, -7.1661652561756670113e18,
];
