import assert from "node:assert/strict";
import vm from "node:vm";
import fc from "fast-check";
import { instrument } from "../../../src/runner/instrument/instrument.js";
import { scriptGlobal } from "../../../src/worker/scriptGlobal.js";
import { TopologyTable } from "../../../src/worker/topologies.js";

/** Grammar of programs over `o` (an object whose members return it), `f` (returns its last argument), `xs`, `a`, `b`, `none`. */
const { expression, statement } = fc.letrec<{ expression: string; call: string; statement: string; block: string }>(
  (tie) => {
    const expression = tie("expression");
    const arguments_ = fc.array(
      fc.oneof(
        expression,
        expression.map((operand) => `...[${operand}]`),
        fc.constant("...xs"),
      ),
      { maxLength: 3 },
    );
    const list = arguments_.map((each) => each.join(", "));
    const of = (template: string, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
      fc.tuple(...parts).map((values) =>
        template
          .split("§")
          .map((text, index) => text + (values[index] ?? ""))
          .join(""),
      );
    const watched = fc.constantFrom("o", "a", "x", "none.p", "missing.p", "xs[a]", "o.p.grad", "this", "f()", "");
    return {
      expression: fc.oneof(
        { maxDepth: 4, depthIdentifier: "expression" },
        fc.constantFrom(
          "1",
          "'s'",
          "o",
          "xs",
          "a",
          "none",
          "o.p",
          "xs[a]",
          "o.grad",
          "none.p.q",
          "o.T",
          "o.T.data",
          "this",
          "none?.T.m(f(1))",
          "(() => a)",
        ),
        tie("call"),
        of("(§, §)", expression, expression),
        of("(§).T", expression),
        of("(§)?.data", expression),
        of("(§ ? § : §)", expression, expression, expression),
        of("(§ ?? §)", expression, expression),
        of("[§]", list),
        of("`${§}|${§}`", expression, expression),
        of("(a = §)", expression),
        of("(o.p = §)", expression),
        of("([a, b] = [§])", list),
        of("((x, y = §) => §)(§)", expression, fc.constantFrom("x", "y", "({ x })", "[x, y]", "f(x)"), list),
        of("(function (x) { return §; })(§)", expression, list),
        of("typeof §", tie("call")),
        of("({ k: §, l: [§] }).k", expression, list),
        of("(§).p.grad", expression),
      ),
      call: fc.oneof(
        { maxDepth: 4, depthIdentifier: "expression" },
        fc.constantFrom("f()", "o.m()", "new C", "new C()", "o.T.m()", "none?.()", "f`x`"),
        of("f(§)", list),
        of("o.m(§)", list),
        of("o.m(§).T.m(§)", list, list),
        of("o.T.data.m(§)", list),
        of("o?.m(§)?.T.m(§)", list, list),
        of("o[§](§)", fc.constantFrom("'m'", "'T'"), list),
        of("new C(§).m(§,)", list, expression),
        of("none.T.m(§)", list),
        of("missing(§)", list),
        of("o.missing(§)", list),
        of("o.T.missing(§)", list),
      ),
      statement: fc.oneof(
        { maxDepth: 3, depthIdentifier: "statement" },
        of("§;", tie("call")),
        of("a = §;", expression),
        of("let x = §, [y, z] = [§];", expression, list).map((text) => `{ ${text} out(x, y, z); }`),
        of("{ const { T, q = § } = o; out(q); }", expression),
        of("for (const x of [§]) §", list, tie("statement")),
        of("for (const x of xs) { const x = §; out(x); }", expression),
        of("if (§) § else §", expression, tie("statement"), tie("statement")),
        of("try { § } catch (e) { out(e.message); } finally { § }", tie("block"), tie("block")),
        of("for (const x of xs) { § continue; }", tie("block")),
        of(
          "function g(x, { y } = {}) { 'use strict; not'; § return §; } out(g(§));",
          tie("block"),
          expression,
          list,
        ).map((text) => `{ ${text} }`),
        of("out(§);", expression),
        of("{ const p = { a, k: §, l: [§] }; out(p.k, p.l[0], p.a, [p.l][a]); p.l(p.k); }", expression, list),
        of("for (let i = 0; i < 2; i++) { const p = [o, §]; out(p[i], p[i].p); p[i].m(p[i]); }", expression),
        of("[a, b] = [§];", list),
        of("§ //? §\n", tie("statement"), watched),
        of("\n//? §\n§", watched, tie("statement")),
      ),
      block: fc.array(tie("statement"), { maxLength: 3 }).map((statements) => statements.join("\n")),
    };
  },
);

describe("a generated script", () => {
  it("prints and throws the same with and without instrumentation", () => {
    const programs = fc.array(
      fc.oneof(
        statement,
        expression.map((text) => `out(${text});`),
      ),
      { minLength: 1, maxLength: 6 },
    );
    const property = fc.property(programs, (statements) => {
      const source = statements.join("\n");
      const options = { file: "a.js", language: "js", legacyDecorators: false, firstId: 1 } as const;
      assert.deepEqual(printed(instrument(source, options).code), printed(source));
    });
    fc.assert(property, { numRuns: 400, seed: 7 });
  });
});

function printed(code: string): string[] {
  const lines: string[] = [];
  const show = (value: unknown): string =>
    typeof value === "function"
      ? `${value.name}()`
      : Array.isArray(value)
        ? `[${value.map(show).join()}]`
        : String(value);
  const called = (name: string, values: readonly unknown[]): void =>
    void lines.push(`${name}(${values.map(show).join()})`);
  const o = {
    m: (...values: unknown[]) => (called("m", values), o),
    get T() {
      return (called("T", []), o);
    },
    get data() {
      return (called("data", []), o);
    },
    toString: () => "o",
  };
  class C {
    constructor(...values: unknown[]) {
      called("C", values);
    }
    m(...values: unknown[]): object {
      called("C.m", values);
      return o;
    }
    get [Symbol.toStringTag](): string {
      return "C";
    }
  }
  const globals = {
    __g: scriptGlobal(new TopologyTable(() => undefined)),
    out: (...values: unknown[]) => called("out", values),
    f: (...values: unknown[]) => (called("f", values), values.at(-1)),
    ...{ o, C, xs: [1, 2], a: 0, b: 0, none: undefined },
  };
  try {
    vm.runInNewContext(code, globals, { timeout: 1_000 });
  } catch (error) {
    lines.push(`thrown: ${(error as Error).message}`);
  }
  return lines;
}
