out((() => 1)(), (function () { return 2; })(), await (async () => 3)(), (function (this: any) { return this; }).call(4) + 0, ((x) => x)(5), (async function () { return 6; }()) instanceof Promise);
!function () { out("bang"); }(); void function (x: any) { out(x); }("void"); new (class { constructor(x: any) { out(x); } })("class"); +[1].map((x) => x)[0]!;
