import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { readOracle } from "../support/oracle.js";
import { checkClose, numbersOf, type Numbers } from "../support/trainingRuns.js";

const { nn } = torch;
const { orthogonal } = nn.utils.parametrizations;
const { register_parametrization, transfer_parametrizations_and_params, type_before_parametrizations } =
  nn.utils.parametrize;

interface Failure {
  readonly error: string;
  readonly message: string;
}

interface Orthogonal {
  readonly printed: string;
  readonly names: readonly string[];
  readonly weight: Numbers;
  readonly moved: Numbers;
  readonly grad: Numbers;
  readonly assigned: Numbers | Failure;
  readonly misfit: Failure;
}

const recorded = readOracle<{
  readonly orthogonal: Readonly<Record<string, Orthogonal>>;
  readonly errors: Readonly<Record<string, Failure>>;
  readonly fused: Readonly<
    Record<string, { readonly weight: Numbers; readonly bias: Numbers; readonly printed: string }>
  >;
}>("answers/orthogonal.json");

const { float64 } = torch;

class Holder extends nn.Module {
  weight: torch.Tensor;

  constructor(...shape: readonly number[]) {
    super();
    const count = shape.reduce((product, size) => product * size, 1);
    const numbers = torch
      .arange(1, 1 + count, { dtype: float64 })
      .mul(1.7)
      .sin();
    this.weight = new nn.Parameter(numbers.reshape(shape));
  }
}

function agree(actual: torch.Tensor, answer: Numbers): void {
  checkClose(actual.flatten().tolist() as number[], numbersOf(answer), 1e-10);
}

describe("orthogonal weights are PyTorch's:", () => {
  for (const [text, expected] of Object.entries(recorded.orthogonal))
    it(text, () => {
      const [shape, orthogonal_map, use_trivialization] = JSON.parse(text) as [
        number[],
        "matrix_exp" | "cayley" | "householder" | null,
        boolean,
      ];
      torch.manual_seed(5);
      const module = orthogonal(new Holder(...shape), "weight", orthogonal_map, { use_trivialization });
      assert.equal(String(module), expected.printed);
      assert.deepEqual(Object.keys(module.state_dict()), expected.names);
      agree(module.weight, expected.weight);
      const { original } = module.parametrizations.weight;
      const count = original.numel();
      torch.no_grad(() =>
        original.add_(torch.arange(count, { dtype: float64 }).cos().reshape(original.shape).mul(0.1)),
      );
      const { weight } = module;
      agree(weight, expected.moved);
      weight
        .mul(torch.arange(1, 1 + count, { dtype: float64 }).reshape(weight.shape))
        .sum()
        .backward();
      agree(original.grad!, expected.grad);
      const doubled = weight.detach().mul(2);
      const isWide = doubled.size(-1) > doubled.size(-2);
      const { Q } = torch.linalg.qr(isWide ? doubled.mT : doubled);
      const assign = (value: torch.Tensor) => () => (module.weight = value);
      const { assigned, misfit } = expected;
      if (typeof assigned === "object" && "error" in assigned)
        assert.throws(assign(isWide ? Q.mT : Q), { name: assigned.error, message: assigned.message });
      else {
        assign(isWide ? Q.mT : Q)();
        agree(module.weight, assigned);
      }
      assert.throws(assign(torch.zeros(5, 5, { dtype: float64 })), { name: misfit.error, message: misfit.message });
    });
});

describe("a layer and the normalization after it become one as PyTorch's:", () => {
  const options = { dtype: float64 };
  const filled = <Module extends torch.nn.Module>(module: Module): Module => {
    const floats = [...module.buffers()].filter(({ dtype }) => dtype.is_floating_point);
    [...module.parameters(), ...floats].forEach((tensor, i) => {
      const numbers = torch
        .arange(1, 1 + tensor.numel(), options)
        .mul(1.7 + i)
        .sin()
        .reshape(tensor.shape);
      torch.no_grad(() => tensor.copy_(numbers.abs().add(0.1)));
    });
    return module.eval();
  };
  const { fuse_conv_bn_eval, fuse_linear_bn_eval } = nn.utils;
  const norm2d = (): torch.nn.BatchNorm2d => new nn.BatchNorm2d(3, options);
  const fusions: Readonly<Record<string, () => torch.nn.Module & { weight: torch.Tensor; bias: torch.Tensor | null }>> =
    {
      conv: () => fuse_conv_bn_eval(filled(new nn.Conv2d(2, 3, 2, options)), filled(norm2d())),
      "conv without bias": () =>
        fuse_conv_bn_eval(
          filled(new nn.Conv1d(2, 3, 2, { bias: false, ...options })),
          filled(new nn.BatchNorm1d(3, options)),
        ),
      "conv and norm without weights": () =>
        fuse_conv_bn_eval(
          filled(new nn.Conv2d(2, 3, 2, options)),
          filled(new nn.BatchNorm2d(3, { affine: false, ...options })),
        ),
      transposed: () => fuse_conv_bn_eval(filled(new nn.ConvTranspose2d(2, 3, 2, options)), filled(norm2d()), true),
      linear: () => fuse_linear_bn_eval(filled(new nn.Linear(4, 3, options)), filled(new nn.BatchNorm1d(3, options))),
      "linear without bias": () =>
        fuse_linear_bn_eval(
          filled(new nn.Linear(4, 3, { bias: false, ...options })),
          filled(new nn.BatchNorm1d(3, options)),
        ),
    };
  for (const [name, { weight, bias, printed }] of Object.entries(recorded.fused))
    it(name, () => {
      const fused = fusions[name]!();
      agree(fused.weight, weight);
      agree(fused.bias!, bias);
      assert.equal(String(fused), printed);
      assert.deepEqual(
        [...fused.named_parameters()].map(([of]) => of),
        ["weight", "bias"],
      );
    });

  const mistakes: Readonly<Record<string, () => unknown>> = {
    vector: () => orthogonal(new Holder(3)),
    map: () => orthogonal(new Holder(3, 3), "weight", "exp" as never),
    name: () => orthogonal(new Holder(3, 3), "wait"),
    training: () => fuse_conv_bn_eval(new nn.Conv2d(2, 3, 2), new nn.BatchNorm2d(3).eval()),
    statistics: () =>
      fuse_conv_bn_eval(new nn.Conv2d(2, 3, 2).eval(), new nn.BatchNorm2d(3, { track_running_stats: false }).eval()),
    features: () => fuse_linear_bn_eval(new nn.Linear(2, 3).eval(), new nn.BatchNorm1d(4).eval()),
  };
  for (const [name, { error, message }] of Object.entries(recorded.errors))
    it(`and refuses a wrong ${name} in its words`, () => {
      assert.throws(mistakes[name]!, { name: error, message });
    });
});

describe("parametrizations", () => {
  class Doubled extends nn.Module {
    override forward(x: torch.Tensor): torch.Tensor {
      return x.mul(2);
    }
  }

  it("tell the class that a module had before", () => {
    const layer = new nn.Linear(2, 2);
    assert.equal(type_before_parametrizations(layer), nn.Linear);
    assert.equal(type_before_parametrizations(register_parametrization(layer, "weight", new Doubled())), nn.Linear);
  });

  it("are transferred with the tensors that they begin with", () => {
    const from = register_parametrization(new nn.Linear(2, 2), "weight", new Doubled());
    const to = transfer_parametrizations_and_params(from, new nn.Linear(2, 2));
    assert.ok(torch.equal(from.weight, to.weight));
    assert.equal(
      (Reflect.get(to, "parametrizations") as typeof from.parametrizations).weight.original,
      from.parametrizations.weight.original,
    );
  });
});
