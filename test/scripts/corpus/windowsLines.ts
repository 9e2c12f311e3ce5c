const f = (x: any) => x
const { a } = { a: 1 }
const [b] = [f(2)]
for (const x of [a, b])
	out(x)
out(`line
break`.length,
	f(1))
function g(x: any) {
	"use strict"
	return x // end
}
out(g(4)) // last