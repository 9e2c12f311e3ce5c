import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "../support/captureWarnings.js";

const { nn } = torch;
const F = nn.functional;
type Apply = (x: torch.Tensor) => torch.Tensor;

/** Each with what PyTorch prints of the same call, and the function that it stands for. */
const modules: readonly (readonly [torch.nn.Module & { forward(x: torch.Tensor): torch.Tensor }, string, Apply])[] = [
  [new nn.ReLU(), "ReLU()", F.relu],
  [new nn.ReLU({ inplace: true }), "ReLU(inplace=True)", F.relu],
  [new nn.ReLU6(true), "ReLU6(inplace=True)", F.relu6],
  [new nn.SELU(true), "SELU(inplace=True)", F.selu],
  [new nn.SiLU(), "SiLU()", F.silu],
  [new nn.Mish(true), "Mish(inplace=True)", F.mish],
  [new nn.Hardswish(true), "Hardswish()", F.hardswish],
  [new nn.Hardsigmoid(true), "Hardsigmoid()", F.hardsigmoid],
  [new nn.ELU(), "ELU(alpha=1.0)", F.elu],
  [new nn.ELU(2, true), "ELU(alpha=2, inplace=True)", (x) => F.elu(x, 2)],
  [new nn.CELU(0.5), "CELU(alpha=0.5)", (x) => F.celu(x, 0.5)],
  [new nn.LeakyReLU(), "LeakyReLU(negative_slope=0.01)", (x) => F.leaky_relu(x)],
  [new nn.LeakyReLU(0.2, true), "LeakyReLU(negative_slope=0.2, inplace=True)", (x) => F.leaky_relu(x, 0.2)],
  [new nn.Threshold(0.1, 20), "Threshold(threshold=0.1, value=20)", (x) => F.threshold(x, 0.1, 20)],
  [new nn.RReLU().eval(), "RReLU(lower=0.125, upper=0.3333333333333333)", (x) => F.leaky_relu(x, (1 / 8 + 1 / 3) / 2)],
  [new nn.Hardtanh(), "Hardtanh(min_val=-1.0, max_val=1.0)", (x) => F.hardtanh(x)],
  [new nn.Hardtanh(-2, 2, true), "Hardtanh(min_val=-2, max_val=2, inplace=True)", (x) => F.hardtanh(x, -2, 2)],
  [new nn.Hardshrink(), "Hardshrink(0.5)", (x) => F.hardshrink(x)],
  [new nn.Softshrink(1), "Softshrink(1)", (x) => F.softshrink(x, 1)],
  [new nn.Softplus(), "Softplus(beta=1.0, threshold=20.0)", (x) => F.softplus(x)],
  [new nn.Softplus(2, 3), "Softplus(beta=2, threshold=3)", (x) => F.softplus(x, 2, 3)],
  [new nn.Softmax(), "Softmax(dim=None)", (x) => F.softmax(x, 1)],
  [new nn.Softmin(1), "Softmin(dim=1)", (x) => F.softmin(x, 1)],
  [new nn.LogSoftmax({ dim: -1 }), "LogSoftmax(dim=-1)", (x) => F.log_softmax(x, -1)],
  [new nn.GLU(), "GLU(dim=-1)", (x) => F.glu(x)],
  [new nn.GELU("tanh"), "GELU(approximate='tanh')", (x) => F.gelu(x, { approximate: "tanh" })],
  [new nn.PReLU(4, 0.1), "PReLU(num_parameters=4)", (x) => F.prelu(x, torch.full([4], 0.1))],
  [new nn.LogSigmoid(), "LogSigmoid()", F.logsigmoid],
  [new nn.Sigmoid(), "Sigmoid()", (x) => x.sigmoid()],
  [new nn.Tanh(), "Tanh()", (x) => x.tanh()],
  [new nn.Softsign(), "Softsign()", F.softsign],
  [new nn.Tanhshrink(), "Tanhshrink()", F.tanhshrink],
];

describe("activations as modules", () => {
  for (const [module, text, apply] of modules) {
    it(`print and compute as PyTorch does: ${text}`, () => {
      const x = torch.linspace(-3, 3, 12).view(3, 4);
      assert.equal(String(module), text);
      assert.deepEqual(module(x.clone()).tolist(), apply(x).tolist());
    });
  }

  it("take the softmax over channels of images", () => {
    const x = torch.randn(2, 3, 2, 2);
    assert.deepEqual(new nn.Softmax2d()(x).tolist(), F.softmax(x, 1).tolist());
    assert.throws(() => new nn.Softmax2d()(torch.ones(3)), /expected input to be 3D or 4D, got 1D instead/);
  });

  it("learn the slopes of PReLU", () => {
    const prelu = new nn.PReLU();
    prelu(torch.tensor([-2, 3]))
      .sum()
      .backward();
    assert.deepEqual(prelu.weight.grad!.tolist(), [-2]);
    assert.deepEqual(prelu.weight.tolist(), [0.25]);
  });

  it("choose the dimension of a softmax as PyTorch does where none is given, and say so", () => {
    const shapes = [[3], [2, 3], [2, 3, 2], [1, 2, 3, 1]];
    const { result: chosen, warnings } = captureWarnings(() =>
      shapes.map((shape) => {
        const x = torch
          .arange(shape.reduce((a, b) => a * b))
          .reshape(shape)
          .float();
        const results = [F.softmax(x), F.log_softmax(x).exp(), F.softmin(x.neg())];
        return shape.findIndex((_, dim) => results.every((y) => torch.allclose(y, torch.softmax(x, dim))));
      }),
    );
    assert.equal(warnings.length, 3, "one for each place in the script");
    assert.match(warnings[0]!, /^Implicit dimension choice for softmax has been deprecated\./);
    assert.deepEqual(chosen, [0, 1, 0, 1]);
    assert.throws(() => torch.softmax(torch.ones(2), undefined as never), /dim/);
  });

  it("refuse what makes no sense", () => {
    assert.throws(() => new nn.Hardtanh(1, -1), /max_val \(-1\) must be greater than min_val \(1\)/);
    assert.throws(() => new nn.Threshold({ threshold: 1 } as never), /'value'/);
    assert.throws(() => new nn.ELU("a" as never), /argument 'alpha'/);
    assert.throws(() => new nn.ReLU({ inplce: true } as never), /inplace/);
    assert.throws(() => new (nn.Sigmoid as new (x: number) => torch.nn.Sigmoid)(3), /Sigmoid/);
  });
});
