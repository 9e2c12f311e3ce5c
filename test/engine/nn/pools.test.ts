import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

const { nn } = torch;
const F = nn.functional;

describe("pools as modules", () => {
  // What PyTorch prints of the same calls.
  const printed: readonly (readonly [torch.nn.Module, string])[] = [
    [new nn.AvgPool1d(2), "AvgPool1d(kernel_size=(2,), stride=(2,), padding=(0,))"],
    [new nn.AvgPool2d(2), "AvgPool2d(kernel_size=2, stride=2, padding=0)"],
    [new nn.AvgPool3d([1, 2, 3]), "AvgPool3d(kernel_size=(1, 2, 3), stride=(1, 2, 3), padding=0)"],
    [new nn.MaxPool1d(2), "MaxPool1d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)"],
    [
      new nn.MaxPool3d(2, [1, 1, 2]),
      "MaxPool3d(kernel_size=2, stride=(1, 1, 2), padding=0, dilation=1, ceil_mode=False)",
    ],
    [new nn.LPPool1d(2, 3), "LPPool1d(norm_type=2, kernel_size=3, stride=None, ceil_mode=False)"],
    [
      new nn.LPPool2d(1.2, [3, 2], { stride: 1 }),
      "LPPool2d(norm_type=1.2, kernel_size=(3, 2), stride=1, ceil_mode=False)",
    ],
    [new nn.MaxUnpool1d(2), "MaxUnpool1d(kernel_size=(2,), stride=(2,), padding=(0,))"],
    [new nn.MaxUnpool2d(2), "MaxUnpool2d(kernel_size=(2, 2), stride=(2, 2), padding=(0, 0))"],
    [new nn.MaxUnpool3d([1, 2, 3], 1), "MaxUnpool3d(kernel_size=(1, 2, 3), stride=(1, 1, 1), padding=(0, 0, 0))"],
    [new nn.AdaptiveAvgPool2d([null, 3]), "AdaptiveAvgPool2d(output_size=(None, 3))"],
    [new nn.AdaptiveMaxPool1d(3), "AdaptiveMaxPool1d(output_size=3)"],
  ];
  for (const [module, text] of printed) {
    it(`print as PyTorch does: ${text}`, () => {
      assert.equal(String(module), text);
    });
  }

  const [line, plane, space] = [torch.randn(2, 3, 8), torch.randn(2, 3, 8, 6), torch.randn(2, 3, 4, 4, 6)];
  const rows: readonly (readonly [string, () => torch.Tensor, () => torch.Tensor])[] = [
    ["MaxPool1d", () => new nn.MaxPool1d(3, 2, 1)(line), () => F.max_pool1d(line, 3, 2, 1)],
    ["MaxPool2d", () => new nn.MaxPool2d(2, { dilation: 2 })(plane), () => F.max_pool2d(plane, 2, { dilation: 2 })],
    ["MaxPool3d", () => new nn.MaxPool3d({ kernel_size: 2 })(space), () => F.max_pool3d(space, 2)],
    ["AvgPool1d", () => new nn.AvgPool1d(3, 2)(line), () => F.avg_pool1d(line, 3, 2)],
    [
      "AvgPool2d",
      () => new nn.AvgPool2d(2, { divisor_override: 3 })(plane),
      () => F.avg_pool2d(plane, 2, { divisor_override: 3 }),
    ],
    [
      "AvgPool3d",
      () => new nn.AvgPool3d(2, 1, 1, false, false)(space),
      () => F.avg_pool3d(space, 2, 1, 1, false, false),
    ],
    ["AdaptiveAvgPool1d", () => new nn.AdaptiveAvgPool1d(3)(line), () => F.adaptive_avg_pool1d(line, 3)],
    ["AdaptiveAvgPool2d", () => new nn.AdaptiveAvgPool2d([3, null])(plane), () => F.adaptive_avg_pool2d(plane, [3, 6])],
    ["AdaptiveAvgPool3d", () => new nn.AdaptiveAvgPool3d(2)(space), () => F.adaptive_avg_pool3d(space, 2)],
    ["AdaptiveMaxPool1d", () => new nn.AdaptiveMaxPool1d(3)(line), () => F.adaptive_max_pool1d(line, 3)],
    ["AdaptiveMaxPool2d", () => new nn.AdaptiveMaxPool2d(3)(plane), () => F.adaptive_max_pool2d(plane, 3)],
    ["AdaptiveMaxPool3d", () => new nn.AdaptiveMaxPool3d(2)(space), () => F.adaptive_max_pool3d(space, 2)],
    ["LPPool1d", () => new nn.LPPool1d(2, 2)(line.abs()), () => F.lp_pool1d(line.abs(), 2, 2)],
    ["LPPool2d", () => new nn.LPPool2d(3, 2)(plane.abs()), () => F.lp_pool2d(plane.abs(), 3, 2)],
    ["LPPool3d", () => new nn.LPPool3d(2, 2)(space.abs()), () => F.lp_pool3d(space.abs(), 2, 2)],
  ];
  for (const [name, module, f] of rows) {
    it(`compute what the function does: ${name}`, () => {
      assert.deepEqual(module().tolist(), f().tolist());
    });
  }

  it("put back what they took the greatest of", () => {
    const x = torch.tensor([[[1, 5, 2, 4]]]);
    const [values, indices] = new nn.MaxPool1d(2, { return_indices: true })(x);
    assert.deepEqual(new nn.MaxUnpool1d(2)(values, indices).tolist(), [[[0, 5, 0, 4]]]);
    assert.deepEqual(new nn.MaxUnpool1d(2)(values, indices, [5]).tolist(), [[[0, 5, 0, 4, 0]]]);
  });

  it("refuse windows that are none", () => {
    assert.throws(() => new nn.MaxPool2d({} as never), /missing 1 required positional argument: 'kernel_size'/);
    assert.throws(() => new nn.AvgPool1d(1.5), /argument 'kernel_size' must be int or tuple of ints/);
    assert.throws(() => new nn.MaxPool1d(2, { strid: 1 } as never), /stride/);
  });

  it("find no maxima in a batch, or in the channels of a single sample, that there are none of", () => {
    const of = (...shape: readonly number[]): readonly number[] =>
      (shape.length === 2 ? F.adaptive_max_pool1d : F.adaptive_max_pool2d)(torch.zeros(...shape), 2).shape;
    assert.deepEqual(
      [of(0, 3), of(0, 3, 3), of(0, 2, 3, 3)],
      [
        [0, 2],
        [0, 2, 2],
        [0, 2, 2, 2],
      ],
    );
  });
});
