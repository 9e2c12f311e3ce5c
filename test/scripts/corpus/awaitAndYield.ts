const f = async (x: any) => x; const wait = () => Promise.resolve([1]);
out(await f(await f(2)), (await f([3])).join(), await (await wait()).length, await Promise.all([f(1), f(2)]));
function* g(): any { out(String(yield 1)); out((yield 2).join()); const [a] = yield 3; out(a); return yield* h(); }
function* h(): any { const x = yield; return x; }
const i = g(); i.next(); i.next("a"); i.next([5]); i.next("b"); out(JSON.stringify(i.next("z")), JSON.stringify(i.next("end")));
async function* ag() { for (const x of [1, 2]) yield x; yield* (async function* () { yield 9; })(); }
for await (const x of ag()) out(x);
for await (const [x] of [Promise.resolve([3])]) out(x);
