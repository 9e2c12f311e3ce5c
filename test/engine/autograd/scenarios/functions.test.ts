import assert from "node:assert/strict";
import * as torch from "../../../../src/engine/index.js";
import { err, flags, gradFnName, plain, scenario } from "../../support/scenario.js";
import { leaf, scalar } from "../../support/tensors.js";

type Ctx<Fields extends object = object> = torch.autograd.FunctionCtx<Fields>;
type Tensor = torch.Tensor;

class Cube extends torch.autograd.Function {
  static forward(ctx: Ctx, x: Tensor): Tensor {
    ctx.save_for_backward(x);
    return x.pow(3);
  }
  static backward(ctx: Ctx, g: Tensor): Tensor {
    const [x] = ctx.saved_tensors;
    return g.mul(3).mul(x!.pow(2));
  }
}

class TwoIn extends torch.autograd.Function {
  static forward(ctx: Ctx<{ k: number }>, x: Tensor, k: number, z: Tensor): [Tensor, Tensor] {
    ctx.save_for_backward(x, z);
    ctx.k = k;
    return [x.mul(z).mul(k), x.add(z.mul(k).div(10))];
  }
  static backward(ctx: Ctx<{ k: number }>, a: Tensor, b: Tensor): (Tensor | null)[] {
    const [x, z] = ctx.saved_tensors;
    return [
      a.mul(z!).mul(ctx.k).add(b),
      null,
      a
        .mul(x!)
        .mul(ctx.k)
        .add(b.mul(ctx.k / 10)),
    ];
  }
}

/** The gradient of what takes one tensor times 2. */
const doubled = { forward: (_: Ctx, x: Tensor): Tensor => x.mul(2) };

