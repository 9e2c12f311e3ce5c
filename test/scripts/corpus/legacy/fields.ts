class A { x = Number("1"); static s = [this.name].join(); set y(v: any) { out("setter", v); } }
class B extends A { y = Number("2"); constructor(readonly p = Number("3"), q?: any) { super(); out(q, this.p); } static t = B.s; }
out(new B().x, A.s, B.t, A.name, B.name);
