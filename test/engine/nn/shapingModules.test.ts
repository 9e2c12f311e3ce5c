import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

const { nn } = torch;
const F = nn.functional;
type Apply = (x: torch.Tensor) => torch.Tensor;
type OneInput = torch.nn.Module & { forward(x: torch.Tensor): torch.Tensor };

const line = torch.randn(2, 4, 6);
const plane = torch.randn(2, 4, 6, 6);
const space = torch.randn(1, 2, 3, 4, 5);

/** Each with what PyTorch prints of the same call, its input, and the function that it stands for. */
const modules: readonly (readonly [OneInput, string, torch.Tensor, Apply])[] = [
  [new nn.ZeroPad1d(2), "ZeroPad1d((2, 2))", line, (x) => F.pad(x, [2, 2])],
  [new nn.ZeroPad2d([1, 2, 3, 4]), "ZeroPad2d((1, 2, 3, 4))", plane, (x) => F.pad(x, [1, 2, 3, 4])],
  [new nn.ZeroPad3d(1), "ZeroPad3d((1, 1, 1, 1, 1, 1))", space, (x) => F.pad(x, [1, 1, 1, 1, 1, 1])],
  [
    new nn.ConstantPad1d(1, 3.5),
    "ConstantPad1d(padding=(1, 1), value=3.5)",
    line,
    (x) => F.pad(x, [1, 1], "constant", 3.5),
  ],
  [
    new nn.ConstantPad2d({ padding: 1, value: -1 }),
    "ConstantPad2d(padding=(1, 1, 1, 1), value=-1)",
    plane,
    (x) => F.pad(x, [1, 1, 1, 1], { value: -1 }),
  ],
  [
    new nn.ConstantPad3d(1, 2),
    "ConstantPad3d(padding=(1, 1, 1, 1, 1, 1), value=2)",
    space,
    (x) => F.pad(x, [1, 1, 1, 1, 1, 1], "constant", 2),
  ],
  [new nn.ReflectionPad1d(1), "ReflectionPad1d((1, 1))", line, (x) => F.pad(x, [1, 1], "reflect")],
  [new nn.ReflectionPad2d(1), "ReflectionPad2d((1, 1, 1, 1))", plane, (x) => F.pad(x, [1, 1, 1, 1], "reflect")],
  [
    new nn.ReflectionPad3d(1),
    "ReflectionPad3d((1, 1, 1, 1, 1, 1))",
    space,
    (x) => F.pad(x, [1, 1, 1, 1, 1, 1], "reflect"),
  ],
  [new nn.ReplicationPad1d([0, 3]), "ReplicationPad1d((0, 3))", line, (x) => F.pad(x, [0, 3], "replicate")],
  [new nn.ReplicationPad2d(1), "ReplicationPad2d((1, 1, 1, 1))", plane, (x) => F.pad(x, [1, 1, 1, 1], "replicate")],
  [
    new nn.ReplicationPad3d(1),
    "ReplicationPad3d((1, 1, 1, 1, 1, 1))",
    space,
    (x) => F.pad(x, [1, 1, 1, 1, 1, 1], "replicate"),
  ],
  [new nn.CircularPad1d([1, 0]), "CircularPad1d((1, 0))", line, (x) => F.pad(x, [1, 0], "circular")],
  [new nn.CircularPad2d(1), "CircularPad2d((1, 1, 1, 1))", plane, (x) => F.pad(x, [1, 1, 1, 1], "circular")],
  [
    new nn.CircularPad3d(1),
    "CircularPad3d((1, 1, 1, 1, 1, 1))",
    space,
    (x) => F.pad(x, [1, 1, 1, 1, 1, 1], "circular"),
  ],
  [new nn.Upsample(9), "Upsample(size=9, mode='nearest')", line, (x) => F.interpolate(x, 9)],
  [
    new nn.Upsample({ scale_factor: 2 }),
    "Upsample(scale_factor=2.0, mode='nearest')",
    plane,
    (x) => F.interpolate(x, { scale_factor: 2 }),
  ],
  [
    new nn.Upsample({ scale_factor: [2, 1.5], mode: "bilinear", align_corners: true }),
    "Upsample(scale_factor=(2.0, 1.5), mode='bilinear')",
    plane,
    (x) => F.interpolate(x, { scale_factor: [2, 1.5], mode: "bilinear", align_corners: true }),
  ],
  [
    new nn.UpsamplingNearest2d(3),
    "UpsamplingNearest2d(size=3, mode='nearest')",
    plane,
    (x) => F.interpolate(x, { size: 3 }),
  ],
  [
    new nn.UpsamplingBilinear2d({ scale_factor: 2 }),
    "UpsamplingBilinear2d(scale_factor=2.0, mode='bilinear')",
    plane,
    (x) => F.interpolate(x, { scale_factor: 2, mode: "bilinear", align_corners: true }),
  ],
  [new nn.PixelShuffle(2), "PixelShuffle(upscale_factor=2)", plane, (x) => F.pixel_shuffle(x, 2)],
  [new nn.PixelUnshuffle(2), "PixelUnshuffle(downscale_factor=2)", plane, (x) => F.pixel_unshuffle(x, 2)],
  [new nn.ChannelShuffle(2), "ChannelShuffle(groups=2)", plane, (x) => F.channel_shuffle(x, 2)],
  [
    new nn.Unfold([2, 3], { stride: 2 }),
    "Unfold(kernel_size=(2, 3), dilation=1, padding=0, stride=2)",
    plane,
    (x) => F.unfold(x, [2, 3], { stride: 2 }),
  ],
  [
    new nn.Fold([4, 5], 2),
    "Fold(output_size=(4, 5), kernel_size=2, dilation=1, padding=0, stride=1)",
    torch.randn(1, 8, 12),
    (x) => F.fold(x, [4, 5], 2),
  ],
  [new nn.Flatten(), "Flatten(start_dim=1, end_dim=-1)", plane, (x) => x.flatten(1)],
  [new nn.Unflatten(1, [2, -1]), "Unflatten(dim=1, unflattened_size=(2, -1))", plane, (x) => x.unflatten(1, [2, 2])],
  [new nn.Identity(3, { a: 2 }), "Identity()", line, (x) => x],
];

