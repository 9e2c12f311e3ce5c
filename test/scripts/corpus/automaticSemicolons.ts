let i = 0
const r = [1, 2]
;[3].forEach(x => { i += x })
const { a } = { a: 1 }
const [b, c] = r
;(function () { out("iife") })()
let d
[d] = [5]
const o: any = { T: { foo: (x?: any) => { out("foo", x); return o }, data: { push: (x: any) => x } } }
let e = i
o.T.foo()
o.T.foo(1).T.foo(2)
for (const x of r) out(x)
for (const x of r) o.T.foo(x)
if (i) o.T.foo("if")
else o.T.foo("else")
do o.T.foo("do"); while (i++ < 0) out("after do")
e++
o.T.foo("e")
const f = () => { return
  o.T.foo("never") }
f()
var g = function () { return 1 }
o.T.data.push(3)
label: for (const x of r) { for (const y of r) { if (y === 2) continue label; out(x, y) } }
out(a, b, c, d, e)
let h = r
for (const [k] of [r]) out(k)
class Q { x = o.T
  y = o.T.foo()
  static z = r
  'quoted' = r }
out(new Q().y === o)
const last = o.T.foo(9)
