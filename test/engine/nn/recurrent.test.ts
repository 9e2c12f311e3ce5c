import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { readOracle } from "../support/oracle.js";
import { checkClose } from "../support/trainingRuns.js";

const { nn } = torch;
const { rnn } = nn.utils;
type Tensor = torch.Tensor;

interface Written {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Case {
  readonly module: "RNN" | "LSTM" | "GRU" | "RNNCell" | "LSTMCell" | "GRUCell";
  readonly args: readonly [input_size: number, hidden_size: number];
  readonly options: Readonly<Record<string, unknown>>;
  readonly input: readonly number[];
  /** The shapes of the initial states; none for zeros. */
  readonly states: readonly (readonly number[])[];
  /** Of the sequences, which are packed. */
  readonly lengths?: readonly number[];
  readonly enforce_sorted?: boolean;
  readonly outputs: readonly Written[];
  readonly grad_fns: readonly string[];
  /** Of the input, the states and the parameters. */
  readonly gradients: readonly (readonly number[])[];
  /** The input's gradient of the sum of the squares of all gradients. */
  readonly second: readonly number[];
}

interface DropoutCase {
  readonly module: "RNN" | "LSTM" | "GRU";
  readonly packed: boolean;
  readonly batch_first: boolean;
  readonly output: Written;
  /** What is drawn next. */
  readonly next: number;
}

/** A graph's nodes in the order in which they are first met: the name, then for each operand the node and its output. */
type Nodes = readonly (readonly [
  name: string,
  ...operands: readonly (readonly [node: number, output: number] | null)[],
])[];

interface Graphs {
  readonly module: "RNN" | "LSTM" | "GRU";
  readonly options: Readonly<Record<string, unknown>>;
  readonly packed: readonly number[] | null;
  readonly output: Nodes;
  readonly last: Nodes;
}

type Constructor = new (...args: unknown[]) => torch.nn.Module & { forward(...args: unknown[]): unknown };

const { cases, dropouts, graphs } = readOracle<{
  cases: readonly Case[];
  dropouts: readonly DropoutCase[];
  graphs: readonly Graphs[];
}>("answers/recurrent.json");

/** Sums over products of few terms differ in the last digits only. */
const tolerance = 1e-12;

describe("recurrent modules compute what PyTorch's do", () => {
  for (const one of cases) {
    const { module, args, options, input, states, lengths } = one;
    const sequences = lengths === undefined ? "" : `, packed ${JSON.stringify(lengths)}`;
    const from = states.length === 0 ? "zeros" : "a state";
    it(`${module}(${args.join(", ")}) ${JSON.stringify(options)} of [${input.join(", ")}] from ${from}${sequences}`, () => {
      check(one);
    });
  }
});

describe("dropout between recurrent layers draws PyTorch's numbers", () => {
  for (const { module, packed, batch_first, output, next } of dropouts) {
    it(`${module}${packed ? ", packed" : ""}${batch_first ? ", batch first" : ""}`, () => {
      torch.manual_seed(3);
      const options = { num_layers: 3, dropout: 0.4, bidirectional: true, batch_first };
      const layers = new (nn[module] as Constructor)(2, 3, options);
      const x = filled([3, 2, 2], 1).float();
      const lengths = batch_first ? [2, 1, 1] : [3, 2];
      const [out] = tensorsIn(layers(packed ? rnn.pack_padded_sequence(x, lengths, batch_first) : x));
      checkWritten(out!, output, 1e-6);
      assert.equal(torch.rand(1).item(), next);
    });
  }
});

function check({ module, args, options, input, states, lengths, enforce_sorted, ...expected }: Case): void {
  const made = new (nn[module] as Constructor)(...args, { ...options, dtype: torch.float64 });
  const parameters = made.parameters();
  torch.no_grad(() => {
    parameters.forEach((parameter, i) => parameter.copy_(filled(parameter.shape, i)));
  });
  const x = filled(input, 4).requires_grad_();
  const given = states.map((shape, i) => filled(shape, 5 + i).requires_grad_());
  const batchFirst = options["batch_first"] === true;
  const sequences =
    lengths === undefined ? x : rnn.pack_padded_sequence(x, lengths, batchFirst, enforce_sorted ?? true);
  const hx = given.length === 0 ? null : given.length === 1 ? given[0] : given;
  const outputs = tensorsIn(made(sequences, hx));
  assert.deepEqual(
    outputs.map(({ grad_fn }) => grad_fn?.name()),
    expected.grad_fns,
  );
  outputs.forEach((output, i) => {
    checkWritten(output, expected.outputs[i]!, tolerance);
  });
  const losses = outputs.map((output, i) =>
    output
      .mul(filled(output.shape, 7 + i))
      .sum()
      .add(output.mul(output).sum().div(2)),
  );
  const loss = losses.reduce((sum, part) => sum.add(part));
  const gradients = torch.autograd.grad(loss, [x, ...given, ...parameters], { create_graph: true });
  gradients.forEach((gradient, i) => {
    checkClose(elements(gradient!), expected.gradients[i]!, tolerance);
  });
  const squares = gradients.map((gradient) => gradient!.mul(gradient!).sum());
  const [second] = torch.autograd.grad(
    squares.reduce((sum, part) => sum.add(part)),
    [x],
  );
  checkClose(elements(second!), expected.second, tolerance);
}

function checkWritten(actual: Tensor, { shape, data }: Written, close: number): void {
  assert.deepEqual(actual.shape, shape);
  checkClose(elements(actual), data, close);
}

function tensorsIn(result: unknown): Tensor[] {
  if (result instanceof rnn.PackedSequence) return [result.data];
  return Array.isArray(result) ? result.flatMap(tensorsIn) : [result as Tensor];
}

function nodesOf(tensor: Tensor): Nodes {
  const numbers = new Map<torch.autograd.graph.Node, number>();
  const nodes: Nodes[number][] = [];
  const visit = (node: torch.autograd.graph.Node): number => {
    const known = numbers.get(node);
    if (known !== undefined) return known;
    const number = nodes.push([node.name()]) - 1;
    numbers.set(node, number);
    const operands = node.next_functions.map(([next, output]) =>
      next === null ? null : ([visit(next), output] as const),
    );
    nodes[number] = [node.name(), ...operands];
    return number;
  };
  visit(tensor.grad_fn!);
  return nodes;
}

/** The same numbers that PyTorch was given. */
function filled(shape: readonly number[], k: number): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  const i = torch.arange(count, { dtype: torch.float64 });
  return i
    .mul(7)
    .add(k * 3)
    .remainder(11)
    .sub(5)
    .div(8)
    .reshape(...shape);
}

