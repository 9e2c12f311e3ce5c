import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";

type Tensor = torch.Tensor;
const { ones, tensor } = torch;
const trained = { requires_grad: true } as const;

describe("in-place forms, as PyTorch has them:", () => {
  const forms: readonly (readonly [string, readonly unknown[], string, number])[] = [
    ["pow_", [2], "PowBackward0", 8],
    ["square_", [], "PowBackward0", 8],
    ["relu_", [], "ReluBackward0", 2],
    ["neg_", [], "NegBackward0", -2],
    ["absolute_", [], "AbsBackward0", 2],
    ["fix_", [], "TruncBackward0", 0],
    ["remainder_", [3], "RemainderBackward0", 2],
    ["multiply_", [3], "MulBackward0", 6],
    ["clip_", [0, 1], "ClampBackward1", 0],
    ["gt_", [1], "GtBackward0", 0],
  ];
  for (const [name, args, node, slope] of forms) {
    it(`${name} gives its tensor back, with a node and the gradient of what was there before`, () => {
      const x = tensor(1, trained);
      const y = x.mul(2);
      const form = (y as unknown as Record<string, (...args: readonly unknown[]) => Tensor>)[name]!;
      assert.equal(form.call(y, ...args), y);
      assert.equal(y.grad_fn!.name(), node);
      y.backward();
      assert.equal(x.grad!.item() + 0, slope);
    });
  }

  it("do not write floating point over integers", () => {
    assert.throws(() => ones(2).long().exp_(), {
      message: "result type Float can't be cast to the desired output type Long",
    });
  });

  it("fill the diagonals of a tall matrix again where they are to wrap", () => {
    const column = torch.zeros(7, 3).fill_diagonal_(1, true).sum(1).tolist();
    assert.deepEqual(column, [1, 1, 1, 0, 1, 1, 1]);
  });
});

describe("views that take their tensor's place, as PyTorch has them:", () => {
  const forms: readonly (readonly [string, readonly unknown[], readonly number[], string])[] = [
    ["t_", [], [3, 1], "TBackward1"],
    ["transpose_", [0, 1], [3, 1], "TransposeBackward1"],
    ["swapaxes_", [0, 1], [3, 1], "TransposeBackward1"],
    ["squeeze_", [], [3], "SqueezeBackward3"],
    ["squeeze_", [0], [3], "SqueezeBackward4"],
    ["unsqueeze_", [0], [1, 1, 3], "UnsqueezeBackward1"],
  ];
  for (const [name, args, shape, node] of forms) {
    it(`${name}(${args.join(", ")})`, () => {
      const x = ones(1, 3, trained);
      const y = x.mul(2);
      const form = (y as unknown as Record<string, (...args: readonly unknown[]) => Tensor>)[name]!;
      assert.equal(form.call(y, ...args), y);
      assert.deepEqual([y.shape, y._version, y.grad_fn!.name()], [shape, 1, node]);
      y.mul(torch.arange(3, { dtype: torch.float32 }).reshape(shape))
        .sum()
        .backward();
      assert.deepEqual(x.grad!.tolist(), [[0, 2, 4]]);
    });
  }

  it("a part that has been turned is still a part: what is written to it is written to the whole", () => {
    const x = ones(2, 3, trained);
    const whole = x.mul(2);
    const part = whole.index("0:1");
    part.t_().mul_(3);
    assert.deepEqual(whole.tolist(), [
      [6, 6, 6],
      [2, 2, 2],
    ]);
    whole.sum().backward();
    assert.deepEqual(x.grad!.tolist(), [
      [6, 6, 6],
      [2, 2, 2],
    ]);
  });

  it("a leaf that requires grad is not turned", () => {
    assert.throws(() => ones(2, 3, trained).t_(), { message: /a leaf Variable that requires grad is being used/ });
  });
});
