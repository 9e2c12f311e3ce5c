class X { v = 1; constructor(public a?: any, public b?: any) {} }
const ns = { X, make: () => X }; const get = () => X;
out(new X().v, (new X).v, new X instanceof X, new ns.X().v, new ns.X(1, 2,).b, new (get())().v, new (get()), typeof new (get()), new (ns.make())(7).a, new class { v = 4 }().v, new class { v = 5 }().v);
out([new X, new X][1] instanceof X, new X<any>(3).a, new (class Q { n; constructor() { this.n = new.target.name; } })().n, new Date(0).getTime(), new new Function("this.x = 2")() === undefined);
out(new X(/* ( */).v, new X( // )
).v, new (X)(1).a, (new (X)).v);
