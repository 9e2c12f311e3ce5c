import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";

/** A tensor where the types want a number, as a script without types can pass it. */
function asNumber(value: number | boolean, dtype: torch.dtype, options: { requires_grad?: boolean } = {}): number {
  return torch.tensor(value, { dtype, ...options }) as unknown as number;
}

const { int64, uint8, float32, bool } = torch;
const x = (): torch.Tensor =>
  torch.tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);

/** A tensor of one integer that has a dimension. */
function inRow(value: number): number {
  return torch.tensor([value], { dtype: int64 }) as unknown as number;
}

describe("a tensor of one integer in the place of a size", () => {
  const taken: readonly { readonly does: string; readonly code: () => torch.Tensor; readonly is: unknown }[] = [
    { does: "a count", code: () => x().topk(inRow(1)).values, is: [[3], [6]] },
    { does: "a place", code: () => x().select(0, inRow(1)), is: [4, 5, 6] },
    {
      does: "one of several sizes",
      code: () => x().view(inRow(3), 2),
      is: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    },
    { does: "one of a list", code: () => x().sum([0, inRow(1)]), is: 21 },
    {
      does: "the only one of a list",
      code: () => x().flip(inRow(0)),
      is: [
        [4, 5, 6],
        [1, 2, 3],
      ],
    },
  ];
  for (const { does, code, is } of taken) {
    it(`is ${does}`, () => {
      assert.deepEqual(code().tolist(), is);
    });
  }

  it("is no single dimension, which has to have none", () => {
    assert.throws(() => x().cumsum(inRow(1)), {
      name: "TypeError",
      message: "cumsum(): argument 'dim' must be int, not Tensor",
    });
  });
});

describe("a 0-d tensor in the place of a number", () => {
  const taken: readonly { readonly does: string; readonly code: () => torch.Tensor; readonly is: unknown }[] = [
    { does: "a dimension", code: () => x().sum(asNumber(-1, int64)), is: [6, 15] },
    { does: "a length", code: () => x().narrow(1, asNumber(1, uint8), asNumber(2, int64)).sum(), is: 16 },
    { does: "bins beside a range", code: () => x().histogram(asNumber(2, int64), { range: [0, 6] }).hist, is: [2, 4] },
    { does: "a size of windows", code: () => x().unfold(1, asNumber(2, int64), 1).sum([0, 1]), is: [12, 16] },
    { does: "an exponent", code: () => x().renorm(asNumber(1, float32), 0, 6), is: null },
    {
      does: "alpha",
      code: () =>
        x()
          .add(x(), { alpha: asNumber(2, float32) })
          .sum(),
      is: 63,
    },
  ];
  for (const { does, code, is } of taken) {
    it(`is ${does}`, () => {
      const result = code();
      if (is !== null) assert.deepEqual(result.tolist(), is);
    });
  }

  const refused: readonly { readonly does: string; readonly code: () => unknown; readonly message: string }[] = [
    {
      does: "fractional where it has to be whole",
      code: () => x().cumsum(asNumber(1, float32)),
      message: "cumsum(): argument 'dim' must be int, not Tensor",
    },
    {
      does: "a bool where it has to be whole",
      code: () => x().cumsum(asNumber(true, bool)),
      message: "cumsum(): argument 'dim' must be int, not Tensor",
    },
    {
      does: "one that requires grad",
      code: () => x().renorm(asNumber(1, float32, { requires_grad: true }), 0, 6),
      message: "renorm(): argument 'p' must be Number, not Tensor",
    },
  ];
  for (const { does, code, message } of refused) {
    it(`is refused if it is ${does}`, () => {
      assert.throws(code, { name: "TypeError", message });
    });
  }
});
