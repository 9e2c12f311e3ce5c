import assert from "node:assert/strict";
import { instrument } from "../../../src/runner/instrument/instrument.js";
import type { SourceRange } from "../../../src/protocol/site.js";
import { textAt } from "./textAt.js";

interface Row {
  readonly source: string;
  /** Each name that is told of: its kind, name, the place where it is bound, and all places where it stands. */
  readonly names: readonly string[];
}

const rows: Readonly<Record<string, readonly Row[]>> = {
  variables: [
    { source: `const a = f(b); a; g(a, { a });`, names: ["variable a @ 1:7 in 1:7 1:17 1:22 1:27"] },
    { source: `const a: number = f(b), c = a`, names: ["variable a @ 1:7 in 1:7 1:29", "variable c @ 1:25 in 1:25"] },
    {
      source: `let a; a = f(); a ??= g(); (a as any) = h()`,
      names: [
        "variable a @ 1:8 in 1:5 1:8 1:17 1:29",
        "variable a @ 1:17 in 1:5 1:8 1:17 1:29",
        "variable a @ 1:29 in 1:5 1:8 1:17 1:29",
      ],
    },
    { source: `const f = () => 1, g = "s", h = [1], i = { x: 1 }, j = 1 + 2, k = class {}, l = -x`, names: [] },
    {
      source: `var a = f();\n{ let a = g(); a; }\na;`,
      names: ["variable a @ 1:5 in 1:5 3:1", "variable a @ 2:7 in 2:7 2:16"],
    },
    {
      source: `function f() { var a = g(); { a = h(); } }\nlet a = 1;`,
      names: ["variable a @ 1:20 in 1:20 1:31", "variable a @ 1:31 in 1:20 1:31"],
    },
    { source: `{ var a = f(); } a;`, names: ["variable a @ 1:7 in 1:7 1:18"] },
    { source: `x = f(); x`, names: ["variable x @ 1:1 in 1:1 1:10"] },
    {
      source: `type a = 1; const a = f(); let b: a; o.a; ({ a: 1 }); a: for (;;) break a;`,
      names: ["variable a @ 1:19 in 1:19"],
    },
    { source: `export const a = f(); export { a as b };`, names: ["variable a @ 1:14 in 1:14 1:32"] },
    { source: `const 가중치 = f(); "😀"; 가중치`, names: ["variable 가중치 @ 1:7 in 1:7 1:24"] },
    { source: `const a = f();\r\n\ta;\r\n`, names: ["variable a @ 1:7 in 1:7 2:2"] },
    { source: `\uFEFFconst a = f()`, names: ["variable a @ 1:7 in 1:7"] },
    { source: `try { } catch (a) { a; } const a = f()`, names: ["variable a @ 1:32 in 1:32"] },
    {
      source: `const a = f(); const g = function a() { a; }; class B { a() { a; } }`,
      names: ["variable a @ 1:7 in 1:7 1:63"],
    },
  ],
  fields: [
    {
      source: `class A { w = f(); #p = g(); static s = h(); m() { this.w; this.#p; this.s; () => this.w; function q() { this.w; } } static t() { this.s; } }`,
      names: [
        "field w @ 1:11 in 1:11 1:52 1:83",
        "field #p @ 1:20 in 1:20 1:60",
        "field s @ 1:37 in 1:37 1:131",
        "use w @ 1:83 in 1:11 1:52 1:83",
      ],
    },
    {
      source: `class A { constructor() { this.w = f(); this.layer.w = g(); } m() { return this.w; } }\nclass B { m() { this.w; } }`,
      names: ["field w @ 1:27 in 1:27 1:76", "property layer.w @ 1:41 in 1:41", "use w @ 1:76 in 1:27 1:76"],
    },
    {
      source: `class A { constructor(private w: number, x = 1) { this.w; w; } }`,
      names: ["field w @ 1:31 in 1:31 1:51 1:59", "parameter x @ 1:42 in 1:42"],
    },
    {
      source: `class A { declare w: number; f = () => 1; ["c"] = f(); "q" = f(); }`,
      names: ["field q @ 1:56 in 1:56"],
    },
  ],
  properties: [
    {
      source: `const o: any = {}; o.x = f(); o.x.y; o?.x; o["x"]; p.x;`,
      names: ["property o.x @ 1:20 in 1:20 1:31 1:38 1:44"],
    },
    {
      source: `w[0] = f(); w[0]; w[1]; w[i] = g(); f().x = h();`,
      names: ["property w[0] @ 1:1 in 1:1 1:13", "use w[i] @ 1:25 in 1:25"],
    },
    {
      source: `function m(o: any) { o.x = f(); }\nlet o: any; o.x;`,
      names: ["parameter o @ 1:12 in 1:12 1:22", "property o.x @ 1:22 in 1:22"],
    },
  ],
  elements: [
    {
      source: `const p = { a: f(), "b": x, c, d: () => 1, e() {}, [g]: f(), __proto__: f(), h: 1 }; p.a; p.b;`,
      names: ["element p.a @ 1:13 in 1:13 1:86", "element p.b @ 1:21 in 1:21 1:91", "element p.c @ 1:29 in 1:29"],
    },
    {
      source: `const ws = [f(), , ([x] as any), 1, ...y, z]; ws[0]; ws[2][0];`,
      names: ["element ws[0] @ 1:13 in 1:47", "element ws[2][0] @ 1:22 in 1:54"],
    },
    {
      source: `class A { p = { w: f() }; } let o: any; o.q = [f()]; o.r += [f()]; const { s } = { s: f() }; g({ t: f() });`,
      names: ["element p.w @ 1:17 in 1:17", "element o.q[0] @ 1:48 in ", "destructured s @ 1:76 in 1:76"],
    },
    { source: `const p = { a: f(), ...q, b: f() };`, names: ["element p.b @ 1:27 in 1:27"] },
    { source: `module.exports = { a: f() }; Object.defineProperty(exports, "b", { value: x.y });`, names: [] },
  ],
  "what is read": [
    {
      source: `const o: any = g(); f(o.a, (o.b as any)!); o.b.c(); const d = [o.e, { k: o.e }]; h(() => o.a); o.a.grad = 1;`,
      names: [
        "variable o @ 1:7 in 1:7 1:23 1:29 1:44 1:64 1:74 1:90 1:96",
        "use o.a @ 1:23 in 1:23 1:90 1:96",
        "use o.b @ 1:29 in 1:29 1:44",
        "element d[0] @ 1:64 in ",
        "use o.e @ 1:64 in 1:64 1:74",
        "element d[1].k @ 1:71 in 1:71",
      ],
    },
    {
      source: `let o: any; o.a.grad.b(); o.a + o.b; [o.c].d(); for (const e of o.f); f(...o.g); const { h } = o.i; o?.j.grad; typeof o.k; global.l; f(global.m); f(o.n\`\`);`,
      names: ["loop e @ 1:60 in 1:60", "destructured h @ 1:90 in 1:90"],
    },
    {
      source: `let o: any; for (let i = 0, j = 0; i < 9; i++, j--) { f(o[i], o[j].k); o[i].l(); }`,
      names: ["use o[i] @ 1:57 in 1:57 1:72", "use o[j].k @ 1:63 in 1:63"],
    },
    {
      source: `let o: any, i = 0; f(o[i]); i++; f(o[i]); o[i].g(); f(o[i + 1]);`,
      names: ["use o[i] @ 1:22 in 1:22", "use o[i] @ 1:36 in 1:36"],
    },
    {
      source: `import { a, type b, c as d, e } from "./x"; import g from "../y"; import { h } from "z"; f(a, g, d, h); export { e }`,
      names: ["use a @ 1:10 in 1:10 1:92", "use d @ 1:26 in 1:26 1:98", "use g @ 1:52 in 1:52 1:95"],
    },
  ],
  destructured: [
    {
      source: `const { a, b: [c = 1], ...d } = f(); a; c;`,
      names: [
        "destructured a @ 1:9 in 1:9 1:38",
        "destructured c @ 1:16 in 1:16 1:41",
        "destructured d @ 1:27 in 1:27",
      ],
    },
    {
      source: `let a, b; [a, o.x] = f(); ({ b } = g());`,
      names: ["destructured a @ 1:12 in 1:5 1:12", "destructured b @ 1:30 in 1:8 1:30"],
    },
    { source: `const a = ([b] = f());`, names: ["variable a @ 1:7 in 1:7"] },
  ],
  loops: [
    { source: `for (const a of xs) a;`, names: ["loop a @ 1:12 in 1:12 1:21"] },
    { source: `for (const [a, { b }] of xs) { b; }`, names: ["loop a @ 1:13 in 1:13", "loop b @ 1:18 in 1:18 1:32"] },
    {
      source: `let a; for (a of xs) { let a = f(); }`,
      names: ["loop a @ 1:13 in 1:5 1:13", "variable a @ 1:28 in 1:28"],
    },
    { source: `for (let [a] = f(); a; ) a;`, names: ["destructured a @ 1:11 in 1:11 1:21 1:26"] },
    { source: `for (const a in o) a;`, names: [] },
  ],
  parameters: [
    {
      source: `function f(a: number, { b }: any, c = a, ...d) { a; }`,
      names: ["parameter a @ 1:12 in 1:12 1:39 1:50", "parameter b @ 1:25 in 1:25", "parameter c @ 1:35 in 1:35"],
    },
    { source: `const f = (a?: number) => a; a;`, names: ["parameter a @ 1:12 in 1:12 1:27"] },
    {
      source: `function f(this: any, a) {} function g(a): void; abstract class A { abstract m(a): void; set s(a) {} }`,
      names: ["parameter a @ 1:23 in 1:23", "parameter a @ 1:96 in 1:96"],
    },
  ],
};

describe("names", () => {
  for (const [what, each] of Object.entries(rows)) {
    describe(`of ${what}`, () => {
      for (const { source, names } of each) {
        it(JSON.stringify(source), () => {
          const options = { file: "a.ts", language: "ts", legacyDecorators: false, firstId: 7 } as const;
          const { bindings } = instrument(source, options);
          const told = bindings.map(
            ({ kind, name, range, uses }) => `${kind} ${name} @ ${start(range)} in ${uses.map(start).join(" ")}`,
          );
          assert.deepEqual(told, names);
          assert.equal(bindings[0]?.id ?? 7, 7);
          const ofVariables = bindings.filter(({ kind }) =>
            ["variable", "destructured", "loop", "parameter"].includes(kind),
          );
          for (const { name, uses } of ofVariables) {
            for (const use of uses) assert.equal(textAt(source.replace("\uFEFF", ""), use), name);
          }
        });
      }
    });
  }
});

function start({ line, column }: SourceRange): string {
  return `${line}:${column}`;
}
