import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { leaf, scalar } from "../support/tensors.js";

describe("tensor hooks", () => {
  it("see the gradient and may replace it", () => {
    const x = leaf(1, 2);
    const seen: unknown[] = [];
    x.register_hook((g) => {
      seen.push(g.tolist());
      return g.mul(10);
    });
    x.mul(3).sum().backward();
    assert.deepEqual([seen, x.grad?.tolist()], [[[3, 3]], [30, 30]]);
  });

  it("run in the order of registration until they are removed", () => {
    const x = scalar(1);
    const seen: string[] = [];
    const a = x.register_hook(() => void seen.push("a"));
    x.register_hook(() => void seen.push("b"));
    x.mul(1).backward();
    a.remove();
    a.remove();
    x.mul(1).backward();
    assert.deepEqual(seen, ["a", "b", "b"]);
  });

  it("are removed at the end of a using block", () => {
    const x = scalar(1);
    {
      using _ = x.register_hook((g) => g.mul(3));
      x.mul(1).backward();
    }
    assert.equal(x.grad!.item(), 3);
    x.grad = null;
    x.mul(1).backward();
    assert.equal((x.grad as torch.Tensor | null)?.item(), 1);
  });

  it("run once, with the sum of what arrives on all ways", () => {
    const seen: number[] = [];
    const x = scalar(3);
    const h = x.mul(1);
    h.register_hook((g) => void seen.push(g.item()));
    h.mul(2).add(h.mul(5)).add(h).backward();
    const y = scalar(3);
    y.register_hook((g) => void seen.push(g.item()));
    y.mul(2).add(y.mul(5)).backward();
    assert.deepEqual(seen, [8, 7]);
  });

  it("of a leaf see what arrives, not what has accumulated", () => {
    const x = scalar(1);
    const seen: number[] = [];
    x.register_hook((g) => void seen.push(g.item()));
    x.mul(2).backward();
    x.mul(3).backward();
    assert.deepEqual([seen, x.grad?.item()], [[2, 3], 5]);
  });

  it("run from the newest node to the oldest", () => {
    const log: [string, number][] = [];
    const x = scalar(1);
    const a = x.mul(2);
    const b = a.mul(3);
    const c = a.mul(5);
    const d = b.add(c);
    for (const [name, tensor] of Object.entries({ a, b, c, d, x })) {
      tensor.register_hook((g) => void log.push([name, g.item()]));
    }
    d.backward();
    assert.deepEqual(log, [
      ["d", 1],
      ["c", 1],
      ["b", 1],
      ["a", 8],
      ["x", 16],
    ]);
  });

  it("run for torch.autograd.grad, those of the leaves asked for included", () => {
    const x = scalar(2);
    const h = x.mul(x);
    const seen: [string, number][] = [];
    h.register_hook((g) => void seen.push(["h", g.item()]));
    x.register_hook((g) => {
      seen.push(["x", g.item()]);
      return g.mul(100);
    });
    const [gradient] = torch.autograd.grad(h.mul(3), x) as [torch.Tensor];
    assert.deepEqual(
      [seen, gradient.item()],
      [
        [
          ["h", 3],
          ["x", 12],
        ],
        1200,
      ],
    );
  });

  it("may remove themselves, remove others and add others while they run", () => {
    const run = (x: torch.Tensor): void => {
      x.mul(1).backward();
    };
    const itself: string[] = [];
    let x = scalar(1);
    const own = x.register_hook(() => {
      itself.push("a");
      own.remove();
    });
    x.register_hook(() => void itself.push("b"));
    run(x);
    run(x);
    assert.deepEqual(itself, ["a", "b", "b"]);

    const next: string[] = [];
    x = scalar(1);
    x.register_hook(() => {
      next.push("a");
      second.remove();
    });
    const second = x.register_hook(() => void next.push("b"));
    run(x);
    run(x);
    assert.deepEqual(next, ["a", "b", "a"]);

    const added: string[] = [];
    const y = scalar(1);
    y.register_hook(() => {
      added.push("a");
      if (added.length === 1) y.register_hook(() => void added.push("new"));
    });
    run(y);
    run(y);
    assert.deepEqual(added, ["a", "a", "new"]);
  });

  it("of a tensor that is then written in place see the gradient of what it was", () => {
    const seen: unknown[] = [];
    const h = leaf(1, 2).mul(1);
    h.register_hook((g) => void seen.push(["old", g.tolist()]));
    h.mul_(2);
    h.register_hook((g) => void seen.push(["new", g.tolist()]));
    h.sum().backward();
    assert.deepEqual(seen, [
      ["new", [1, 1]],
      ["old", [2, 2]],
    ]);
  });

  it("may run a backward of their own, also through the same graph", () => {
    const [x, other] = [scalar(2), scalar(5)];
    const h = x.mul(x);
    const inner: number[] = [];
    const k = h.mul(4);
    k.register_hook(() => {
      assert.equal(torch.is_grad_enabled(), false);
      torch.enable_grad(() => other.mul(3)).backward();
      inner.push(torch.autograd.grad(h, x, { retain_graph: true })[0]!.item());
    });
    k.backward();
    assert.deepEqual([x.grad?.item(), other.grad?.item(), inner], [16, 3, [4]]);
  });

  it("that throw end the backward call with their error, and leave the grad mode as it was", () => {
    const x = scalar(1);
    x.register_hook(() => {
      throw new Error("from the hook");
    });
    assert.throws(() => {
      x.mul(2).backward();
    }, /from the hook/);
    assert.equal(torch.is_grad_enabled(), true);
  });
});

