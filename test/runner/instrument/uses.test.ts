import assert from "node:assert/strict";
import { tensorAt } from "../../../src/extension/session/tensorAt.js";
import { runHere } from "./runHere.js";

interface Row {
  /** `§` stands before each place that is pointed at. */
  readonly source: string;
  /** The name and the numbers of the tensor that is found at each. */
  readonly found: readonly string[];
  /** What else the script imports; pointed into as well. */
  readonly files?: Readonly<Record<string, string>>;
  readonly pass?: number;
}

const rows: Readonly<Record<string, readonly Row[]>> = {
  variables: [
    {
      source: `const §w = t(2); const y = §w.mul(3); §y.mul(§w!).mul((§w as any)).backward();`,
      found: ["w 2", "w 2", "y 6", "w 2", "w 2"],
    },
    {
      source: `const w = t(2); let §h = w.mul(3); for (let i = 0; i < 2; i++) §h = §h.mul(w); §h.backward();`,
      found: ["h 6", "h 24", "h 24", "h 24"],
    },
    {
      source: `const §x = t(2); { const §x = t(3); §x.mul(1).backward(); } const f = () => §x; §f();`,
      found: ["none", "x 3", "x 3", "none", "none"],
    },
    {
      source: `const x = t(2); const f = (§x: any) => §x.exp; f(t(5)); try { throw t(1); } catch (§x) { } §x.mul(3).backward();`,
      found: ["none", "none", "none", "x 2"],
    },
    {
      source: `export let §w = t(2); function* each() { yield §w; yield §w.mul(2); } for (const §v of each()) v.backward(); export { §w as v };`,
      found: ["w 2", "w 2", "w 2", "v 4", "w 2"],
    },
    {
      source: `{ using §w: any = Object.assign(t(2), { [Symbol.dispose]() {} }); §w.mul(2).backward(); }`,
      found: ["w 2", "w 2"],
    },
  ],
  fields: [
    {
      source: `class A { §w = t(2); #b = t(3); static s = t(4); constructor(readonly §v = t(5)) {} f(x: any) { return x.mul(this.§w).mul(this.§#b).mul(A.§s).mul(this.§v).mul(§v0); } }
const v0 = t(6); const a = new A(); a.f(t(1)).backward(); String([a.§w, a?.§v, a!.§w]);`,
      found: ["w 2", "v 5", "w 2", "#b 3", "s 4", "v 5", "v0 6", "w 2", "v 5", "w 2"],
    },
  ],
  literals: [
    {
      source: `const p = { §w: t(2), "b": t(3), f() {}, deep: { §c: t(4) } }; p.§w.mul(p.§b).mul(p.deep.§c).mul(p["§w"]).backward(); §p;`,
      found: ["p.w 2", "p.deep.c 4", "p.w 2", "p.b 3", "p.deep.c 4", "p.w 2", "none"],
    },
    {
      source: `const ws = [t(2), , t(3)] as any[]; ws§[0].mul(ws[§2]).backward(); ws§[1];`,
      found: ["ws[0] 2", "ws[2] 3", "none"],
    },
    {
      source: `const layers = [{ w: t(2) }, { w: t(3) }]; let h = t(1); for (let i = 0; i < 2; i++) h = h.mul(layers[i].§w); h.mul(layers[0].§w).backward(); for (const { §w } of layers) §w;`,
      found: ["layers[1].w 3", "layers[0].w 2", "layers[1].w 3", "layers[1].w 3"],
    },
    {
      source: `const ws = [t(2), t(3)]; let h = t(1); for (let i = 0; i < 2; i++) { h = h.mul(ws§[i]!); ws§[i]!.exp; } h.backward();`,
      found: ["ws[1] 3", "ws[1] 3"],
    },
    {
      source: `const ws = [t(2), t(3)]; let i = 0; let h = t(1).mul(ws§[i]); i++; h = h.mul(ws§[i]); ws§[i].add(h).backward(); ws[§i + 0];`,
      found: ["ws[0] 2", "ws[1] 3", "none", "none"],
    },
    {
      source: `const a = t(2), p = { §a, b: §a }; p.§a.mul(p.§b).backward(); const { §b } = p; const [§c] = [a];`,
      found: ["a 2", "a 2", "a 2", "a 2", "a 2", "a 2"],
    },
    {
      source: `class A { p = { §w: t(2) }; f() { return this.p.§w.mul(2); } } new A().f().backward();
const o: any = {}; o.q = [t(3)]; o.q§[0].mul(1).backward();`,
      found: ["p.w 2", "p.w 2", "o.q[0] 3"],
    },
    {
      source: `const base = { w: t(5) }, p = { w: t(2), ...base }, q = [...[t(3)], t(4)]; p.§w.mul(q§[0]!).backward(); p.w.§w;`,
      found: ["none", "none 3", "none"],
    },
  ],
  functions: [
    {
      source: `function f(§x: any, { §w }: any, [§b]: any = [], ...rest: any[]) { return torch.add(§x.mul(§w).mul(§b), rest§[0]); }
f(t(2), { w: t(3) }, [t(4)], t(5)).backward();`,
      found: ["x 2", "w 3", "b 4", "x 2", "w 3", "b 4", "none 5"],
    },
    {
      source: `const layer = (§x: any, p: any) => torch.addmm(p.b, x, p.§w); const m = (v: number) => torch.tensor([[v]], { requires_grad: true });
const p1 = { w: m(2), b: m(3) }, p2 = { w: m(4), b: m(5) }; layer(layer(m(1), p1), p2).sum().backward(); p1.§b; p2.§b; `,
      found: ["x 5", "p2.w 4", "p1.b 3", "p2.b 5"],
    },
    {
      source: `const linear = (x: any, §w: any, §b: any) => torch.addmm(§b, x, §w); const m = (v: number) => torch.tensor([[v]], { requires_grad: true });
const w1 = m(2), b1 = m(3), w2 = m(4), b2 = m(5); linear(linear(m(1), w1, b1), w2, b2).sum().backward();`,
      found: ["w2 4", "b2 5", "b2 5", "w2 4"],
    },
  ],
  modules: [
    {
      source: `class Net extends nn.Module { fc1 = new nn.Linear(1, 1); forward(x: any) { f(this.fc1.§weight); return this.fc1(x); } } const f = (x: any) => x;
const model = new Net(); for (const §p of model.parameters()) torch.nn.init ; for (const [name, §p] of model.named_parameters()) p.data.fill_(2);
model(torch.ones([1, 1])).sum().backward(); f(model.fc1.§weight); f(model?.§fc1.bias); f(model.fc1.§bias!.grad); model.fc1.§weight;`,
      found: ["fc1.weight 2", "fc1.bias 2", "fc1.bias 2", "fc1.weight 2", "fc1.bias 2", "fc1.bias 2", "fc1.weight 2"],
    },
  ],
  imports: [
    {
      source: `import { §w, make as §m, type T } from "./data"; import §b, * as data from "./data"; import { T2 } from "./data";
let x: T2; §w.mul(m()).mul(§b).mul(data.§v).backward();`,
      files: {
        "./data": `import * as torch from "gradlens"; export type T = 1; export interface T2 {} const t = (x: number) => torch.tensor(x, { requires_grad: true });
export const §w = t(2); export const make = () => t(3); export default t(4); export const §v = t(5);`,
      },
      found: ["w 2", "none", "none 4", "w 2", "none 4", "v 5", "w 2", "v 5"],
    },
  ],
  passes: [
    {
      source: `for (let i = 0; i < 3; i++) { const §w = t(i); const §y = w.mul(10); §y.backward(); }`,
      pass: 1,
      found: ["w 1", "y 10", "y 10"],
    },
    {
      source: `const a = t(2), b = t(3); for (let i = 0; i < 2; i++) { const §w = i === 0 ? a : b; a.mul(b).backward(); §a; §b; }`,
      found: ["none", "a 2", "b 3"],
    },
    {
      source: `const a = t(2), b = t(3); for (let i = 0; i < 2; i++) { a.mul(b).backward(); for (const §p of [b, a]) p.grad = null; }`,
      found: ["a 2"],
    },
  ],
};

