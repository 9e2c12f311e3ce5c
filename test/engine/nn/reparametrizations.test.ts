import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "../support/captureWarnings.js";
import { checkDigest, checkDigests, formulaTensor, type Digest } from "../support/digests.js";
import { readOracle } from "../support/oracle.js";

const { nn } = torch;
const { parametrizations, parametrize } = nn.utils;
type Reparametrized = torch.nn.Module & { forward(x: torch.Tensor): torch.Tensor };
type Digests = Readonly<Record<string, Digest>>;

interface Answer {
  readonly shape: readonly number[];
  readonly repr: string;
  readonly state: Digests;
  readonly output: Digest;
  readonly input: Digest;
  readonly parameters: Digests;
  readonly buffers: Digests;
  readonly removed: Digests;
  readonly removedRepr: string;
}

const old = { make: nn.utils.weight_norm, remove: nn.utils.remove_weight_norm };
const oldSpectral = { make: nn.utils.spectral_norm, remove: nn.utils.remove_spectral_norm };
const linear = (): torch.nn.Linear => new nn.Linear(3, 2);
const removed = (module: torch.nn.Module): unknown => parametrize.remove_parametrizations(module, "weight");

type Row = readonly [make: () => Reparametrized, remove: (module: torch.nn.Module) => unknown];
const rows: Readonly<Record<string, Row>> = {
  "old weight norm": [() => old.make(linear()), old.remove],
  "old weight norm dim 1": [() => old.make(linear(), { dim: 1 }), old.remove],
  "old weight norm of all": [() => old.make(linear(), { dim: null }), old.remove],
  "old weight norm of a convolution": [() => old.make(new nn.Conv2d(2, 3, 2)), old.remove],
  "old weight norm of a convolution, dim 1": [() => old.make(new nn.Conv2d(2, 3, 2), { dim: 1 }), old.remove],
  "old weight norm of weight and bias": [() => old.make(old.make(linear()), "bias"), old.remove],
  "weight norm": [() => parametrizations.weight_norm(linear()), removed],
  "weight norm of all": [() => parametrizations.weight_norm(linear(), { dim: null }), removed],
  "weight norm of a convolution": [() => parametrizations.weight_norm(new nn.Conv1d(2, 3, 2), { dim: 2 }), removed],
  "old spectral norm": [() => oldSpectral.make(linear()), oldSpectral.remove],
  "old spectral norm, evaluated": [() => oldSpectral.make(linear()).eval(), oldSpectral.remove],
  "old spectral norm of a transposed convolution": [
    () => oldSpectral.make(new nn.ConvTranspose1d(2, 3, 2), { n_power_iterations: 3 }),
    oldSpectral.remove,
  ],
  "spectral norm": [() => parametrizations.spectral_norm(linear()), removed],
  "spectral norm, evaluated": [() => parametrizations.spectral_norm(linear()).eval(), removed],
  "spectral norm of a transposed convolution": [
    () => parametrizations.spectral_norm(new nn.ConvTranspose2d(2, 3, 2), { n_power_iterations: 2 }),
    removed,
  ],
  "spectral norm of a bias": [
    () => parametrizations.spectral_norm(linear(), "bias"),
    (module) => parametrize.remove_parametrizations(module, "bias"),
  ],
};

describe("weights that are computed of others are PyTorch's", () => {
  const answers = readOracle<Readonly<Record<string, Answer>>>("answers/reparametrizations.json");
  beforeEach(() => {
    torch.set_default_dtype(torch.float64);
    torch.manual_seed(3);
  });
  afterEach(() => {
    torch.set_default_dtype(torch.float32);
  });

  for (const [name, answer] of Object.entries(answers)) {
    it(name, () => {
      captureWarnings(() => {
        check(rows[name]!, answer);
      });
    });
  }
});

describe("parametrizations", () => {
  class Symmetric extends nn.Module {
    calls = 0;

    override forward(x: torch.Tensor): torch.Tensor {
      this.calls++;
      return x.triu().add(x.triu(1).t());
    }

    right_inverse(x: torch.Tensor): torch.Tensor {
      return x.triu();
    }
  }

  it("are computed whenever the tensor is read, and once within cached", () => {
    const symmetric = new Symmetric();
    const layer = parametrize.register_parametrization(new nn.Linear(2, 2), "weight", symmetric);
    const before = symmetric.calls;
    assert.deepEqual(layer.weight.tolist(), layer.weight.t().tolist());
    assert.equal(symmetric.calls, before + 2);
    parametrize.cached(() => {
      assert.equal(layer.weight, layer.weight);
    });
    assert.equal(symmetric.calls, before + 3);
  });

  it("take what is assigned apart, and go as they came", () => {
    const plain = new nn.Linear(2, 2);
    const parameter = plain.weight;
    const layer = parametrize.register_parametrization(plain, "weight", new Symmetric());
    assert.equal(layer.parametrizations.weight.original, parameter);
    assert.deepEqual([parametrize.is_parametrized(layer), parametrize.is_parametrized(layer, "bias")], [true, false]);
    Reflect.set(
      layer,
      "weight",
      torch.tensor([
        [1, 2],
        [2, 3],
      ]),
    );
    assert.deepEqual(parameter.tolist(), [
      [1, 2],
      [0, 3],
    ]);
    parametrize.remove_parametrizations(plain, "weight");
    assert.equal(plain.weight, parameter);
    assert.deepEqual(parameter.tolist(), [
      [1, 2],
      [2, 3],
    ]);
    assert.deepEqual([plain.constructor, parametrize.is_parametrized(plain)], [nn.Linear, false]);
  });

  it("load the state of the older weight norm", () => {
    const { result: source } = captureWarnings(() => nn.utils.weight_norm(linear()));
    const layer = parametrizations.weight_norm(linear());
    layer.load_state_dict(source.state_dict());
    assert.deepEqual(layer.weight.tolist(), source.weight.tolist());
  });
});

