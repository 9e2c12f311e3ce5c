import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { err, plain } from "../support/scenario.js";
import { leaf } from "../support/tensors.js";

type Tensor = torch.Tensor;
type Ctx = torch.autograd.FunctionCtx;

/** Gives no gradient. */
class Nothing extends torch.autograd.Function {
  static forward(_: Ctx, x: Tensor): Tensor {
    return x.mul(2);
  }
  static backward(): null {
    return null;
  }
}

class Tripled extends torch.autograd.Function {
  static forward(_: Ctx, x: Tensor): Tensor {
    return x.mul(3);
  }
  static backward(_: Ctx, g: Tensor): Tensor {
    return g.mul(3);
  }
}

class Kept extends torch.autograd.Function {
  static forward(ctx: Ctx, x: Tensor): Tensor {
    ctx.set_materialize_grads(false);
    return x.mul(3);
  }
  static backward(_: Ctx, g: Tensor | null): Tensor | null {
    return g;
  }
}

/** What the hooks of `y` and its node saw when nothing reached it, and the gradient of `x`. */
function seenAt(x: Tensor, y: Tensor): unknown {
  const log: unknown[] = [];
  y.register_hook((g) => void log.push(["tensor", plain(g)]));
  y.grad_fn!.register_prehook((outputs) => void log.push(["pre", plain(outputs)]));
  y.grad_fn!.register_hook((inputs, outputs) => void log.push(["post", plain(inputs), plain(outputs)]));
  backwardOfNothing(y);
  return [...log, plain(x.grad)];
}

function backwardOfNothing(y: Tensor): void {
  Nothing.apply(y).sum().backward();
}

const asNone = "can't replace a None gradient with a non-None value";
const refused = { error: { type: "RuntimeError", message: asNone } };

/** Each with what PyTorch 2.13 answers. */
const answers: Readonly<Record<string, readonly [() => unknown, unknown]>> = {
  "a Function makes zeros of no gradient": [
    () => {
      const x = leaf(1, 2);
      return seenAt(x, Tripled.apply(x));
    },
    [
      ["tensor", null],
      ["pre", [null]],
      ["post", [[0, 0]], [null]],
      [0, 0],
    ],
  ],
  "a Function that makes no zeros is given none": [
    () => {
      const x = leaf(1, 2);
      return seenAt(x, Kept.apply(x));
    },
    [["tensor", null], ["pre", [null]], ["post", [null], [null]], null],
  ],
  "an op runs, and gives none": [
    () => {
      const x = leaf(1, 2);
      return seenAt(x, x.mul(3));
    },
    [["tensor", null], ["pre", [null]], ["post", [null, null], [null]], null],
  ],
  "an op looks whether what it has saved was written": [
    () => {
      const y = leaf(1, 2).exp();
      const z = Nothing.apply(y);
      torch.no_grad(() => y.add_(1));
      return String((err(() => z.sum().backward()) as { error: Error }).error.message).slice(0, 76);
    },
    "one of the variables needed for gradient computation has been modified by an",
  ],
  "an op looks whether it was freed": [
    () => {
      const y = leaf(1, 2).exp();
      y.sum().backward();
      return (err(() => backwardOfNothing(y)) as { error: Error }).error.message.slice(0, 54);
    },
    "Trying to backward through the graph a second time (or",
  ],
  "an op without a derivative says so": [
    () => err(() => backwardOfNothing(torch.floor_divide(leaf(1, 2), 2))),
    { error: { type: "RuntimeError", message: "derivative for aten::floor_divide is not implemented" } },
  ],
  "a view's write has none to give": [
    () => {
      const y = leaf(1, 2).clone();
      y.narrow(0, 0, 1).mul_(2);
      y.sum().backward();
      return err(() => backwardOfNothing(y));
    },
    { ok: null },
  ],
  "the hooks of an output that nothing reaches run beside those of one that is reached": [
    () => {
      const x = leaf(1, 2);
      const [a, b] = x.mul(2).unbind() as [Tensor, Tensor];
      const log: unknown[] = [];
      b.register_hook((g) => void log.push(["b", plain(g)]));
      a.register_hook((g) => void log.push(["a", plain(g)]));
      b.retain_grad();
      a.backward();
      return [log, plain(b.grad), plain(x.grad)];
    },
    [
      [
        ["b", null],
        ["a", 1],
      ],
      null,
      [2, 0],
    ],
  ],
  "a tensor's hook may not give one for none": [
    () => {
      const y = leaf(1, 2).mul(3);
      y.register_hook(() => torch.ones(2));
      return err(() => backwardOfNothing(y));
    },
    refused,
  ],
  "a node's hook before it may not give one for none": [
    () => {
      const y = leaf(1, 2).mul(3);
      y.grad_fn!.register_prehook(() => [torch.ones(2)]);
      return err(() => backwardOfNothing(y));
    },
    refused,
  ],
  "a node's hook may not give one for an input that wants none": [
    () => {
      const y = leaf(1, 2).mul(torch.tensor([1, 2]));
      y.grad_fn!.register_hook(() => [torch.ones(2), torch.ones(2)]);
      return err(() => y.sum().backward());
    },
    refused,
  ],
  "a node's hook may not change a gradient's size": [
    () => {
      const y = leaf(1, 2).mul(torch.tensor([1, 2]));
      y.grad_fn!.register_hook(() => [torch.ones(3), null]);
      return err(() => y.sum().backward());
    },
    { error: { type: "RuntimeError", message: "hook '<lambda>' has changed the size of value" } },
  ],
  "a leaf's hooks run when nothing was added": [
    () => {
      const x = leaf(1, 2);
      const log: unknown[] = [];
      x.register_post_accumulate_grad_hook((p) => void log.push(plain(p.grad)));
      const y = x.mul(2);
      x.requires_grad_(false);
      y.sum().backward();
      x.requires_grad_(true);
      torch.dist(x, torch.tensor([1, 3]), 0).backward();
      return log;
    },
    [null, null],
  ],
  "a hook of several tensors has null for those that nothing reaches": [
    () => {
      const [a, b] = leaf(1, 2).mul(2).unbind() as [Tensor, Tensor];
      const log: unknown[] = [];
      torch.autograd.graph.register_multi_grad_hook([a, b], (gradients) => void log.push(plain(gradients)));
      a.mul(1).backward();
      return log;
    },
    [[1, null]],
  ],
  "a hook of several tensors does not count the one that a pass begins at": [
    () => {
      const x = leaf(1, 2);
      const y = x.mul(2);
      const log: unknown[] = [];
      torch.autograd.graph.register_multi_grad_hook([y, x], (gradients) => void log.push(plain(gradients)));
      y.backward(torch.ones(2));
      return log;
    },
    [
      [[1, 1], null],
      [null, [2, 2]],
    ],
  ],
};

describe("nodes that no gradient has reached", () => {
  for (const [name, [run, expected]] of Object.entries(answers)) {
    it(name, () => assert.deepEqual(plain(run()), expected));
  }
});
