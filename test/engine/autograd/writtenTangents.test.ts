import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

const { dual_level, make_dual, unpack_dual } = torch.autograd.forward_ad;

interface Written {
  readonly what: string;
  readonly self: torch.Tensor;
  readonly tangentOf: torch.Tensor;
  readonly write: (self: torch.Tensor, other: torch.Tensor) => torch.Tensor;
  /** The dtype of the tangent in PyTorch; null where there is none. */
  readonly dtype: torch.dtype | null;
}

const doubles = (...shape: number[]): torch.Tensor => torch.ones(shape, { dtype: torch.float64 });
const mul = (self: torch.Tensor, other: torch.Tensor): torch.Tensor => self.mul_(other);
const copy = (self: torch.Tensor, other: torch.Tensor): torch.Tensor => self.copy_(other);

const written: readonly Written[] = [
  { what: "a product", self: torch.ones(2, 3), tangentOf: doubles(2, 3), write: mul, dtype: torch.float64 },
  { what: "a product by a row", self: torch.ones(2, 3), tangentOf: doubles(3), write: mul, dtype: torch.float64 },
  { what: "a product by a number", self: torch.ones(2, 3), tangentOf: doubles(), write: mul, dtype: torch.float32 },
  { what: "a copy", self: torch.ones(2, 3), tangentOf: doubles(2, 3), write: copy, dtype: torch.float64 },
  {
    what: "a copy of a row, which has to be laid out,",
    self: torch.ones(2, 3),
    tangentOf: doubles(3),
    write: copy,
    dtype: torch.float32,
  },
  {
    what: "a part of a tensor",
    self: torch.ones(2, 3).select(0, 1),
    tangentOf: doubles(3),
    write: mul,
    dtype: torch.float32,
  },
  {
    what: "all of a tensor",
    self: torch.ones(2, 3).view(2, 3),
    tangentOf: doubles(2, 3),
    write: copy,
    dtype: torch.float64,
  },
  {
    what: "integers",
    self: torch.ones(3, { dtype: torch.int64 }),
    tangentOf: doubles(3),
    write: copy,
    dtype: null,
  },
];

describe("the tangent of what had none, and is written by a dual of float64,", () => {
  for (const { what, self, tangentOf, write, dtype } of written) {
    it(`of ${what} is ${dtype === null ? "none" : String(dtype)}`, () => {
      dual_level(() => {
        const { tangent } = unpack_dual(write(self, make_dual(tangentOf, torch.ones_like(tangentOf))));
        assert.equal(tangent?.dtype ?? null, dtype);
      });
    });
  }

  it("is that of the base, too, where it has the same memory", () => {
    dual_level(() => {
      const base = torch.ones(2);
      const view = base.view(2);
      view.copy_(make_dual(torch.ones(2), torch.tensor([2, 3])));
      assert.equal(unpack_dual(base).tangent, unpack_dual(view).tangent);
    });
  });
});

describe("backward through the tangent of what is written in place", () => {
  const graphOf = (write: (x: torch.Tensor) => torch.Tensor): readonly [torch.Tensor, torch.Tensor] => {
    const x = torch.tensor([2, 3], { dtype: torch.float64, requires_grad: true }).clone();
    const tangent = dual_level(() => unpack_dual(write(make_dual(x, torch.ones_like(x)))).tangent!);
    return [x, tangent];
  };

  for (const [name, write, isRefused] of [
    ["cumprod_", (x: torch.Tensor) => x.cumprod_(0), true],
    ["exp_", (x: torch.Tensor) => x.exp_(), true],
    ["sin_", (x: torch.Tensor) => x.sin_(), false],
    ["mul_", (x: torch.Tensor) => x.mul_(torch.ones_like(x)), false],
  ] as const) {
    it(`${isRefused ? "needs" : "does not need"} what ${name} wrote`, () => {
      const [x, tangent] = graphOf(write);
      x.mul_(2);
      const backward = (): void => tangent.sum().backward();
      if (!isRefused) backward();
      else
        assert.throws(backward, {
          message: /DoubleTensor \[2\]\], which is output 0 of AsStrided, is at version 2; expected version 1 instead/,
        });
    });
  }
});
