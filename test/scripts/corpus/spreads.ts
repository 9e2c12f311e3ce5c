const f = (...x: any[]) => x.length + ":" + x; const xs = [1, 2]; const log: any[] = []; const t = (x: any) => (log.push(x), x); const it = { *[Symbol.iterator]() { t("start"); yield 1; t("end"); } };
out(Math.max(...[1, 2].map((x) => x * 2)), f(...xs), f(0, ...xs), f(...xs, 3), f(...xs, ...xs), f(...xs,), f(...[1, 2],), f(..."한국😀"), f(t("a"), ...it), f(...it, t("b")), f(...it, ...t([1])), [...xs, ...it, t("c")], [...it, ...xs]);
out(log.join(" "), JSON.stringify({ ...xs, ...{ T: 1 }.T as any, a: 1 }), f(...new Set([1])), new Array(...xs).length, f(...(xs.length ? xs : [])), f(...xs ?? []));
