import assert from "node:assert/strict";
import vm from "node:vm";
import type { Language } from "../../../src/runner/instrument/parseScript.js";
import { instrument } from "../../../src/runner/instrument/instrument.js";
import { compile } from "../../../src/runner/load/compile.js";
import { textAt } from "./textAt.js";

interface Row {
  readonly source: string;
  /** What is read, in order: "nothing" where that throws. */
  readonly reads: readonly string[];
  readonly language?: Language;
}

const rows: Readonly<Record<string, readonly Row[]>> = {
  "after the statement that ends on its line": [
    { source: `let w = 1; //? w\nw = 2;`, reads: ["w = 1"] },
    { source: `let w = 1 //? w\nw = 2 //? w`, reads: ["w = 1", "w = 2"] },
    { source: `let w = 1;\r\nw = 2; //? w\r\n`, reads: ["w = 2"] },
    { source: `export const w = 1; //? w`, reads: ["w = 1"] },
    { source: `let w = 1; if (w) w = 2; //? w`, reads: ["w = 2"] },
    {
      source: `let w = 0; for (let i = 0; i < 2; i++) {\n  w += 1; //? w\n} //? w`,
      reads: ["w = 1", "w = 2", "w = 2"],
    },
    { source: `let w = 1;\ndo w++; while (w < 3) //? w\n`, reads: ["w = 3"] },
    { source: `function f() {} //? f.name\n`, reads: ["f.name = f"] },
    { source: `const [a, b] = [1, 2] //? b\n`, reads: ["b = 2"] },
  ],
  "after the statement that it stands in": [
    { source: `const p = {\n  w: 1, //? p.w\n};`, reads: ["p.w = 1"] },
    { source: `const w = [3, //? w[0]\n  4].length;`, reads: ["w[0] = undefined"] },
    { source: "const t = `${\n  1 //? t\n}`;", reads: ["t = 1"] },
    { source: `let w = 1;\nif (w) w = [5, //? w\n].length;`, reads: ["w = 1"] },
    { source: `const m = <b\n  x={1} //? m\n/>;`, reads: ["m = made"], language: "tsx" },
  ],
  "before the next statement, alone on its line": [
    { source: `let w = 1;\n//? w\nw = 2;\n  //? w`, reads: ["w = 1", "w = 2"] },
    { source: `//? w\nvar w = 1;`, reads: ["w = undefined"] },
    { source: `//? w\n//? v\nlet w = 1; var v`, reads: ["w = nothing", "v = undefined"] },
    { source: `const f = (w: number) => { //? w\n};\nf(4);`, reads: ["w = 4"] },
    { source: `function f(w) {\n  "use strict" //? w\n}\nf(4);`, reads: ["w = 4"] },
    { source: `for (const w of [1, 2]) {\n  //? w\n  (() => w)();\n}`, reads: ["w = 1", "w = 2"] },
    { source: `let w = 1;\n//? w\nouter: for (;;) break outer;`, reads: ["w = 1"] },
    { source: `let w = 1;\n{\n  w = 2;\n  //? w\n}`, reads: ["w = 2"] },
  ],
  "after what a line that leaves has evaluated": [
    { source: `let w = 1; const f = () => { return (w = 2); //? w\n}; f();`, reads: ["w = 2"] },
    { source: `let w = 1; function f() {\n  return [\n    (w = 2), //? w\n  ];\n} f();`, reads: ["w = 2"] },
    { source: `let w = 1; function f() { return; //? w\n} f();`, reads: ["w = 1"] },
    { source: `let w = 1; function f() { w = 2; return w;\n  //? w\n} f();`, reads: ["w = 2"] },
    { source: `let w = 1; try { throw (w = 2); //? w\n} catch {}`, reads: ["w = 2"] },
    { source: `let w = 1; for (;;) { w = 2; break; //? w\n}`, reads: ["w = 2"] },
    { source: `const f = (w) =>\n  w + //? w\n  1;\nf(1); f(2);`, reads: ["w = 1", "w = 2"] },
    { source: `const f = (w) => (v) => //? v\n  w + v;\nf(1)(2);`, reads: ["v = 2"] },
  ],
  "in a switch": [
    {
      source: `let w = 1;\nswitch (w) {\n  case 1: //? w\n    w = 2; //? w\n  case 2:\n    w = 3;\n    break; //? w\n  default:\n}`,
      reads: ["w = 1", "w = 2", "w = 3"],
    },
  ],
  "in classes": [
    {
      source: `class A { #w = 1; v = 2; constructor() { this.v = 3; //? this.#w\n } m() { //? this.v\n } static { //? this.name\n } }\nnew A().m();`,
      reads: ["this.name = A", "this.#w = 1", "this.v = 3"],
    },
    {
      source: `class A {} class B extends A { w = 1; constructor() { //? this.w\n super(); //? this.w\n } } new B();`,
      reads: ["this.w = nothing", "this.w = 1"],
    },
  ],
  "as a path": [
    {
      source: `const o = { a: [{ w: 1 }], "b c": 2 }, i = 0; //? o.a[i].w\n0; //? o["b c"]`,
      reads: [`o.a[i].w = 1`, `o["b c"] = 2`],
    },
    { source: `const o = {}; //? o.a.w\n0; //? o?.a?.w`, reads: ["o.a.w = nothing", "o?.a?.w = undefined"] },
    {
      source: `const w = { grad: 2 }; //? w.grad\n0; //?w?.grad\n0; //? w!.grad // the gradient`,
      reads: ["w = [object Object]", "w = [object Object]", "w! = [object Object]"],
    },
    { source: `const w = 1; //? w as any\n0; //? (w as any)!\n`, reads: ["w as any = 1", "(w as any)! = 1"] },
    { source: `const w = 1; //? w //? 2`, reads: ["w = 1"] },
    { source: `const w = { get v() { throw w; } }; //? w.v`, reads: ["w.v = nothing"] },
  ],
  "not within other text": [
    {
      source: "const w = 1; const s = '//? w', r = /\\/\\/? w/, t = `//? w`; /* //? w */ // x //? w\n/*? w */",
      reads: [],
    },
    { source: `const w = <b>//? w</b>;`, reads: [], language: "tsx" },
  ],
};

