import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { rngCases, type OracleTensor } from "../support/rngCases.js";
import { observed } from "../support/observed.js";

describe("torch.Generator", () => {
  for (const { seed, first } of rngCases<Record<string, OracleTensor>>("Generator")) {
    it(`draws a stream of its own and leaves the global one alone, seed ${seed}`, () => {
      const generator = new torch.Generator().manual_seed(seed);
      torch.manual_seed(seed);
      assert.deepEqual(elements(torch.rand(4, { generator })), first["rand"]!.data);
      torch.randn(4, { generator });
      assert.deepEqual(elements(torch.randint(0, 7, [4], { generator })), first["randint"]!.data);
      assert.deepEqual(elements(torch.randperm(5, { generator })), first["randperm"]!.data);
      assert.equal(generator.initial_seed(), seed);
      assert.deepEqual(elements(torch.rand(2)), first["global"]!.data);
    });
  }

  it("takes a negative or a large seed as its lowest bits, as PyTorch does", () => {
    const draw = (seed: number | bigint): unknown =>
      torch.rand(2, { generator: new torch.Generator().manual_seed(seed) }).tolist();
    assert.deepEqual(draw(-1), draw(2 ** 32 - 1));
    assert.deepEqual(draw(2n ** 40n + 7n), draw(7));
    assert.throws(() => draw(0.5), /^RuntimeError: manual_seed expected a long, but got float$/);
  });

  it("starts anew with manual_seed, and gives the seed that was chosen", () => {
    assert.equal(torch.manual_seed(12).initial_seed(), 12);
    assert.equal(torch.initial_seed(), 12);
    const before = torch.randn(3).tolist();
    torch.manual_seed(12);
    assert.deepEqual(torch.randn(3).tolist(), before);
    assert.equal(torch.seed(), torch.initial_seed());
  });
});

describe("random functions", () => {
  const mistakes: readonly (readonly [string, () => unknown, RegExp])[] = [
    [
      "rand in an integer dtype",
      () => torch.rand(2, { dtype: torch.int64 }),
      /^NotImplementedError: "check_uniform_bounds" not implemented for 'Long'$/,
    ],
    [
      "randn in an integer dtype",
      () => torch.randn(2, { dtype: torch.int64 }),
      /^NotImplementedError: "normal_kernel_cpu" not implemented for 'Long'$/,
    ],
    [
      "randint of nothing",
      () => torch.randint(3, 3, [2]),
      /^RuntimeError: random_ expects 'from' to be less than 'to', but got from=3 >= to=3$/,
    ],
    [
      "randint of a fraction",
      () => torch.randint(0.5, [2]),
      /^TypeError: randint\(\): argument 'high' must be int, not number$/,
    ],
    [
      "randperm of a negative number",
      () => torch.randperm(-1),
      /^RuntimeError: Trying to create tensor with negative dimension -1: \[-1\]$/,
    ],
    [
      "uniform_ downwards",
      () => torch.zeros(2).uniform_(5, 2),
      /^RuntimeError: uniform_ expects to return a \[from, to\) range, but found from=5 > to=2$/,
    ],
    [
      "normal_ of negative deviation",
      () => torch.zeros(2).normal_(0, -1),
      /^RuntimeError: normal expects std >= 0\.0, but found std -1$/,
    ],
    [
      "bernoulli_ beyond 1",
      () => torch.zeros(2).bernoulli_(2),
      /^RuntimeError: bernoulli_ expects p to be in \[0, 1\], but got p=2$/,
    ],
    [
      "an unknown option",
      () => torch.rand(2, { dtipe: torch.float64 } as object),
      /^TypeError: rand\(\) got an unexpected keyword argument 'dtipe' \(did you mean 'dtype'\?\)$/,
    ],
    [
      "a leaf that requires grad",
      () => torch.zeros(2, { requires_grad: true }).normal_(),
      /^RuntimeError: a leaf Variable that requires grad is being used in an in-place operation\.$/,
    ],
  ];
  for (const [name, run, text] of mistakes) it(`refuse ${name}`, () => assert.throws(run, text));

  it("make leaves that can require grad, in the shape that was asked for", () => {
    const x = torch.randn(2, 3, { requires_grad: true });
    assert.deepEqual([x.shape, x.requires_grad, x.is_leaf], [[2, 3], true, true]);
    assert.deepEqual(torch.rand([4, 1], { dtype: torch.float64 }).dtype, torch.float64);
    assert.deepEqual(torch.randint(10, [3]).dtype, torch.int64);
  });

  it("give what they drew to the observer as a tensor of its own", () => {
    const x = torch.zeros(3);
    const calls = observed(() => x.uniform_(-1, 1));
    assert.deepEqual(
      calls.map(({ op }) => op),
      ["uniform_", "uniform"],
    );
    assert.equal(calls[1]!.inputs[1], calls[0]!.outputs[0]);
    assert.deepEqual(x.tolist(), calls[0]!.outputs[0]!.tolist());
  });
});
