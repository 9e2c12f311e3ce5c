namespace N { export const x = [1, 2].join(); export let later = Number("1"); export const { a, b: [c] } = { a: 1, b: [2] }; export function f() { return x.toUpperCase() + later + a + c; } later = Number("5"); export namespace Inner { export const y = f(); } }
namespace N { export const z = x + later; } out(N.f(), N.Inner.y, N.z, N.a, N.c); declare namespace Gone { function q(): void; }
import Alias = N.Inner; out(Alias.y);
