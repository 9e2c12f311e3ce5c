import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "../support/captureWarnings.js";
import { checkDigest, checkDigests, formulaTensor, type Digest } from "../support/digests.js";
import { readOracle } from "../support/oracle.js";

const { nn } = torch;

type Options = Readonly<Record<string, unknown>>;
type Module = torch.nn.Module & { forward(...args: unknown[]): torch.Tensor };
type Input = readonly number[] | IndexInput | { readonly positive: readonly number[] };
interface IndexInput {
  readonly int: readonly number[];
  readonly below: number;
}

interface Answer {
  readonly output: Digest;
  readonly inputs?: readonly (Digest | null)[];
  readonly parameters?: Readonly<Record<string, Digest>>;
  readonly buffers: Readonly<Record<string, Digest>>;
}

/** A module as PyTorch made it, called and differentiated in float64, with weights and inputs of one formula. */
interface Case {
  readonly module: string;
  readonly args: readonly unknown[];
  readonly kwargs: Options;
  /** Shapes; whole numbers for indices, and those that want no gradient. */
  readonly inputs: readonly Input[];
  readonly eval?: boolean;
  readonly calls?: number;
  /** What the call is given by name. */
  readonly call?: Options;
  readonly answer?: Answer;
  readonly error?: string;
}

describe("modules compute what PyTorch's do, and so do their gradients and statistics", () => {
  const { cases } = readOracle<{ cases: readonly Case[] }>("answers/modules.json");
  for (const one of cases) {
    const { module, args, kwargs, inputs, call = {}, answer, error } = one;
    const how = JSON.stringify([args, kwargs, inputs, call]).slice(1, -1);
    it(`${module} ${how}${one.eval ? ", evaluated" : ""}${answer === undefined ? ", refused" : ""}`, () => {
      captureWarnings(() => {
        if (answer !== undefined) check(run(one), answer);
        else
          assert.throws(
            () => run(one),
            (thrown) => String(thrown).startsWith(error!),
          );
      });
    });
  }
});

interface Run {
  readonly module: Module;
  readonly inputs: readonly torch.Tensor[];
  readonly output: torch.Tensor;
}

function run({ module: name, args, kwargs, inputs: specs, call = {}, calls = 1, ...rest }: Case): Run {
  const module = Reflect.construct(Reflect.get(nn, name) as typeof nn.Module, [...args, kwargs]) as Module;
  module.double();
  module.parameters().forEach((parameter, k) => (parameter.data = formulaTensor(parameter.shape, k + 1)));
  if (rest.eval === true) module.eval();
  const inputs = specs.map((spec, k) => inputOf(spec, 50 + k));
  const given = Object.keys(call).length > 0 ? [...inputs, call] : inputs;
  let output = module(...given);
  for (let i = 1; i < calls; i++) output = module(...given);
  return { module, inputs, output };
}

function inputOf(spec: Input, key: number): torch.Tensor {
  if ("int" in spec) {
    const count = spec.int.reduce((a, b) => a * b, 1);
    return torch.arange(count).mul(3).remainder(spec.below).reshape(spec.int);
  }
  if ("positive" in spec) return formulaTensor(spec.positive, key).abs().div(2);
  return formulaTensor(spec, key).requires_grad_();
}

function check({ module, inputs, output }: Run, answer: Answer): void {
  checkDigest(output, answer.output, "output");
  assert.equal(output.requires_grad, answer.inputs !== undefined);
  if (answer.inputs !== undefined) {
    output.mul(formulaTensor(output.shape, 99)).sum().backward();
    answer.inputs.forEach((digest, i) => {
      const { grad } = inputs[i]!;
      if (digest === null) assert.equal(grad, null);
      else checkDigest(grad!, digest, `the gradient of input ${i}`);
    });
    const gradients = module.named_parameters().map(([name, { grad }]) => [name, grad!] as const);
    checkDigests(gradients, answer.parameters!);
  }
  checkDigests(module.named_buffers(), answer.buffers);
}
