const o: any = { v: 1, f() { return this?.v; } }; out((o.f as any)(), o.f!(), (<any>o.f)(), (o.f satisfies any)(), (o as any).f(), o!.f(1 as any,), (o.f)!(2!));
const x = o.f() as number; let y!: any; y = <any>o.f(); (y as any) = o.f()!; out(x, y); const z = ({ T: 3 } as any).T!; out(z, (o as any)!.T, f<number>(1));
function f<T>(x: T): T { return x; } const g = f<string>; out(g("s"), typeof f<number>);
