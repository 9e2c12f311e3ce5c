let n = 0; const o: any = { get a() { n++; return { f: () => n, T: { T: { v: n } } }; }, get T() { n += 10; return { foo: (x?: any) => x ?? n, data: [n, n + 1] }; } };
out(o.a.f(), n, o.T.foo(), n, o.T.foo(1), o.a.T.T.v, n);
const [p, q] = o.T.data; out(p, q, n); for (const r of o.T.data) out(r, n); out([...o.T.data], f(...o.T.data), n);
function f(...x: any[]) { return x.length; }
const { T, data = 3 } = o; out(T.data.join(), data, n); o.data = 5; o.data += 2; o.data++; out(o.data, n, delete o.data, o.data);
