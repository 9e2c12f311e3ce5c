import assert from "node:assert/strict";
import vm from "node:vm";
import { instrument } from "../../../src/runner/instrument/instrument.js";
import { compile } from "../../../src/runner/load/compile.js";
import { textAt } from "./textAt.js";

interface Row {
  readonly source: string;
  /** Each op that is made, and the text of its site. */
  readonly ops: readonly string[];
}

/** `x`, `y` and `z` are tensors, `xs` is an array of two, `load` a promise of one, `none` undefined. */
const rows: Readonly<Record<string, readonly Row[]>> = {
  "of a call is the whole call": [
    { source: `x.mul(y)`, ops: ["mul at x.mul(y)"] },
    { source: `x.mul()`, ops: ["mul at x.mul()"] },
    { source: `x.mul(y.sum(), z)`, ops: ["sum at y.sum()", "mul at x.mul(y.sum(), z)"] },
    {
      source: `x.mul(y).sum().exp()`,
      ops: ["mul at x.mul(y)", "sum at x.mul(y).sum()", "exp at x.mul(y).sum().exp()"],
    },
    { source: `x.mul(...xs)`, ops: ["mul at x.mul(...xs)"] },
    { source: `x.mul(y, ...xs)`, ops: ["mul at x.mul(y, ...xs)"] },
    { source: `x.mul(...xs, ...xs)`, ops: ["mul at x.mul(...xs, ...xs)"] },
    { source: `x.mul(...[y.sum()])`, ops: ["sum at y.sum()", "mul at x.mul(...[y.sum()])"] },
    { source: `x?.mul(y)?.sum()`, ops: ["mul at x?.mul(y)", "sum at x?.mul(y)?.sum()"] },
    { source: `x\n  .mul(\n    y,\n  )`, ops: ["mul at x\n  .mul(\n    y,\n  )"] },
    { source: `(await load).mul(await load)`, ops: ["mul at (await load).mul(await load)"] },
    { source: `new Scaled`, ops: ["scale at new Scaled"] },
    { source: `(x as any)!.mul(<any>y)`, ops: ["mul at (x as any)!.mul(<any>y)"] },
    { source: `const f = (a: any) => a.mul(y); f(x)`, ops: ["mul at a.mul(y)"] },
  ],
  "of a getter is the getter": [
    { source: `x.T`, ops: ["T at x.T"] },
    { source: `y.sum(); const t = x.T`, ops: ["sum at y.sum()", "T at x.T"] },
    { source: `x.T.mul(y)`, ops: ["T at x.T", "mul at x.T.mul(y)"] },
    {
      source: `y.sum(); x.T.mul(y).T.sum()`,
      ops: ["sum at y.sum()", "T at x.T", "mul at x.T.mul(y)", "T at x.T.mul(y).T", "sum at x.T.mul(y).T.sum()"],
    },
    { source: `y.mul(x.T)`, ops: ["T at x.T", "mul at y.mul(x.T)"] },
    { source: `y.sum().T`, ops: ["sum at y.sum()", "T at y.sum().T"] },
    { source: `void [x.T.T]`, ops: ["T at x.T", "T at x.T.T"] },
    {
      source: `y.sum(); x.data.T.mul(y)`,
      ops: ["sum at y.sum()", "data at x.data.T", "T at x.data.T", "mul at x.data.T.mul(y)"],
    },
    { source: `y.sum(); x?.T?.sum()`, ops: ["sum at y.sum()", "T at x?.T", "sum at x?.T?.sum()"] },
    { source: `x.sum()?.T.exp()`, ops: ["sum at x.sum()", "T at x.sum()?.T", "exp at x.sum()?.T.exp()"] },
    { source: `x.T = 1; x.data = 2; delete x.data`, ops: [] },
    { source: `y.sum(); const { T } = x`, ops: ["sum at y.sum()", "T at x"] },
    { source: `y.sum(); const [a] = x.T`, ops: ["sum at y.sum()", "T at x.T", "unbind at x.T"] },
    {
      source: `y.sum(); y.mul(...x.T)`,
      ops: ["sum at y.sum()", "T at y.mul(...x.T)", "unbind at y.mul(...x.T)", "mul at y.mul(...x.T)"],
    },
  ],
  "of an iteration is what is iterated": [
    {
      source: `y.sum(); for (const r of x) r.exp()`,
      ops: ["sum at y.sum()", "unbind at x", "exp at r.exp()", "exp at r.exp()"],
    },
    {
      source: `y.sum(); outer: for (const r of x) { y.exp(); continue outer; }`,
      ops: ["sum at y.sum()", "unbind at x", "exp at y.exp()", "exp at y.exp()"],
    },
    { source: `y.sum(); if (y) for (const r of x);`, ops: ["sum at y.sum()", "unbind at x"] },
    { source: `for (const r of x.exp()) ;`, ops: ["exp at x.exp()", "unbind at x.exp()"] },
    { source: `y.sum(); const [a, b] = x`, ops: ["sum at y.sum()", "unbind at x"] },
    { source: `let a; y.sum(); [a] = x`, ops: ["sum at y.sum()", "unbind at x"] },
    { source: `y.sum(); void [...x]`, ops: ["sum at y.sum()", "unbind at x"] },
    { source: `y.sum(); void [y, ...x].length`, ops: ["sum at y.sum()", "unbind at x"] },
    { source: `y.mul(...x)`, ops: ["unbind at y.mul(...x)", "mul at y.mul(...x)"] },
  ],
  "is null where it cannot be told, never a stale one": [
    { source: `const f = () => x.exp(); const [a] = f()`, ops: ["exp at x.exp()", "unbind at nowhere"] },
    {
      source: `function f() { y.sum(); return x; } for (const r of f());`,
      ops: ["sum at y.sum()", "unbind at nowhere"],
    },
    { source: `const f = () => { y.sum(); return x; }; f().T`, ops: ["sum at y.sum()", "T at f().T"] },
    { source: `x?.exp().T.sum()`, ops: ["exp at nowhere", "T at nowhere", "sum at x?.exp().T.sum()"] },
  ],
};

