const f = (...x: any[]) => x.length; out(f(1,), f(/*c*/), f(...[1, 2],), f(1, // one
), f(
  1,
  2, /* two */
), f(/* a */ 1 /* b */, /* c */ 2 /* d */), f // between
  (1), f /* x */ (/* y */), f(
  // nothing
), new Set(/* none */).size, f((((1)))), f((1), (2)));
const g = async (x: any,) => x; out(await g(1,)); const o = { f, }; out(o
  .f(1)
  // comment
  .toString(), o?.
  f(2), o /* . */ . /* f */ f /* ( */ ( /* ) */ 3));
