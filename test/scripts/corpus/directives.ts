"use strict"
'another'; "third"
function f(x: any) { "use strict"
  return this === undefined ? x : "sloppy" }
function g(a: any) { 'use strict'; 'more'
  ;[a] = [2]; return a }
const h = (x: any) => { "use strict"; return x }
out((f as any)(1), g(1), h(3)); class D { m(x: any) { "directive"; return x } constructor(x?: any) { "d" } } out(new D().m(4))
