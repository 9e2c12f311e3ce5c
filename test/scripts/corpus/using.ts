const mk = (n: string) => ({ n, [Symbol.dispose]() { out("dispose " + n); }, async [Symbol.asyncDispose]() { out("async " + n); } });
{ using a = mk("a"); using _ = mk("b"); out("body " + a.n); } for (using r of [mk("r"), mk("s")]) out(r.n);
async function f() { await using x = mk("x"); return x.n; } out(await f()); { await using y = mk("y"); out(y.n); }