describe("the site", () => {
  for (const [what, each] of Object.entries(rows)) {
    describe(what, () => {
      for (const { source, ops } of each) {
        it(source.replaceAll("\n", "⏎"), async () => assert.deepEqual(await opsOf(source), ops));
      }
    });
  }
});

/** Runs a script on tensors that only tell which op was made, and where. */
async function opsOf(source: string): Promise<string[]> {
  const options = { file: "a.ts", language: "ts", legacyDecorators: false, firstId: 1 } as const;
  const { code, sites } = instrument(source, options);
  const compilation = { language: "ts", compilerOptions: {}, format: "unchanged", keepNames: false } as const;
  const compiled = await compile(`(async () => { ${code}\n })()`, compilation);
  let current = 0;
  const ops: string[] = [];
  const made = (op: string): void => {
    const site = sites.find(({ id }) => id === current);
    ops.push(`${op} at ${site ? textAt(source, site.range) : "nowhere"}`);
  };
  const __g = {
    p: (site: number, value: unknown) => ((current = site), value),
    s: (site: number) => ((current = site), []),
    n: (_: number, value: unknown) => value,
  };
  const tensor = (): object => {
    const methods = ["mul", "sum", "exp"].map((name) => [name, { value: () => (made(name), tensor()) }] as const);
    const getters = ["T", "data"].map(
      (name) => [name, { get: () => (made(name), tensor()), set: () => undefined, configurable: true }] as const,
    );
    const iterator = { value: () => (made("unbind"), [tensor(), tensor()].values()) };
    return Object.defineProperties(
      {},
      { ...Object.fromEntries([...methods, ...getters]), [Symbol.iterator]: iterator },
    );
  };
  class Scaled {
    constructor() {
      made("scale");
    }
  }
  const globals = { __g, x: tensor(), y: tensor(), z: tensor(), xs: [1, 2], load: Promise.resolve(tensor()), Scaled };
  await (vm.runInNewContext(compiled.code, globals) as Promise<void>);
  return ops;
}
