const nothing: any = undefined;
const some: any = { v: 1, b: null, f() { return this.v; }, deep: { f: (x: any) => ({ T: { v: x } }) } };
out(nothing?.b.c(), nothing?.b().c(), nothing?.b!.c(), nothing?.[0].e(1));
out(some.b?.c(), some.b?.c().d(), some?.x?.(), some?.f(), (some?.f)(), some.f?.(), some["f"]?.());
out(delete nothing?.b.c, delete some?.b, nothing?.T.foo(1), nothing?.T?.foo(1).data.bar());
out(some?.deep.f(3).T.v, some.deep?.f(4)?.T.v, some.missing?.T, some?.deep.missing?.T.v);
try { out(some?.missing.T); } catch (e: any) { out(e.message); }
try { out(some?.f().T.T); } catch (e: any) { out(e.message); }
