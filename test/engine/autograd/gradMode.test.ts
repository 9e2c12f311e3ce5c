import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { leaf } from "../support/tensors.js";

interface Flags {
  readonly requires_grad: boolean;
  readonly is_leaf: boolean;
  readonly grad_fn: string | null;
}

const flags = ({ requires_grad, is_leaf, grad_fn }: torch.Tensor): Flags => ({
  requires_grad,
  is_leaf,
  grad_fn: grad_fn?.name() ?? null,
});
const untracked: Flags = { requires_grad: false, is_leaf: true, grad_fn: null };
const tracked: Flags = { requires_grad: true, is_leaf: false, grad_fn: "MulBackward0" };

describe("grad modes", () => {
  const x = leaf(2);

  it("no_grad gives the callback's value, untracked", () => {
    assert.deepEqual(flags(torch.no_grad(() => x.mul(2))), untracked);
    assert.equal(torch.is_grad_enabled(), true);
  });

  it("no_grad with using lasts until the end of the block", () => {
    {
      using _ = torch.no_grad();
      assert.deepEqual(flags(x.mul(2)), untracked);
      {
        using __ = torch.enable_grad();
        assert.deepEqual(flags(x.mul(2)), tracked);
      }
      assert.equal(torch.is_grad_enabled(), false);
    }
    assert.deepEqual(flags(x.mul(2)), tracked);
  });

  it("no_grad.wrap gives a function that runs untracked, with its this and arguments", () => {
    const model = {
      factor: 3,
      predict: torch.no_grad.wrap(function (this: { factor: number }, input: torch.Tensor) {
        return input.mul(this.factor);
      }),
    };
    const y = model.predict(x);
    assert.deepEqual([y.tolist(), flags(y)], [[6], untracked]);
  });

  it("enable_grad tracks again inside no_grad", () => {
    assert.deepEqual(flags(torch.no_grad(() => torch.enable_grad(() => x.mul(2)))), tracked);
  });

  it("set_grad_enabled works as a statement, with using and around a callback", () => {
    assert.deepEqual(flags(torch.set_grad_enabled(false, () => x.mul(2))), untracked);
    torch.set_grad_enabled(false);
    assert.deepEqual([torch.is_grad_enabled(), flags(x.mul(2))], [false, untracked]);
    torch.set_grad_enabled(true);
    {
      using _ = torch.set_grad_enabled(false);
      assert.equal(torch.is_grad_enabled(), false);
    }
    assert.equal(torch.is_grad_enabled(), true);
  });

  it("is restored when the callback throws", () => {
    for (const mode of [torch.no_grad, torch.enable_grad]) {
      assert.throws(
        () =>
          mode(() => {
            throw new Error("boom");
          }),
        /boom/,
      );
      assert.equal(torch.is_grad_enabled(), true);
    }
  });

  it("refuses a callback that returns a promise", () => {
    assert.throws(() => torch.no_grad(async () => Promise.reject(new Error("not heard"))), {
      name: "RuntimeError",
      message: /^no_grad\(f\): the callback returned a promise/,
    });
    assert.equal(torch.is_grad_enabled(), true);
  });

  it("leaves made in no_grad may require grad", () => {
    const made = torch.no_grad(() => torch.ones(1, { requires_grad: true }));
    assert.deepEqual(flags(made), { ...untracked, requires_grad: true });
  });

  it("does not change what was recorded when requires_grad changes", () => {
    const w = leaf(2);
    w.requires_grad_(false);
    const y = w.mul(3);
    w.requires_grad_(true);
    assert.deepEqual([flags(y), flags(w.mul(3))], [untracked, tracked]);
  });
});

describe("updates of a weight", () => {
  const trained = (): torch.Tensor => {
    const w = leaf(1);
    w.mul(2).sum().backward();
    return w;
  };
  const after = (w: torch.Tensor): unknown => [w.tolist(), flags(w), w._version];
  const updated = [0.800000011920929];
  const isLeaf = { ...untracked, requires_grad: true };

  it("w.data = … keeps the leaf and its version", () => {
    const w = trained();
    w.data = w.data.sub(w.grad!.data.mul(0.1));
    assert.deepEqual(after(w), [updated, isLeaf, 0]);
  });

  it("w.data.sub_ is not noticed as a write", () => {
    const w = trained();
    w.data.sub_(w.grad!.mul(0.1));
    assert.deepEqual(after(w), [updated, isLeaf, 0]);
  });

  it("w.sub_ in no_grad counts as a write", () => {
    const w = trained();
    torch.no_grad(() => w.sub_(w.grad!.mul(0.1)));
    assert.deepEqual(after(w), [updated, isLeaf, 1]);
  });

  it("w.sub loses the leaf", () => {
    const w = trained();
    const next = w.sub(w.grad!.mul(0.1));
    assert.deepEqual([next.tolist(), flags(next)], [updated, { ...tracked, grad_fn: "SubBackward0" }]);
  });
});

describe("detach", () => {
  it("shares numbers and versions with its source", () => {
    const b = leaf(0, 1, 2).mul(1);
    const y = b.mul(b);
    const detached = b.detach();
    detached.add_(1);
    assert.deepEqual([b.tolist(), flags(detached)], [[1, 2, 3], untracked]);
    assert.throws(() => {
      y.sum().backward();
    }, /which is output 0 of Mul, is at version 1; expected version 0/);
  });

  it("stops the gradient", () => {
    const x = leaf(2);
    x.mul(x).add(x.detach().mul(x)).sum().backward();
    assert.deepEqual(x.grad?.tolist(), [6]);
  });

  it("in place makes a leaf", () => {
    const y = leaf(2).mul(3).detach_();
    assert.deepEqual(flags(y), untracked);
  });
});
