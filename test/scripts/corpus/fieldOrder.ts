const log: any[] = []; const t = (x: any) => (log.push(x), x); class P { p = t("p"); constructor() { t("P()"); } } class Q extends P { q = t("q"); [t("key")] = t("value"); static s = t("s"); static { t("block"); const [a, b] = [t("a"), 2]; this.s = t("s2"); out(a, b); } constructor(public w = t("default")) { t("before"); super(); t("after"); } }
new Q(); out(log.join(" "), Q.s);
