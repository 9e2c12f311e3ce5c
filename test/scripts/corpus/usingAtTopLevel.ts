const mk = (n: string) => ({ n, [Symbol.dispose]() { out("dispose " + n); } });
using first = mk("first");
class A { static self = A; static n = A.name; }
class B extends A { static m = () => B.name; }
await using second = { ...mk("second"), async [Symbol.asyncDispose]() { out("async"); } };
out(A.name, A.n, A.self.name, B.name, B.m(), first.n, second.n);
export class C { static self = C; }
export { A };
