import assert from "node:assert/strict";
import { inspect } from "node:util";
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

  it("prints as an object, not as its 624 words", () => {
    assert.equal(inspect(new torch.Generator()), "<torch._C.Generator object>");
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
