const log: any[] = []; const dec = (x?: any) => (v: any, c: any) => { log.push(c.kind + ":" + String(c.name) + (x ?? "")); }; const ns = { dec };
@dec() @dec(1) class A { @ns.dec() m() {} @dec("f") field = Number("3"); @dec() accessor acc = 4; @dec() static s = 1; @dec() get g() { return 1; } @dec() #p() {} }
@(ns.dec(2)) class B { static self = B; name() { return B.name; } }
out(log.join(" "), A.name, B.name, new B().name(), B.self === B, new A().field, new A().acc);
const add = (f: any) => function (this: any, x: any) { return f.call(this, x) + 1; }; class C { @add m(x: any) { return x; } } out(new C().m(1));