describe("recurrent modules make PyTorch's graphs", () => {
  for (const { module, options, packed, output, last } of graphs) {
    it(`${module} ${JSON.stringify(options)}${packed === null ? "" : `, packed ${JSON.stringify(packed)}`}`, () => {
      const made = new (nn[module] as Constructor)(2, 2, options);
      const x = torch.ones(2, 2, 2, { requires_grad: true });
      const [out, h] = tensorsIn(made(packed === null ? x : rnn.pack_padded_sequence(x, packed, false, false)));
      assert.deepEqual([nodesOf(out!), nodesOf(h!)], [output, last]);
    });
  }
});

describe("a recurrent module's call", () => {
  it("gives packed sequences for packed sequences, and a tensor for a tensor", () => {
    const packed = rnn.pack_sequence([torch.ones(2, 1), torch.ones(1, 1)]);
    const [rows, [h]] = new nn.LSTM(1, 2)(packed);
    const sizes: Tensor = rows.batch_sizes;
    const [outputs, last] = new nn.GRU(1, 2)(torch.ones(2, 1, 1), { hx: torch.zeros(1, 1, 2) });
    assert.deepEqual(
      [sizes.tolist(), h.shape, outputs.shape, last.shape],
      [
        [2, 1],
        [1, 2, 2],
        [2, 1, 2],
        [1, 1, 2],
      ],
    );
  });
});

describe("a recurrent module", () => {
  const modules: readonly (readonly [
    string,
    () => torch.nn.Module & { forward(x: Tensor): readonly [Tensor, unknown] },
  ])[] = [
    ["RNN", () => new nn.RNN(3, 4, { num_layers: 2, nonlinearity: "relu" })],
    ["GRU", () => new nn.GRU(3, 4, { bidirectional: true, batch_first: true })],
    ["LSTM", () => new nn.LSTM(3, 4, { num_layers: 2, proj_size: 2 })],
  ];

  for (const [name, make] of modules) {
    it(`${name} has copies with parameters of their own and no gradients`, () => {
      const [module, x] = [make(), torch.randn(2, 5, 3)];
      module(x)[0].sum().backward();
      const copy = torch.deepcopy(module);
      assert.deepEqual(copy(x)[0].tolist(), module(x)[0].tolist());
      torch.no_grad(() => copy.parameters().forEach((parameter) => parameter.zero_()));
      assert.equal(copy(x)[0].abs().sum().item(), 0);
      assert.notEqual(module(x)[0].abs().sum().item(), 0);
      assert.ok(copy.parameters().every(({ grad }) => grad === null));
    });

    it(`${name} can be mapped over`, () => {
      const [module, x] = [make().double(), torch.randn(3, 2, 5, 3, { dtype: torch.float64 })];
      const run = (each: Tensor): Tensor => module(each)[0];
      const slope = torch.func.grad((each: Tensor) => run(each).pow(2).sum());
      checkClose(elements(torch.vmap(run)(x)), elements(torch.stack(x.unbind().map(run))), 1e-12);
      checkClose(elements(torch.vmap(slope)(x)), elements(torch.stack(x.unbind().map(slope))), 1e-12);
    });
  }
});
