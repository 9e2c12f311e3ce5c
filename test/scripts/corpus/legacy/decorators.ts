const log: any[] = []; const cls = (x?: any) => (c: any) => { log.push("class " + c.name + (x ?? "")); }; const member = (x?: any) => (t: any, k: any, d?: any) => { log.push(k + typeof d + (x ?? "")); }; const param = (x?: any) => (t: any, k: any, i: number) => { log.push("param" + i); };
@cls() @cls(1) class A { @member() m(@param() a: any, @param(1) b = Number("2")) { return a + b; } @member("f") field = Number("3"); @member() static s = 1; constructor(@param() public q = 1, readonly w = 2) {} }
@cls() class B { static self = B; name() { return B.name; } }
out(log.join(" "), A.name, B.name, new B().name(), B.self.name, new A().m(1), new A().field, new A().w);
