import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { runCli } from "../support/runCli.js";
import { root } from "../support/testRun.js";

function oracle<T>(seed: string): T {
  return JSON.parse(readFileSync(path.join(root, `test/oracle/seeds/${seed}.json`), "utf8")) as T;
}

/** The parts of the document of `--json` that these tests read. */
interface RunDocument {
  readonly console: readonly { readonly stream: string; readonly text: string }[];
  readonly topologies: readonly {
    readonly nodes: readonly {
      readonly id: number;
      readonly name: string | null;
      readonly aliases: readonly string[];
      readonly leaf: boolean;
      readonly requires_grad: boolean;
    }[];
  }[];
  readonly passes: readonly {
    readonly topology: number;
    readonly loss: number;
    readonly tensors: readonly {
      readonly node: number;
      readonly value: { readonly data: readonly number[] };
      readonly grad: { readonly data: readonly number[] } | null;
    }[];
  }[];
}

async function run(example: string): Promise<RunDocument> {
  const { status, stdout, stderr } = await runCli(["run", `examples/${example}.ts`, "--json"]);
  assert.deepEqual([status, stderr], [0, ""]);
  return JSON.parse(stdout) as RunDocument;
}

/** A line's words, with numbers as numbers: Python prints 2.0 where JavaScript prints 2. */
function words(line: string): readonly (string | number)[] {
  return line
    .trim()
    .split(/\s+/)
    .map((word) => (Number.isNaN(Number(word)) ? word : Number(word)));
}

function numbersIn(text: string): readonly number[] {
  return (text.match(/-?\d+(\.\d+)?(e[-+]?\d+)?/g) ?? []).map(Number);
}

function close(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected)), `${actual} for ${expected}`);
}

