import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import type { Tensor } from "../../../src/engine/index.js";

const { dual_level, make_dual, unpack_dual } = torch.autograd.forward_ad;

/** Each call by the name that PyTorch has for it, with what has a tangent. */
const calls: Readonly<Record<string, (dual: Tensor) => unknown>> = {
  heaviside: (dual) => torch.heaviside(torch.ones(3, 3), dual),
  heaviside_: (dual) => dual.heaviside_(torch.ones(7)),
  floor_divide: (dual) => torch.floor_divide(2, dual),
  floor_divide_: (dual) => torch.ones(2, { dtype: torch.int64 }).floor_divide_(dual),
  remainder: (dual) => torch.remainder(2, dual),
  gcd: (dual) => torch.gcd(dual, dual),
  lcm_: (dual) => dual.lcm_(torch.ones(2)),
  bitwise_not: (dual) => dual.bitwise_not(),
  bitwise_and_: (dual) => dual.bitwise_and_(1),
  bitwise_left_shift: (dual) => torch.bitwise_left_shift(dual, 1),
  bincount: (dual) => torch.bincount(torch.tensor([0, 1], { dtype: torch.int64 }), { weights: dual }),
  histogram: (dual) => torch.histogram(dual, 2),
};

describe("forward mode and ops of which PyTorch's autograd knows nothing", () => {
  for (const [name, call] of Object.entries(calls)) {
    it(`refuses ${name} before it looks at the call`, () => {
      const message = `Trying to use forward AD with aten::${name} that does not support it.`;
      dual_level(() => {
        const dual = make_dual(torch.ones(2), torch.ones(2));
        assert.throws(() => call(dual), { name: "NotImplementedError", message });
      });
    });
  }

  it("leaves what they would have written, and its history, as it was", () => {
    const x = torch.full([2], 0.5, { requires_grad: true }).clone();
    dual_level(() => {
      const dual = make_dual(x, torch.ones(2));
      assert.throws(() => dual.heaviside_(torch.ones(2)), /forward AD/);
    });
    assert.deepEqual([x.tolist(), x._version, x.grad_fn!.name()], [[0.5, 0.5], 0, "CloneBackward0"]);
  });

  it("computes them where the tangent is left out, or inference mode carries none", () => {
    dual_level(() => {
      const dual = make_dual(torch.full([2], 5), torch.ones(2));
      assert.deepEqual(dual.detach().floor_divide(2).tolist(), [2, 2]);
      assert.deepEqual(torch.inference_mode(() => dual.floor_divide(2)).tolist(), [2, 2]);
    });
  });
});

type Operands = Record<"x" | "weight" | "bias", Tensor>;

/** In which order a backward of the tangent comes by what it hangs on, by what has a tangent. No gradient reaches the bias. */
const orders: Readonly<Record<keyof Operands, readonly string[]>> = {
  x: ["weight", "bias: null", "x"],
  weight: ["x", "bias: null", "weight"],
  bias: ["x", "weight", "bias: null"],
};

describe("the tangent of group_norm hangs on all operands, as PyTorch's node does,", () => {
  for (const [name, order] of Object.entries(orders)) {
    it(`by that of ${name}`, () => {
      const shapes = { x: [3, 2], weight: [2], bias: [2] };
      const leaf = (key: keyof Operands): Tensor => torch.ones(shapes[key], { requires_grad: true });
      const leaves: Operands = { x: leaf("x"), weight: leaf("weight"), bias: leaf("bias") };
      const tangent = dual_level(() => {
        const dual = make_dual(leaves[name as keyof Operands], leaf(name as keyof Operands).detach());
        const { x, ...parameters } = { ...leaves, [name]: dual };
        return unpack_dual(torch.nn.functional.group_norm(x, 1, parameters)).tangent!;
      });
      const seen: string[] = [];
      for (const [key, value] of Object.entries(leaves))
        value.register_hook((g: Tensor | null) => void seen.push(g === null ? `${key}: null` : key));
      tangent.sum().backward();
      assert.deepEqual([seen, leaves.bias.grad], [order, null]);
    });
  }
});
