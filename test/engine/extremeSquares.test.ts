import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";

const { functional: F } = torch.nn;

/** 1, 2, 3 … times a number, in float32. */
function multiples(count: number, factor: number): torch.Tensor {
  return torch
    .arange(1, count + 1, { dtype: torch.float64 })
    .mul(factor)
    .to(torch.float32);
}

const norm = (x: torch.Tensor): torch.Tensor => F.layer_norm(x, [x.numel()], { eps: 0 });

/** What PyTorch answers of numbers whose squares float32 cannot hold. */
const answers: readonly (readonly [name: string, of: () => torch.Tensor, expected: readonly number[]])[] = [
  ["the norm of great numbers", () => multiples(3, 1e19).norm(), [Infinity]],
  ["what is divided by it", () => F.normalize(multiples(3, 1e19), { dim: 0 }), [0, 0, 0]],
  ["the cosine of what is divided by it", () => F.cosine_similarity(multiples(3, 1e19), multiples(3, 1e19), 0), [0]],
  ["the variance of great numbers", () => multiples(9, 1e19).var(), [Infinity]],
  ["their deviation, which is none of those", () => multiples(9, 1e19).std(), [2.7386127650272575e19]],
  ["a small layer, joined with nothing", () => norm(multiples(3, 1e19)), [NaN, NaN, NaN]],
  ["a layer of as many as there are lanes", () => norm(multiples(8, 1e20)), new Array<number>(8).fill(NaN)],
  ["a layer of lanes and one more", () => norm(multiples(9, 1e20)), new Array<number>(9).fill(0)],
  [
    "a batch",
    () => F.batch_norm(multiples(9, 1e20).reshape(9, 1), null, null, { training: true }),
    new Array<number>(9).fill(0),
  ],
  ["the norm of small numbers", () => multiples(3, 1e-30).norm(), [0]],
  ["a layer of small numbers", () => norm(multiples(3, 1e-30)), [-Infinity, NaN, Infinity]],
];

describe("Squares that float32 cannot hold, as in PyTorch,", () => {
  for (const [name, of, expected] of answers)
    it(`make ${name}`, () => {
      assert.deepEqual(
        (of().flatten().tolist() as number[]).map((value) => value + 0),
        expected,
      );
    });
});