const head = `import * as torch from "gradlens"; const { nn } = torch, t = (x: number) => torch.tensor(x, { requires_grad: true });\n`;

describe("what is found at the uses", () => {
  for (const [what, each] of Object.entries(rows)) {
    describe(`of ${what}`, () => {
      for (const { source, files = {}, found, pass } of each) {
        it(source.replaceAll("\n", "⏎"), async () => {
          const marked = Object.entries({ "main.ts": head + source, ...files }).map(([file, text]) => ({
            file,
            text,
            places: placesIn(text),
          }));
          const { recording, state, lastPass } = await runHere(
            Object.fromEntries(marked.map(({ file, text }) => [file, text.replaceAll("§", "")])),
          );
          const actual: string[] = [];
          for (const { file, places } of marked) {
            for (const place of places) {
              const tensor = await tensorAt(recording, state, pass ?? lastPass, { file, ...place });
              const recorded =
                tensor?.pass.kind === "full" ? tensor.pass.tensors.find(({ node }) => node === tensor.node.id) : null;
              actual.push(recorded ? `${recorded.name ?? "none"} ${recorded.value?.data?.join(" ") ?? "?"}` : "none");
            }
          }
          assert.deepEqual(actual, found);
        });
      }
    });
  }
});

function placesIn(marked: string): { line: number; column: number }[] {
  return marked.split("\n").flatMap((text, i) => {
    const parts = text.split("§");
    let column = 1;
    return parts.slice(0, -1).map((part) => ({ line: i + 1, column: (column += part.length) }));
  });
}