describe("custom functions, as PyTorch's scenarios have them:", () => {
  scenario("custom_function", () => {
    const r: Record<string, unknown> = {};
    {
      const x = leaf(2, 3);
      const y = Cube.apply(x);
      r["grad_fn"] = gradFnName(y);
      r["type"] = y.grad_fn!.constructor.name;
      r["value"] = plain(y);
      y.sum().backward();
      r["x.grad"] = plain(x.grad);
    }
    {
      const x = scalar(2);
      const [g] = torch.autograd.grad(Cube.apply(x), x, { create_graph: true });
      r["second derivative through backward()"] = torch.autograd.grad(g!, x)[0];
    }
    {
      const [x, z] = [leaf(2), leaf(5)];
      const [a, b] = TwoIn.apply(x, 10, z);
      a.add(b).sum().backward();
      r["two outputs"] = [x.grad, z.grad];
    }
    {
      const x = leaf(2);
      const [a] = TwoIn.apply(x, 10, torch.tensor([5]));
      a.sum().backward();
      r["unused output: its grad arrives as zeros"] = x.grad;
    }
    r["under no_grad"] = torch.no_grad(() => flags(Cube.apply(leaf(2))));
    r["saved twice backward"] = err(() => {
      const y = Cube.apply(scalar(2));
      y.backward();
      y.backward();
    });
    return r;
  });

  scenario("custom_function_errors", () => {
    class WrongCount extends torch.autograd.Function {
      static forward = doubled.forward;
      static backward(_: Ctx, g: Tensor): Tensor[] {
        return [g, g];
      }
    }
    class TooFew extends torch.autograd.Function {
      static forward(_: Ctx, x: Tensor, y: Tensor): Tensor {
        return x.mul(y);
      }
      static backward(_: Ctx, g: Tensor): Tensor {
        return g;
      }
    }
    class WrongShape extends torch.autograd.Function {
      static forward = doubled.forward;
      static backward(): Tensor {
        return torch.ones(3);
      }
    }
    class NoneBack extends torch.autograd.Function {
      static forward = doubled.forward;
      static backward(): null {
        return null;
      }
    }
    class NoBackward extends torch.autograd.Function {
      static forward = doubled.forward;
    }
    class GradForConst extends torch.autograd.Function {
      static forward(_: Ctx, x: Tensor, k: number): Tensor {
        return x.mul(k);
      }
      static backward(_: Ctx, g: Tensor): Tensor[] {
        return [g, g];
      }
    }
    class NonDiff extends torch.autograd.Function {
      static forward(ctx: Ctx, x: Tensor): [Tensor, Tensor] {
        const o = x.argmax();
        ctx.mark_non_differentiable(o);
        return [x.mul(2), o];
      }
      static backward(_: Ctx, g: Tensor): Tensor {
        return g.mul(2);
      }
    }
    const x = leaf(1, 2);
    const backwardOf = (y: Tensor): void => {
      y.sum().backward();
    };
    const r: Record<string, unknown> = {
      "one too many": err(() => backwardOf(WrongCount.apply(x))),
      "one too few": err(() => backwardOf(TooFew.apply(x, leaf(1, 2)))),
      "wrong shape": err(() => backwardOf(WrongShape.apply(x))),
      "no backward": err(() => backwardOf(NoBackward.apply(x))),
      "grad for a non-tensor": err(() => backwardOf(GradForConst.apply(x, 2))),
    };
    const z = leaf(1, 2);
    NoneBack.apply(z).sum().backward();
    r["None grad leaves .grad None"] = z.grad;
    const [a, o] = NonDiff.apply(z);
    r["mark_non_differentiable"] = [flags(a), flags(o)];
    r["instantiate"] = err(() => new Cube());
    return r;
  });

  scenario(
    "custom_function_setup_context",
    () => {
      const r: Record<string, unknown> = {};
      class Mul extends torch.autograd.Function {
        static forward(x: Tensor, y: Tensor, k: number): [Tensor, Tensor] {
          return [x.mul(y).mul(k), x.add(y)];
        }
        static setup_context(ctx: Ctx<{ k: number }>, inputs: [Tensor, Tensor, number], output: Tensor[]): void {
          const [x, y, k] = inputs;
          ctx.k = k;
          ctx.save_for_backward(x, y);
          r["inputs and outputs"] ??= [inputs.length, output.length];
        }
        static backward(ctx: Ctx<{ k: number }>, g: Tensor, g2: Tensor): (Tensor | null)[] {
          const [x, y] = ctx.saved_tensors;
          r["needs_input_grad"] ??= [...ctx.needs_input_grad];
          return [g.mul(y!).mul(ctx.k).add(g2), g.mul(x!).mul(ctx.k).add(g2), null];
        }
      }
      const [x, y] = [leaf(2), leaf(5)];
      const [a, b] = Mul.apply(x, y, 3);
      a.add(b).sum().backward();
      r["grads"] = [x.grad, y.grad];
      r["torch.func.grad"] = torch.func.grad((t: Tensor) => Mul.apply(t, y.detach(), 3)[0].sum())(torch.tensor([2]));
      class Old extends torch.autograd.Function {
        static forward(_ctx: Ctx, t: Tensor): Tensor {
          return t.mul(2);
        }
        static backward(_ctx: Ctx, g: Tensor): Tensor {
          return g.mul(2);
        }
      }
      r["torch.func with the old form"] = err(() => torch.func.grad((t: Tensor) => Old.apply(t).sum())(torch.ones(1)));
      return r;
    },
    {
      apart: {
        "forward without ctx and without setup_context": "JavaScript does not count arguments",
      },
    },
  );

  scenario("custom_function_once_differentiable", () => {
    class F1 extends torch.autograd.Function {
      static forward(ctx: Ctx, x: Tensor): Tensor {
        ctx.save_for_backward(x);
        return x.pow(2);
      }
      static backward = torch.autograd.function.once_differentiable((ctx: Ctx, g: Tensor): Tensor =>
        g.mul(2).mul(ctx.saved_tensors[0]!),
      );
    }
    const x = leaf(3);
    const [g] = torch.autograd.grad(F1.apply(x).sum(), x, { create_graph: true });
    const r = {
      first: plain(g),
      requires_grad: g!.requires_grad,
      grad_fn: gradFnName(g!),
      second: err(() => torch.autograd.grad(g!.sum(), x)),
    };
    F1.apply(x).sum().backward();
    return { ...r, "plain backward": x.grad };
  });

  scenario("custom_function_mark_dirty", () => {
    class Inplace extends torch.autograd.Function {
      static forward(ctx: Ctx<{ k: number }>, x: Tensor, k: number): Tensor {
        ctx.mark_dirty(x);
        x.mul_(k);
        ctx.k = k;
        return x;
      }
      static backward(ctx: Ctx<{ k: number }>, g: Tensor): (Tensor | null)[] {
        return [g.mul(ctx.k), null];
      }
    }
    class Undeclared extends torch.autograd.Function {
      static forward(_: Ctx, x: Tensor): Tensor {
        x.mul_(2);
        return x;
      }
      static backward(_: Ctx, g: Tensor): Tensor {
        return g.mul(2);
      }
    }
    class NotReturned extends torch.autograd.Function {
      static forward(ctx: Ctx, x: Tensor): Tensor {
        ctx.mark_dirty(x);
        x.mul_(2);
        return x.clone();
      }
      static backward(_: Ctx, g: Tensor): Tensor {
        return g.mul(2);
      }
    }
    const r: Record<string, unknown> = {};
    {
      const x = leaf(1, 2);
      const h = x.mul(1);
      const o = Inplace.apply(h, 5);
      r["same object"] = o === h;
      r["value"] = plain(h);
      r["version"] = h._version;
      r["grad_fn of the input"] = gradFnName(h);
      h.sum().backward();
      r["x.grad"] = x.grad;
    }
    r["on a leaf"] = err(() => Inplace.apply(leaf(1), 2));
    {
      const h = leaf(1, 2).mul(1);
      const o = Undeclared.apply(h);
      r["without mark_dirty"] = [o === h, h, h._version];
    }
    r["marked but not returned"] = err(() => NotReturned.apply(leaf(1).mul(1)));
    const h = leaf(1, 2).mul(1);
    const s = h.mul(h);
    Inplace.apply(h, 2);
    r["the change is noticed"] = err(() => {
      s.sum().backward();
    });
    return r;
  });

  scenario("custom_function_returns_input_or_view", () => {
    class Ident extends torch.autograd.Function {
      static forward(_: Ctx, x: Tensor): Tensor {
        return x;
      }
      static backward(_: Ctx, g: Tensor): Tensor {
        return g.mul(7);
      }
    }
    class View extends torch.autograd.Function {
      static forward(_: Ctx, x: Tensor): Tensor {
        return x.view(-1);
      }
      static backward(_: Ctx, g: Tensor): Tensor {
        return g.view(2, 1);
      }
    }
    const x = leaf(1, 2);
    const y = Ident.apply(x);
    const r: Record<string, unknown> = {
      "identity: same object": y === x,
      "shares memory": y.data_ptr() === x.data_ptr(),
      grad_fn: gradFnName(y),
    };
    y.sum().backward();
    r["x.grad"] = x.grad;
    const v = View.apply(torch.ones(2, 1, { requires_grad: true }).mul(1));
    r["in-place on a view made by a Function"] = err(() => v.add_(1));
    return r;
  });

  scenario("custom_function_materialize_grads", () => {
    const r: Record<string, unknown> = {};
    for (const [name, materialize] of [
      ["True", true],
      ["False", false],
    ] as const) {
      const got: unknown[] = [];
      class Two extends torch.autograd.Function {
        static forward(ctx: Ctx, x: Tensor): [Tensor, Tensor] {
          ctx.set_materialize_grads(materialize);
          return [x.mul(2), x.mul(3)];
        }
        static backward(_: Ctx, a: Tensor | null, b: Tensor | null): Tensor | null {
          got.push([plain(a), plain(b)]);
          return a === null ? null : a.mul(2);
        }
      }
      const x = leaf(1, 2);
      Two.apply(x)[0].sum().backward();
      r[`set_materialize_grads(${name})`] = [got[0], plain(x.grad)];
    }
    class NonDiff extends torch.autograd.Function {
      static forward(ctx: Ctx, x: Tensor): [Tensor, Tensor] {
        const [a, b] = [x.mul(2), x.mul(3)];
        ctx.mark_non_differentiable(b);
        return [a, b];
      }
      static backward(_: Ctx, ga: Tensor, gb: Tensor): Tensor {
        r["gradient of a non-differentiable output"] = plain(gb);
        return ga.mul(2);
      }
    }
    const [a, b] = NonDiff.apply(leaf(1, 2));
    r["flags"] = [flags(a), flags(b)];
    a.sum().backward();
    r["backward through it"] = err(() => {
      b.sum().backward();
    });
    return r;
  });

  scenario(
    "custom_function_save_for_backward_rules",
    () => {
      const r: Record<string, unknown> = {};
      class K extends torch.autograd.Function {
        static forward(ctx: Ctx, x: Tensor): Tensor {
          ctx.save_for_backward(x, null, x.mul(x));
          return x.mul(x).mul(x);
        }
        static backward(ctx: Ctx, g: Tensor): Tensor {
          const [, n, c] = ctx.saved_tensors;
          if (!("None is allowed" in r)) r["None is allowed"] = n;
          return g.mul(3).mul(c!);
        }
      }
      {
        const x = leaf(2);
        const y = K.apply(x);
        y.sum().backward();
        r["x.grad"] = plain(x.grad);
        r["saved_tensors after backward"] = err(() => (y.grad_fn as unknown as Ctx).saved_tensors);
      }
      class Inp extends torch.autograd.Function {
        static forward(ctx: Ctx, x: Tensor): Tensor {
          ctx.save_for_backward(x);
          return x.mul(x);
        }
        static backward(ctx: Ctx, g: Tensor): Tensor {
          return g.mul(2).mul(ctx.saved_tensors[0]!);
        }
      }
      {
        const h = leaf(2).mul(1);
        const y = Inp.apply(h);
        h.add_(1);
        r["input changed afterwards"] = err(() => {
          y.sum().backward();
        });
      }
      const x = leaf(2);
      const y = Inp.apply(x);
      y.sum().backward({ retain_graph: true });
      y.sum().backward();
      r["retain_graph"] = x.grad;
      const n: unknown[] = [];
      class Need extends torch.autograd.Function {
        static forward(ctx: Ctx, a: Tensor, b: Tensor, c: number): Tensor {
          n.push([...ctx.needs_input_grad]);
          return a.mul(b).mul(c);
        }
        static backward(_: Ctx, g: Tensor): Tensor[] {
          return [g, g, g];
        }
      }
      Need.apply(leaf(1), torch.ones(1), 2);
      r["needs_input_grad in forward"] = n;
      return r;
    },
    { apart: { "saving a float": "JavaScript's numbers are of type number: see below" } },
  );

  it("saving what is no tensor throws", () => {
    class Bad extends torch.autograd.Function {
      static forward(ctx: Ctx, x: Tensor): Tensor {
        ctx.save_for_backward(3 as unknown as Tensor);
        return x.mul(2);
      }
    }
    assert.throws(() => Bad.apply(leaf(1)), {
      name: "TypeError",
      message: "save_for_backward can only save variables, but argument 0 is of type number",
    });
  });
});
