const t = (s: any, ...v: any[]) => s.raw.join("|") + v; const f = (x = 1) => x; const o = { T: { t(this: any) { return this === o.T; } }, t(this: any) { return this === o; } };
out(t`a${f()}b${f(2)}`, o.t``, o.T.t``, `x${f()}y${f(3)}`, String.raw`\n${f()}`, t<string>`q`);
const same = () => ((s: any) => s)``; out(same() === same());
