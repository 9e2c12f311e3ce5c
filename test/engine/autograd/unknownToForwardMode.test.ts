import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import type { Tensor } from "../../../src/engine/index.js";

const { dual_level, make_dual } = torch.autograd.forward_ad;

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

describe("the tangent of group_norm", () => {
  it("hangs on the bias, too, which no gradient reaches", () => {
    const bias = torch.zeros(2, { requires_grad: true });
    const tangent = dual_level(() => {
      const dual = make_dual(torch.rand(3, 2), torch.ones(3, 2));
      const out = torch.nn.functional.group_norm(dual, 1, { weight: torch.ones(2), bias });
      return torch.autograd.forward_ad.unpack_dual(out).tangent!;
    });
    const seen: unknown[] = [];
    bias.register_hook((g) => void seen.push(g));
    tangent.sum().backward();
    assert.deepEqual([seen, bias.grad], [[null], null]);
  });
});
