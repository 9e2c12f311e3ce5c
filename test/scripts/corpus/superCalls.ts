class A { v = 1; f(x = 0) { return this.v + x; } get m() { return { g: (...x: any[]) => x.length }; } get T() { return this.v; } static s() { return this.name; } }
class B extends A { f() { return super.f() + super.f(1); } h() { return super.m.g() + super.m.g(1, 2); } get T() { return super.T + 10; } static s() { return super.s() + "!"; } t() { return super["f"](5); } u() { return [super.T, typeof super.T].join(); } }
out(new B().f(), new B().h(), new B().T, B.s(), new B().t(), new B().u());
class C extends Array { constructor(...xs: any[]) { super(...xs); } sum() { return super.reduce((a: number, b: number) => a + b, 0); } }
out(new C(1, 2, 3).sum());