describe("modules that shape their input", () => {
  for (const [module, text, x, apply] of modules) {
    it(`print and compute as PyTorch does: ${text}`, () => {
      assert.equal(String(module), text);
      assert.deepEqual(module(x).tolist(), apply(x).tolist());
    });
  }

  it("compare vectors", () => {
    const [a, b] = [torch.randn(3, 4), torch.randn(3, 4)];
    assert.deepEqual(new nn.CosineSimilarity(0)(a, b).tolist(), F.cosine_similarity(a, b, 0).tolist());
    assert.deepEqual(
      new nn.PairwiseDistance(1, { keepdim: true })(a, b).tolist(),
      F.pairwise_distance(a, b, 1, { keepdim: true }).tolist(),
    );
  });

  it("multiply two inputs", () => {
    const layer = new nn.Bilinear(2, 3, 4, { bias: false });
    assert.equal(String(layer), "Bilinear(in1_features=2, in2_features=3, out_features=4, bias=False)");
    assert.deepEqual([...layer(torch.ones(5, 2), torch.ones(5, 3)).shape], [5, 4]);
    assert.throws(() => new nn.Bilinear(0, 1, 1), /in1_features must be > 0, but got \(in1_features=0\)/);
  });

  it("refuse sizes that are none", () => {
    assert.throws(() => new nn.ZeroPad2d([1, 2]), /argument 'padding' must be int or 4 ints/);
    assert.throws(() => new nn.PixelShuffle({} as never), /'upscale_factor'/);
    assert.throws(() => new nn.ConstantPad1d(1), /'value'/);
    assert.throws(() => new nn.Unflatten(1, [2, 3])(plane), /unflatten/);
  });
});