describe("the examples print what the texts print", function () {
  this.timeout(30_000);

  it("productAndSquare", async () => {
    const { stdout } = oracle<{ product_square: { stdout: string[] } }>("seed_000").product_square;
    const { console } = await run("productAndSquare");
    assert.deepEqual(
      console.map(({ text }) => words(text)),
      stdout.map(words),
    );
  });

  it("zeroToAll: all 42 lines to the last digit", async () => {
    const { seed_printed_lines } = oracle<{ seed_printed_lines: string[] }>("seed_001");
    const { console } = await run("zeroToAll");
    assert.equal(console.length, 42);
    assert.deepEqual(
      console.map(({ text }) => words(text)),
      seed_printed_lines.map(words),
    );
  });

  it("whichTensorsKeepGrad", async () => {
    const { console } = await run("whichTensorsKeepGrad");
    const printed = console.filter(({ stream }) => stream === "stdout").map(({ text }) => text);
    assert.deepEqual(printed, [
      "w.grad: tensor(-18.)",
      "x.grad: null",
      "a.grad: tensor([[6., 6.],",
      "        [6., 6.]])",
      "b.grad: null",
      "c.grad: null",
      "a2.grad: tensor([[6., 6.],",
      "        [6., 6.]])",
      "b2.grad: tensor([[6., 6.],",
      "        [6., 6.]])",
      "c2.grad: tensor([[1., 1.],",
      "        [1., 1.]])",
    ]);
    assert.match(
      console.find(({ stream }) => stream === "stderr")!.text,
      /The \.grad attribute of a Tensor that is not a leaf/,
    );
  });

  it("linearRegression: from PyTorch's initial weights along the path that the gradients prescribe", async () => {
    const { console, passes, topologies } = await run("linearRegression");
    let [w, b] = [-0.007486820220947266, 0.5364435911178589]; // nn.Linear(1, 1) after manual_seed(0)
    const first = passes[0]!.tensors.flatMap(({ node, value }) => {
      const { leaf, requires_grad } = topologies[0]!.nodes.find(({ id }) => id === node)!;
      return leaf && requires_grad ? value.data : [];
    });
    assert.deepEqual([...first].sort(), [w, b].sort());
    for (const { loss } of passes) {
      const errors = [1, 2, 3, 4].map((x) => w * x + b - (2 * x + 1));
      close(loss, errors.reduce((sum, error) => sum + error ** 2, 0) / 4, 1e-5);
      w -= 0.01 * errors.reduce((sum, error, i) => sum + (error * (i + 1)) / 2, 0);
      b -= 0.01 * errors.reduce((sum, error) => sum + error / 2, 0);
    }
    assert.equal(passes.length, 100);
    assert.equal(console.length, 12);
    assert.match(console[9]!.text, /^Epoch \[100\/100\], Loss: \d\.\d{4}$/);
    close(numbersIn(console[10]!.text)[0]!, w, 1e-5);
    close(numbersIn(console[11]!.text)[0]!, b, 1e-5);
  });

  it("retainAndCreateGraph", async () => {
    const seed = oracle<{
      retain_graph_accumulates: number[][];
      double_backward_without_retain_graph: { error: { message: string } };
      create_graph: Record<string, number>;
    }>("seed_000");
    const { console } = await run("retainAndCreateGraph");
    const printed = console.map(({ text }) => text);
    const { create_graph: d } = seed;
    assert.deepEqual(printed, [
      ...seed.retain_graph_accumulates.map(([x, y]) => `x.grad: ${x} y.grad: ${y}`),
      seed.double_backward_without_retain_graph.error.message,
      `dL/dx: ${d["dL/dx"]} dL/dy: ${d["dL/dy"]}`,
      `d2L/dx2: ${d["d2L/dx2"]} d2L/dxdy: ${d["d2L/dxdy"]}`,
      `d2L/dydx: ${d["d2L/dydx"]} d2L/dy2: ${d["d2L/dy2"]}`,
      `d3L/dx2dy: ${d["d3L/dx2dy"]}`,
    ]);
  });

  it("forwardAndReverse", async () => {
    const seed = oracle<{
      "f=x*y+sin(x)": { reverse: { values: { w5: number }; adjoints: { w1: number; w2: number } } }[];
      freezing: { modes: { mode: string; params: Record<string, { grad: unknown }> }[] };
    }>("seed_002");
    const { console } = await run("forwardAndReverse");
    const lines = console.map(({ text }) => text);
    const { values, adjoints } = seed["f=x*y+sin(x)"][0]!.reverse;
    assert.deepEqual(
      lines.slice(0, 4).flatMap((line) => numbersIn(line.slice(line.indexOf(":")))),
      [values.w5, adjoints.w1, adjoints.w2, adjoints.w1],
    );
    const modes = [
      "none",
      "requires_grad_(False) on layer 1",
      "no_grad around layer 1",
      "detach output of layer 1",
      "requires_grad_(False) on layer 2",
    ];
    const printed = lines
      .slice(4)
      .join("\n")
      .split(/\n(?=\S.*layer|\S.*frozen)/);
    assert.equal(printed.length, modes.length);
    modes.forEach((mode, i) => {
      const { params } = seed.freezing.modes.find((one) => one.mode === mode)!;
      const grads = printed[i]!.split(/layer\d\.\w+\.grad:/).slice(1);
      Object.values(params).forEach(({ grad }, j) => {
        assert.equal(grads[j]!.trim() === "null", grad === null, `${mode}, parameter ${j}`);
        const expected = grad === null ? [] : ([grad].flat(3) as number[]);
        numbersIn(grads[j]!).forEach((number, k) => close(number, expected[k]!, 1e-6));
        assert.equal(numbersIn(grads[j]!).length, expected.length);
      });
    });
  });

  it("chainRule", async () => {
    const { wxby } = oracle<{ wxby: { values: Record<string, number>; grads: Record<string, number> }[] }>("seed_003");
    const { values, grads } = wxby[0]!;
    const { console } = await run("chainRule");
    assert.deepEqual(
      console.map(({ text }) => text),
      [
        `z0, z1, z2, L: ${values["z0"]} ${values["z1"]} ${values["z2"]} ${values["L"]}`,
        ...["w", "x", "b", "y"].map((name) => `${name}.grad: ${grads[name]}`),
        `by hand: ${grads["w"]}`,
      ],
    );
  });

  it("smallCnn: loss and gradients without dropout, then 20 steps that make the loss smaller", async () => {
    const { cnn } = oracle<{
      cnn: { dtype: string; dropout: string; values: { loss: number }; grads: Record<string, { data: number[] }> }[];
    }>("seed_003");
    const { values, grads } = cnn.find(({ dtype, dropout }) => dtype === "float32" && dropout === "eval")!;
    const { console, passes, topologies } = await run("smallCnn");
    close(passes[0]!.loss, values.loss, 1e-6);
    const lines = console.map(({ text }) => text);
    const bias = lines.find((line) => line.startsWith("Gradient"))!;
    numbersIn(bias).forEach((number, i) => close(number, grads["conv.bias"]!.data[i]!, 1e-6));
    for (const [name, gradient] of [
      ["conv", "conv"],
      ["relu", "relu"],
      ["maxpool", "maxpool"],
      ["logits", "logits"],
    ] as const) {
      const { id } = topologies[passes[0]!.topology]!.nodes.find(
        (node) => node.name === name || node.aliases.includes(name),
      )!;
      const data = passes[0]!.tensors.find(({ node }) => node === id)!.grad!.data;
      data.forEach((number, i) => close(number, grads[gradient]!.data[i]!, 1e-6));
    }
    assert.equal(passes.length, 21);
    assert.ok(numbersIn(lines.at(-1)!)[0]! < values.loss / 2);
  });
});
