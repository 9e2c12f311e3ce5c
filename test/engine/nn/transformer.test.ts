import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { captureWarnings } from "../support/captureWarnings.js";
import { readOracle } from "../support/oracle.js";
import { checkClose, numbersOf, type Numbers } from "../support/trainingRuns.js";

const { nn } = torch;
const float64 = { dtype: torch.float64 };

type Tensor = torch.Tensor;
type Options = Readonly<Record<string, unknown>>;
type MaskKind = "causal" | "causal bool" | "float" | "bool" | "all" | "ends";

/** A call of a module, and what PyTorch gave. */
interface Case {
  readonly module: string;
  readonly args: readonly unknown[];
  readonly options: Options;
  readonly shapes: readonly (readonly number[])[];
  /** Masks by their kind and shape, and flags. */
  readonly call: Readonly<Record<string, boolean | readonly [MaskKind, readonly number[]]>>;
  readonly mode: "train" | "eval" | "infer";
  readonly seed?: number;
  /** How often the first input is given. */
  readonly same?: number;
  readonly outputs?: readonly (Numbers | null)[];
  readonly grads?: readonly (Numbers | null)[];
  readonly names?: readonly string[];
  /** The sum of each gradient times a wave. */
  readonly parameterGrads?: readonly (Numbers | null)[];
  readonly error?: string;
}

function wave(shape: readonly number[], phase: number): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return torch
    .tensor(
      Array.from({ length: count }, (_, i) => Math.sin(i * 0.7 + phase)),
      float64,
    )
    .view([...shape]);
}

const masks: Readonly<Record<MaskKind, (shape: readonly number[]) => Tensor>> = {
  causal: (shape) => nn.Transformer.generate_square_subsequent_mask(shape.at(-1)!, float64),
  "causal bool": (shape) => torch.ones(shape).triu(1).bool(),
  float: (shape) => wave(shape, 3),
  bool: (shape) =>
    torch
      .arange(torch.ones(shape).numel())
      .remainder(3)
      .eq(1)
      .view([...shape]),
  all: (shape) => torch.ones(shape).bool(),
  ends: (shape) => {
    const length = shape.at(-1)!;
    const mask = torch.zeros(shape).view(-1, length);
    mask.index_put_([0, -1], 1);
    mask.index_put_([-1, `${length - 2}:`], 1);
    return mask.bool().view([...shape]);
  },
};

function moduleOf({ module, args, options }: Case): torch.nn.Module {
  const make = (name: string, ...given: unknown[]): torch.nn.Module =>
    Reflect.construct(Reflect.get(nn, name) as typeof nn.Module, given) as torch.nn.Module;
  if (module !== "TransformerEncoder" && module !== "TransformerDecoder")
    return make(module, ...args, { ...options, ...float64 });
  const { layer, norm, ...others } = options as { layer: Options; norm?: boolean };
  const [sizes, num_layers] = args as [readonly number[], number];
  const single = make(`${module}Layer`, ...sizes, { ...layer, ...float64 });
  return make(module, single, num_layers, {
    ...others,
    norm: norm === true ? new nn.LayerNorm(sizes[0]!, float64) : null,
  });
}

function follow(one: Case): void {
  const model = moduleOf(one).train(one.mode === "train");
  const parameters = model.parameters();
  torch.no_grad(() => {
    parameters.forEach((parameter, k) => parameter.copy_(wave(parameter.shape, k).mul(0.6)));
  });
  const inputs = one.shapes.map((shape, i) => wave(shape, 10 + i).requires_grad_());
  const given = one.same === undefined ? inputs : Array.from({ length: one.same }, () => inputs[0]!);
  const options = Object.entries(one.call).map(([name, value]) =>
    typeof value === "boolean" ? [name, value] : [name, masks[value[0]](value[1])],
  );
  if (one.seed !== undefined) torch.manual_seed(one.seed);
  const call = (): unknown => Reflect.apply(model as never, undefined, [...given, Object.fromEntries(options)]);
  const run = (): unknown => (one.mode === "infer" ? torch.no_grad(call) : call());
  if (one.error !== undefined) {
    assert.throws(run, (error: Error) => error.message === one.error || error.message.startsWith(`${one.error!} (`));
    return;
  }
  const result = run() as Tensor | readonly (Tensor | null)[];
  const outputs = result instanceof torch.Tensor ? [result] : result;
  check(outputs, one.outputs!);
  if (one.mode === "infer") return;
  const losses = outputs.flatMap((output, i) => (output === null ? [] : [output.mul(wave(output.shape, 5 + i)).sum()]));
  const loss = losses.reduce((sum, each) => sum.add(each));
  const gradients = torch.autograd.grad(loss, [...inputs, ...parameters], { allow_unused: true });
  check(gradients.slice(0, inputs.length), one.grads!);
  assert.deepEqual(
    model.named_parameters().map(([name]) => name),
    one.names,
  );
  const sums = gradients.slice(inputs.length).map((g) => g && g.mul(wave(g.shape, 1)).sum());
  check(sums, one.parameterGrads!);
}

function check(tensors: readonly (Tensor | null)[], expected: readonly (Numbers | null)[]): void {
  assert.deepEqual(
    tensors.map((tensor) => tensor === null),
    expected.map((numbers) => numbers === null),
  );
  tensors.forEach((tensor, i) => {
    if (tensor === null) return;
    const numbers = expected[i]!;
    if (Array.isArray(numbers) && Array.isArray(numbers[0])) assert.deepEqual(tensor.shape, shapeOf(numbers));
    checkClose(elements(tensor), numbersOf(numbers), 2e-9);
  });
}

function shapeOf(numbers: Numbers): number[] {
  return Array.isArray(numbers) ? [numbers.length, ...shapeOf((numbers as readonly Numbers[])[0]!)] : [];
}

function titleOf({ module, args, options, shapes, call, mode, error }: Case): string {
  const text = JSON.stringify({ args, ...options, shapes, ...call });
  return `${module} ${text} ${error === undefined ? "computes" : "refuses"} in ${mode}`;
}

describe("transformers' outputs, attention and gradients are PyTorch's:", () => {
  for (const one of readOracle<readonly Case[]>("answers/transformers.json")) {
    it(titleOf(one), () => {
      captureWarnings(() => {
        follow(one);
      });
    });
  }
});
