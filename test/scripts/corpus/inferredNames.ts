const f = (() => 1) as any; const g = (function () {})!; const h = <any>(() => 1); const c = (class {}) as any; const s = (() => 1) satisfies any; let a: any; a = () => {}; let b: any; b ??= (() => {}) as any; let d: any = 0; d ||= function () {}; let e: any = 1; e &&= class {};
out(f.name, g.name, h.name, c.name, s.name, a.name, b.name, d.name, e.name);
const { i = () => {}, j: k = class {} } = {} as any; const [l = function () {}] = [] as any; out(i.name, k.name, l.name); const m = { n: () => {}, o() {}, ["p" + 1]: () => {}, get q() { return 1; } }; out(m.n.name, m.o.name, m.p1.name);
class F { r = () => {}; static s = class {}; #t = () => {}; u() { return this.#t.name; } accessor v = () => {}; } out(new F().r.name, F.s.name, new F().u(), new F().v.name);
function w(x = () => {}, { y = () => {} } = {}) { return x.name + y.name; } out(w()); const z = (() => () => {})(); out(z.name === ""); const seq = (0, () => {}); out(seq.name); const arrowOfArrow = () => () => 1; out(arrowOfArrow().name, ((x: any) => () => x)(1).name);
const cond = true ? () => {} : null; out(cond!.name); const async1 = async () => {}; const gen = function* () {}; out(async1.name, gen.name);
