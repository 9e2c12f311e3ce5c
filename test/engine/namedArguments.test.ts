import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";

const { ones, tensor } = torch;
const F = torch.nn.functional;
const x = ones(2, 3);
const places = tensor([0, 1], { dtype: torch.long });
const mask = x.gt(2);

/** Scripts have types for these calls (test/types/namedCalls.test.ts); the engine itself calls in order. */
function call(on: object, name: string, ...args: readonly unknown[]): torch.Tensor {
  return (on as Readonly<Record<string, (...args: readonly unknown[]) => torch.Tensor>>)[name]!(...args);
}

/** A call with its arguments by name, and the same in their order. */
const calls: readonly (readonly [string, () => torch.Tensor, () => torch.Tensor])[] = [
  ["unsqueeze", () => call(x, "unsqueeze", { dim: 1 }), () => x.unsqueeze(1)],
  ["squeeze", () => call(torch, "squeeze", ones(2, 1), { dim: 1 }), () => ones(2)],
  ["transpose", () => call(torch, "transpose", x, 0, { dim1: 1 }), () => x.t()],
  ["select", () => call(x, "select", { dim: 1, index: 2 }), () => x.select(1, 2)],
  ["gather", () => call(torch, "gather", x, { dim: 0, index: ones(1, 3).long() }), () => ones(1, 3)],
  ["index_select", () => call(x, "index_select", 1, { index: places }), () => ones(2, 2)],
  ["masked_fill", () => call(x, "masked_fill", mask, { value: 7 }), () => x],
  ["masked_fill_", () => call(x.clone(), "masked_fill_", { mask, value: 7 }), () => x],
  ["narrow", () => call(x, "narrow", 1, { start: 1, length: 2 }), () => ones(2, 2)],
  ["linear", () => call(torch.nn.functional, "linear", x, ones(2, 3), { bias: ones(2) }), () => ones(2, 2).mul(4)],
  ["clamp_min", () => call(torch, "clamp_min", x, { min: 2 }), () => x.mul(2)],
  ["addmm", () => call(torch, "addmm", ones(2), x, ones(3, 2), { alpha: 2 }), () => ones(2, 2).mul(7)],
  [
    "huber_loss",
    () => F.huber_loss(x, x.mul(3), { reduction: "sum", delta: 0.5 }),
    () => F.huber_loss(x, x.mul(3), "sum", 0.5),
  ],
  [
    "gaussian_nll_loss",
    () => F.gaussian_nll_loss(x, x, 2, { reduction: "sum" }),
    () => F.gaussian_nll_loss(x, x, 2, false, 1e-6, "sum"),
  ],
  [
    "embedding",
    () => F.embedding(places, x.clone(), { max_norm: 1 }),
    () => F.embedding(places, x.clone(), null, 1, 2),
  ],
  [
    "embedding_bag",
    () => F.embedding_bag(places, x, { offsets: places, mode: "max" }),
    () => F.embedding_bag(places, x, places, null, 2, false, "max"),
  ],
  ["softmax", () => torch.softmax(x, 1, { dtype: torch.float64 }), () => torch.softmax(x, 1, torch.float64)],
];

describe("arguments by name", () => {
  for (const [name, named, ordered] of calls) {
    it(`mean the same to ${name} as in their order`, () => {
      assert.deepEqual(named().tolist(), ordered().tolist());
    });
  }

  it("are refused where the name is wrong", () => {
    assert.throws(() => x.unsqueeze({ dimension: 1 } as never), {
      name: "TypeError",
      message: "unsqueeze() got an unexpected keyword argument 'dimension' (did you mean 'dim'?)",
    });
  });
});
