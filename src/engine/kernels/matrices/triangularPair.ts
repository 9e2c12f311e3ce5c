/** The singular values of [[f, g], [0, h]], of either sign, and the turns of its singular vectors. */
export interface TriangularPair {
  readonly least: number;
  readonly greatest: number;
  readonly right: readonly [cosine: number, sine: number];
  readonly left: readonly [cosine: number, sine: number];
}

const epsilon = 2 ** -53;

/** As LAPACK's lasv2: [[csl, snl], [−snl, csl]]·[[f, g], [0, h]]·[[csr, −snr], [snr, csr]] is diagonal. */
export function triangularPair(f: number, g: number, h: number): TriangularPair {
  const isSwapped = Math.abs(h) > Math.abs(f);
  const [ft, ht] = isSwapped ? [h, f] : [f, h];
  const [fa, ha, ga] = [Math.abs(ft), Math.abs(ht), Math.abs(g)];
  let [least, greatest, clt, crt, slt, srt] = [ha, fa, 1, 1, 0, 0];
  const isHuge = ga > fa && fa / ga < epsilon;
  if (isHuge) {
    greatest = ga;
    least = ha > 1 ? fa / (ga / ha) : (fa / ga) * ha;
    [clt, slt, srt, crt] = [1, ht / g, 1, ft / g];
  } else if (ga !== 0) {
    const d = fa - ha;
    const l = d === fa ? 1 : d / fa;
    const m = g / ft;
    const t = 2 - l;
    const s = Math.sqrt(t * t + m * m);
    const r = l === 0 ? Math.abs(m) : Math.sqrt(l * l + m * m);
    const a = (s + r) / 2;
    [least, greatest] = [ha / a, fa * a];
    const small = l === 0 ? 2 * sign(ft) * sign(g) : g / (Math.abs(d) * sign(ft)) + m / t;
    const tangent = m * m === 0 ? small : (m / (s + t) + m / (r + l)) * (1 + a);
    const hypotenuse = Math.sqrt(tangent * tangent + 4);
    [crt, srt] = [2 / hypotenuse, tangent / hypotenuse];
    clt = (crt + srt * m) / a;
    slt = ((ht / ft) * srt) / a;
  }
  const left: readonly [number, number] = isSwapped ? [srt, crt] : [clt, slt];
  const right: readonly [number, number] = isSwapped ? [slt, clt] : [crt, srt];
  const main = isSwapped ? sign(right[1]) * sign(left[1]) * sign(h) : sign(right[0]) * sign(left[0]) * sign(f);
  const turned = ga > fa ? sign(right[1]) * sign(left[0]) * sign(g) : main;
  return { greatest: greatest * turned, least: least * turned * sign(f) * sign(h), left, right };
}

/** The lesser singular value of [[f, g], [0, h]], as LAPACK's las2. */
export function lesserValue(f: number, g: number, h: number): number {
  const [least, greatest] = [Math.min(Math.abs(f), Math.abs(h)), Math.max(Math.abs(f), Math.abs(h))];
  if (least === 0) return 0;
  const ga = Math.abs(g);
  const sum = 1 + least / greatest;
  const difference = (greatest - least) / greatest;
  if (ga < greatest) {
    const square = (ga / greatest) ** 2;
    return least * (2 / (Math.sqrt(sum * sum + square) + Math.sqrt(difference * difference + square)));
  }
  const ratio = greatest / ga;
  if (ratio === 0) return (least * greatest) / ga;
  return 2 * least * (1 / (Math.sqrt(1 + (sum * ratio) ** 2) + Math.sqrt(1 + (difference * ratio) ** 2))) * ratio;
}

/** Fortran's sign: 1 for 0, too. */
function sign(x: number): number {
  return x < 0 || Object.is(x, -0) ? -1 : 1;
}