describe("retain_grad", () => {
  it("keeps the gradient after all hooks, whatever was registered first", () => {
    for (const retainFirst of [true, false]) {
      const x = scalar(1);
      const h = x.mul(1);
      if (retainFirst) h.retain_grad();
      h.register_hook((g) => g.mul(2));
      h.register_hook((g) => g.add(1));
      if (!retainFirst) h.retain_grad();
      h.mul(3).backward();
      assert.deepEqual([h.grad?.item(), x.grad?.item()], [7, 7]);
    }
  });

  it("accumulates over backward calls", () => {
    const x = scalar(1);
    const h = x.mul(1);
    h.retain_grad();
    h.register_hook((g) => g.mul(2));
    h.mul(3).backward({ retain_graph: true });
    h.mul(3).backward();
    assert.deepEqual([h.grad?.item(), x.grad?.item()], [12, 12]);
  });

  it("follows a tensor that is written in place", () => {
    const x = leaf(1, 2);
    const h = x.mul(1);
    h.retain_grad();
    h.mul_(2);
    h.sum().backward();
    assert.deepEqual(
      [h.grad?.tolist(), x.grad?.tolist()],
      [
        [1, 1],
        [2, 2],
      ],
    );
  });

  it("sees what a hook wrote into the gradient", () => {
    const x = leaf(1, 2);
    const h = x.mul(1);
    h.register_hook((g) => g.mul_(4));
    h.retain_grad();
    h.mul(1).sum().backward();
    assert.deepEqual(
      [h.grad?.tolist(), x.grad?.tolist()],
      [
        [4, 4],
        [4, 4],
      ],
    );
  });
});

describe("a node's hooks", () => {
  const lists: readonly (readonly [string, (tensors: readonly torch.Tensor[]) => torch.Tensor])[] = [
    ["cat", (tensors) => torch.cat(tensors)],
    ["stack", (tensors) => torch.stack(tensors)],
    ["block_diag", (tensors) => torch.block_diag(...tensors)],
  ];
  for (const [name, join] of lists) {
    it(`see the gradients of all that ${name} joins, also those that nobody wants`, () => {
      const joined = join([leaf(1, 2).view(1, 2), torch.ones(1, 2)]);
      const shapes: unknown[] = [];
      joined.grad_fn!.register_hook((inputs) => {
        shapes.push(...inputs.map((gradient) => gradient?.shape ?? null));
      });
      joined.sum().backward();
      assert.deepEqual(shapes, [
        [1, 2],
        [1, 2],
      ]);
    });
  }

  it("see nothing of an operand that wants no gradient", () => {
    const product = leaf(1, 2).mul(torch.ones(2));
    const seen: unknown[] = [];
    product.grad_fn!.register_hook((inputs) => {
      seen.push(...inputs.map((gradient) => gradient?.shape ?? null));
    });
    product.sum().backward();
    assert.deepEqual(seen, [[2], null]);
  });
});
