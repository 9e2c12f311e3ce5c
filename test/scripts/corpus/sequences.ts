const f = (...x: any[]) => x.length + ":" + x; const o = { f(this: any) { return this === undefined ? "u" : this === o ? "o" : "?"; } };
out((0, o.f)(), (o.f)(), f((1, 2)), (1, [2, 3]).join());
const x = (1, 2); let y; y = (3, 4); out(x, y); const arrow = (a: any) => (f(a), a + 1); out(arrow(1));
for (let i = (f(1), 0), j = 3; i < j; i++, j--) out(i, j);
