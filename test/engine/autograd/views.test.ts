import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { leaf } from "../support/tensors.js";

const square = (): torch.Tensor => torch.ones(2, 2, { requires_grad: true });

describe("views and in-place writes", () => {
  it("a view whose base came into the graph counts as a leaf until its grad_fn is asked for", () => {
    const viewOfWritten = (): torch.Tensor => {
      const base = torch.ones(2, 3);
      const view = base.t();
      base.view(6).add_(torch.ones(6, { requires_grad: true }));
      return view;
    };
    assert.throws(() => viewOfWritten().mul_(2), {
      name: "RuntimeError",
      message: "a leaf Variable that requires grad is being used in an in-place operation.",
    });
    const asked = viewOfWritten();
    assert.equal(asked.grad_fn?.name(), "AsStridedBackward0");
    assert.deepEqual(asked.mul_(2).tolist(), [
      [4, 4],
      [4, 4],
      [4, 4],
    ]);
  });

  it("a tangent of one of several views must not be written either", () => {
    torch.autograd.forward_ad.dual_level(() => {
      const dual = torch.autograd.forward_ad.make_dual(torch.ones(4), torch.ones(4));
      const { tangent } = torch.autograd.forward_ad.unpack_dual(dual.chunk(2)[0]!);
      assert.throws(() => tangent!.mul_(leaf(2)), /This view is the output of a function that returns multiple views/);
    });
  });

  for (const name of ["sqrt_", "relu_", "reciprocal_"] as const)
    it(`the second derivative goes through ${name}, which keeps its result, over a view that is gone`, () => {
      const x = torch.tensor(
        [
          [0.25, 1],
          [4, 16],
        ],
        { requires_grad: true },
      );
      const gradients = (y: torch.Tensor): unknown => {
        const [first] = torch.autograd.grad([y.mul(y).sum()], [x], { create_graph: true });
        assert.ok(first!.grad_fn !== null);
        return [first, ...torch.autograd.grad([first!.mul(first!).sum()], [x])].map((gradient) => gradient!.tolist());
      };
      const base = x.clone();
      base.mT[name]();
      assert.deepEqual(gradients(base), gradients(x.clone()[name]()));
    });

  it("views show the numbers of their base, whatever is written through either", () => {
    const base = torch.tensor([
      [1, 2],
      [3, 4],
    ]);
    const row = base.index(1);
    row.mul_(10);
    assert.deepEqual(base.tolist(), [
      [1, 2],
      [30, 40],
    ]);
    base.fill_(7);
    assert.deepEqual(
      [row.tolist(), base.t().tolist()],
      [
        [7, 7],
        [
          [7, 7],
          [7, 7],
        ],
      ],
    );
    assert.deepEqual([row._version, base._version], [2, 2]);
  });

  it("a write in place becomes the tensor's history", () => {
    const x = leaf(1, 2);
    const h = x.mul(2);
    h.mul_(3);
    assert.equal(h.grad_fn?.name(), "MulBackward0");
    h.sum().backward();
    assert.deepEqual(
      [h.tolist(), x.grad?.tolist()],
      [
        [6, 12],
        [6, 6],
      ],
    );
  });

  it("a write multiplies by what the tensor was before it", () => {
    const x = leaf(1, 2, 3);
    const y = x.mul(2);
    y.mul_(x);
    y.sum().backward();
    assert.deepEqual(x.grad?.tolist(), [4, 8, 12]);
  });

  it("a write to a view becomes the history of its base", () => {
    const x = torch.tensor([[1], [2], [3]], { requires_grad: true });
    const b = x.mul(1);
    const v = b.index(1);
    v.mul_(10);
    assert.deepEqual([b.grad_fn?.name(), v.grad_fn?.name()], ["torch::autograd::CopySlices", "AsStridedBackward0"]);
    assert.equal(String(b.grad_fn), "<CopySlices>");
    b.mul(b).sum().backward();
    assert.deepEqual(
      [b.tolist(), x.grad?.tolist()],
      [
        [[1], [20], [3]],
        [[2], [400], [6]],
      ],
    );
  });

  it("a write to the base becomes the history of its views", () => {
    const x = torch.tensor([[1], [2], [3]], { requires_grad: true });
    const b = x.mul(1);
    const v = b.index(1);
    assert.equal(v.grad_fn?.name(), "SelectBackward0");
    b.mul_(10);
    assert.equal(v.grad_fn.name(), "AsStridedBackward0");
    v.sum().backward();
    assert.deepEqual([v.tolist(), x.grad?.tolist()], [[20], [[0], [10], [0]]]);
  });

  it("views of views write to the one base", () => {
    const x = torch.ones(2, 2, { requires_grad: true });
    const b = x.mul(1);
    const v = b.index(0);
    const w = v.index(0);
    w.mul_(5);
    b.index(1).index(1).zero_();
    v.add_(1);
    b.backward(
      torch.tensor([
        [1, 10],
        [100, 1000],
      ]),
    );
    assert.deepEqual(
      [b.tolist(), v.tolist(), w.item()],
      [
        [
          [6, 2],
          [1, 0],
        ],
        [6, 2],
        6,
      ],
    );
    assert.deepEqual(x.grad?.tolist(), [
      [5, 10],
      [100, 0],
    ]);
  });

  it("a transposed view writes to its base's columns", () => {
    const x = square();
    const b = x.mul(1);
    b.t().index(0).zero_();
    b.sum().backward();
    assert.deepEqual(
      [b.tolist(), x.grad?.tolist()],
      [
        [
          [0, 1],
          [0, 1],
        ],
        [
          [0, 1],
          [0, 1],
        ],
      ],
    );
  });

  it("a tracked value written to a view makes an untracked base tracked", () => {
    const x = leaf(3);
    const base = torch.zeros(3, 1);
    const v = base.view(3);
    v.index(1).copy_(x.sum());
    assert.deepEqual([base.requires_grad, base.grad_fn?.name()], [true, "torch::autograd::CopySlices"]);
    assert.equal(v.requires_grad, true);
    base
      .mul(torch.tensor([[1], [10], [100]]))
      .sum()
      .backward();
    assert.deepEqual(x.grad?.tolist(), [10]);
  });

  it("a second derivative goes through a write to a view", () => {
    const x = leaf(2, 3);
    const b = x.mul(x);
    b.index(0).mul_(b.index(1).detach().mul(0).add(5));
    const [first] = torch.autograd.grad(b.sum(), x, { create_graph: true }) as [torch.Tensor];
    const [second] = torch.autograd.grad(first.sum(), x) as [torch.Tensor];
    assert.deepEqual(
      [first.tolist(), second.tolist()],
      [
        [20, 6],
        [10, 2],
      ],
    );
  });

  it("a view of a leaf that no_grad writes to derives its history anew", () => {
    const l = torch.ones(2, 1, { requires_grad: true });
    const v = l.index(0);
    torch.no_grad(() => v.mul_(2));
    assert.deepEqual([l.tolist(), v.grad_fn?.name(), l._version], [[[2], [1]], "AsStridedBackward0", 1]);
  });

  it("a view made in no_grad requires grad with its base, but has no history", () => {
    const b = square().mul(1);
    const v = torch.no_grad(() => b.view(4));
    assert.deepEqual([v.requires_grad, v.grad_fn, v.is_leaf], [true, null, true]);
  });

  it("a view whose base is written later refuses to guess where it was made in no_grad or with others", () => {
    const b = square().mul(1);
    const v = torch.no_grad(() => b.view(4));
    b.mul_(2);
    assert.throws(() => v.grad_fn, /^RuntimeError: A view was created in no_grad mode and its base or another view/);
    const c = square().mul(1);
    const [row] = c.unbind() as [torch.Tensor];
    c.add_(1);
    assert.throws(
      () => row.grad_fn,
      /^RuntimeError: Output 0 of Unbind is a view and its base or another view of its base/,
    );
  });

  const fates: Readonly<Record<string, readonly [() => unknown, string]>> = {
    "the operands of a product": [
      () =>
        changed(
          (h) => h.mul(h),
          (h) => h.add_(1),
        ),
      "output 0 of Add, is at version 1",
    ],
    "the result of exp": [() => changedResult((h) => h.exp()), "output 0 of Exp, is at version 1"],
    "the result of sigmoid": [() => changedResult((h) => h.sigmoid()), "output 0 of Sigmoid, is at version 1"],
    "the result of relu": [() => changedResult((h) => h.relu()), "output 0 of Relu, is at version 1"],
    "the operand of sin": [
      () =>
        changed(
          (h) => h.sin(),
          (h) => h.mul_(2),
        ),
      "output 0 of Mul, is at version 1",
    ],
    "the operand of a power": [
      () =>
        changed(
          (h) => h.pow(2),
          (h) => h.zero_(),
        ),
      "output 0 of Zero, is at version 1",
    ],
    "a constant operand": [() => changedConstant(), "[torch.FloatTensor [2]] is at version 1"],
    "the operands of a matrix product": [
      () =>
        changed(
          (h) => h.view(1, 2).matmul(h.view(2, 1)),
          (h) => h.add_(1),
        ),
      "is at version 1",
    ],
  };
  for (const [what, [run, words]] of Object.entries(fates)) {
    it(`backward notices a write to ${what}`, () => {
      assert.throws(run, (error: Error) => error.message.includes(words) || assert.fail(error.message));
    });
  }

  it("backward does not mind a write to what an addition was made of", () => {
    assert.deepEqual(
      changed(
        (h) => h.add(3),
        (h) => h.mul_(5),
      ),
      [1, 1],
    );
  });

  it("what a tensor's data is set to is what backward sees, as in PyTorch", () => {
    const x = leaf(1, 2);
    const y = x.mul(x);
    x.data = torch.tensor([10, 20]);
    y.sum().backward();
    assert.deepEqual(x.grad?.tolist(), [20, 40]);
  });
});

function changed(f: (h: torch.Tensor) => torch.Tensor, change: (h: torch.Tensor) => void): unknown {
  const x = leaf(1, 2);
  const h = x.mul(1);
  const y = f(h);
  change(h);
  y.sum().backward();
  return x.grad!.tolist();
}

function changedResult(f: (h: torch.Tensor) => torch.Tensor): void {
  const y = f(leaf(1, 2));
  y.add_(1);
  y.sum().backward();
}

function changedConstant(): void {
  const c = torch.tensor([3, 4]);
  const y = leaf(1, 2).mul(c);
  c.add_(1);
  y.sum().backward();
}