describe("weights that are computed of others refuse", () => {
  const { weight_norm, spectral_norm } = nn.utils;
  const mistakes: readonly (readonly [name: string, run: () => unknown, text: RegExp])[] = [
    [
      "a norm twice",
      () => weight_norm(weight_norm(linear())),
      /^RuntimeError: Cannot register two weight_norm hooks on the same parameter weight$/,
    ],
    [
      "a spectral norm twice",
      () => spectral_norm(spectral_norm(linear())),
      /^RuntimeError: Cannot register two spectral_norm hooks on/,
    ],
    [
      "an attribute that is not there",
      () => weight_norm(linear(), "foo"),
      /^AttributeError: 'Linear' object has no attribute 'foo'$/,
    ],
    ["what is no parameter", () => weight_norm(linear(), "in_features"), /^KeyError: 'in_features'$/],
    [
      "a bias that is null",
      () => weight_norm(new nn.Linear(3, 2, false), "bias"),
      /norm_except_dim\(\): argument 'v' .*must be Tensor/,
    ],
    [
      "a dimension that is not there",
      () => weight_norm(linear(), { dim: 5 }),
      /^IndexError: Dimension out of range \(expected to be in range of \[-2, 1\], but got 5\)/,
    ],
    [
      "to remove what is not there",
      () => nn.utils.remove_weight_norm(linear()),
      /^ValueError: weight_norm of 'weight' not found in Linear\(in_features=3, out_features=2, bias=True\)$/,
    ],
    [
      "to remove a spectral norm that is not there",
      () => nn.utils.remove_spectral_norm(linear()),
      /^ValueError: spectral_norm of 'weight' not found in Linear/,
    ],
    [
      "no iterations",
      () => spectral_norm(linear(), { n_power_iterations: 0 }),
      /^ValueError: Expected n_power_iterations to be positive, but got n_power_iterations=0$/,
    ],
    [
      "the spectral norm of null",
      () => spectral_norm(new nn.Linear(3, 2, false), "bias"),
      /^ValueError: `SpectralNorm` cannot be applied as parameter `bias` is None$/,
    ],
    [
      "to remove no parametrization",
      () => parametrize.remove_parametrizations(linear(), "weight"),
      /^ValueError: Module Linear\(.*\) does not have a parametrization on weight$/,
    ],
    [
      "to leave one of several tensors",
      () => parametrize.remove_parametrizations(parametrizations.weight_norm(linear()), "weight", false),
      /^ValueError: Cannot leave unparametrized \(`leave_parametrized=False`\)/,
    ],
    [
      "to parametrize what is not there",
      () => parametrize.register_parametrization(linear(), "foo", new nn.ReLU()),
      /^ValueError: Module 'Linear\(.*\)' does not have a parameter, a buffer, or a parametrized element with name 'foo'$/,
    ],
    [
      "another shape",
      () => parametrize.register_parametrization(linear(), "weight", new nn.Flatten(0)),
      /^ValueError: Registering a parametrization may not change the shape of the tensor/,
    ],
  ];
  for (const [name, run, text] of mistakes) {
    it(name, () => {
      captureWarnings(() => {
        assert.throws(run, text);
      });
    });
  }
});

function check([make, remove]: Row, answer: Answer): void {
  const module = make();
  assert.equal(String(module), answer.repr);
  checkDigests(Object.entries(module.state_dict()), answer.state);
  module.parameters().forEach((parameter, k) => (parameter.data = formulaTensor(parameter.shape, k + 1)));
  const x = formulaTensor(answer.shape, 50).requires_grad_();
  module(x);
  const y = module(x);
  y.mul(formulaTensor(y.shape, 99)).sum().backward();
  checkDigest(y, answer.output, "output");
  checkDigest(x.grad!, answer.input, "input");
  checkDigests(
    module.named_parameters().map(([name, parameter]) => [name, parameter.grad!]),
    answer.parameters,
  );
  checkDigests(module.named_buffers(), answer.buffers);
  remove(module);
  checkDigests(Object.entries(module.state_dict()), answer.removed);
  assert.equal(String(module), answer.removedRepr);
}
