/**
 * The error function 2/√π · ∫₀ˣ exp(−t²) dt, to within a few units of the last place of a double. Near 0 by the series
 * exp(−x²) · Σ 2ⁿ·x²ⁿ⁺¹ / (1·3·…·(2n+1)), whose terms are all of one sign, further out by erfc's continued fraction.
 * https://dlmf.nist.gov/7.6 and https://dlmf.nist.gov/7.9
 */
export function erf(x: number): number {
  const distance = Math.abs(x);
  if (!(distance < 2.5)) return Math.sign(x) * (1 - erfcFarOut(distance)) || x;
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > Math.abs(total) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}

function erfcFarOut(x: number): number {
  if (x > 6) return 0;
  let fraction = 0;
  for (let n = 80; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / ((x + fraction) * Math.sqrt(Math.PI));
}