interface ProblemRow {
  readonly source: string;
  readonly at: string;
  readonly problem: RegExp;
  readonly language?: Language;
}

const noPath = /takes a name such as w, this\.w or layers\[0\]\.weight; put the result of a call into a variable first/;
const noPlace = /Nothing can be read here: put \/\/\? after a statement/;

const problems: readonly ProblemRow[] = [
  ...[
    "w.sum()",
    "w + 1",
    "w = 1",
    "w++",
    "-w",
    "await w",
    "ws[-1]",
    "ws[i + 1]",
    "ws[this.i]",
    "`w`",
    "1",
    "w;",
    "w b",
    "why so?",
    "? w",
    "[w",
    "new W",
    "w => w",
    "() => w",
    "yield",
    "arguments",
    "w.grad.sum",
    "import.meta",
    "super.w",
    "ws[arguments]",
    "{ w }",
  ].map((at) => ({ source: `f() //? ${at}`, at, problem: noPath })),
  { source: `f() //?`, at: "//?", problem: noPath },
  { source: `f() //?  \t\nf()`, at: "//?  \t", problem: noPath },
  { source: `f() //? w as any`, at: "w as any", problem: noPath, language: "js" },
  { source: `class A {\n  w = 1; //? this.w\n}`, at: "this.w", problem: noPlace },
  { source: `class A {\n  m() {} //? this.w\n}`, at: "this.w", problem: noPlace },
  { source: `function f(\n  w, //? w\n) {}`, at: "w", problem: noPlace },
  { source: `for (const w of ws) //? w\n  f(w);`, at: "w", problem: noPlace },
  { source: `if (w) {\n} //? w\nelse {\n}`, at: "w", problem: noPlace },
  { source: `switch (w) { //? w\n  case 1:\n}`, at: "w", problem: noPlace },
  { source: `interface A {\n  w: 1; //? w\n}`, at: "w", problem: noPlace },
  { source: `declare const w: { //? w\n};`, at: "w", problem: noPlace },
  { source: `//? w`, at: "w", problem: noPlace },
  { source: `f(); //? this.#w\nclass A { #w = 1; }`, at: "this.#w", problem: /No class around this has a member #w/ },
];

describe("a watch", () => {
  for (const [what, each] of Object.entries(rows)) {
    describe(`reads ${what}`, () => {
      for (const { source, reads, language = "ts" } of each) {
        it(source.replaceAll("\n", "⏎"), async () => {
          const { code, bindings, watches } = instrumented(source, language);
          assert.deepEqual(await readsOf(code, language, new Map(bindings.map(({ id, name }) => [id, name]))), reads);
          for (const { binding, range, problem } of watches) {
            assert.equal(problem, null);
            const { name, kind, uses } = bindings.find(({ id }) => id === binding)!;
            assert.deepEqual([kind, uses], ["watch", [range]]);
            assert.match(textAt(source, range), /^\S.*\S$|^\S$/);
            assert.ok(textAt(source, range).startsWith(name));
          }
        });
      }
    });
  }

  it("is of a gradient where its path ends in one", () => {
    const { watches } = instrumented(`f(); //? w\nf(); //? w.grad\nf(); //? (this.w as any).grad`, "ts");
    assert.deepEqual(
      watches.map(({ grad, range }) => [grad, range.column, range.endColumn]),
      [
        [false, 10, 11],
        [true, 10, 16],
        [true, 10, 30],
      ],
    );
  });

  describe("that cannot be says why", () => {
    for (const { source, at, problem, language = "ts" } of problems) {
      it(source.replaceAll("\n", "⏎"), () => {
        const { code, watches } = instrumented(source, language);
        assert.equal(watches.length, 1);
        assert.equal(watches[0]!.binding, null);
        assert.equal(textAt(source, watches[0]!.range), at);
        assert.match(watches[0]!.problem!, problem);
        assert.doesNotMatch(code, /\.w\(/);
      });
    }
  });
});

function instrumented(source: string, language: Language) {
  return instrument(source, { file: "a.ts", language, legacyDecorators: false, firstId: 1 });
}

async function readsOf(code: string, language: Language, names: ReadonlyMap<number, string>): Promise<string[]> {
  const options = { language, compilerOptions: {}, format: "commonjs", keepNames: false } as const;
  const compiled = await compile(code, options);
  const reads: string[] = [];
  const valueOf = (read: () => unknown): unknown => {
    try {
      return read();
    } catch {
      return "nothing";
    }
  };
  const __g = {
    p: (_: number, value: unknown) => value,
    s: () => [],
    n: (_: number, value: unknown) => value,
    w: (id: number, read: () => unknown, value: unknown) => {
      reads.push(`${names.get(id)} = ${String(valueOf(read))}`);
      return value;
    },
  };
  vm.runInNewContext(compiled.code, { __g, module: {}, React: { createElement: () => "made" } });
  return reads;
}
