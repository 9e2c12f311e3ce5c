import * as torch from "../../../../src/engine/index.js";
import { err, gradFnName, scenario } from "../../support/scenario.js";

const F = torch.nn.functional;
const fwAD = torch.autograd.forward_ad;

function tangentOf(tensor: torch.Tensor): torch.Tensor | null {
  return fwAD.unpack_dual(tensor).tangent;
}

describe("forward mode, as PyTorch's scenarios have it:", () => {
  scenario("forward_mode", () => {
    const [x, t] = [torch.tensor([1, 2]), torch.tensor([0.5, -1])];
    const r: Record<string, unknown> = {};
    const y = fwAD.dual_level(() => {
      const d = fwAD.make_dual(x, t);
      const result = d.mul(d).sin();
      const [primal, tangent] = fwAD.unpack_dual(result);
      Object.assign(r, {
        primal,
        tangent,
        "unpack of a plain tensor": tangentOf(x),
        "detach keeps tangent": tangentOf(d.detach()),
        "comparison has none": tangentOf(d.gt(1).float()),
      });
      return result;
    });
    r["after the level"] = err(() => [...fwAD.unpack_dual(y)]);
    r["make_dual outside"] = err(() => fwAD.make_dual(x, t));
    fwAD.dual_level(() => {
      r["shape mismatch"] = err(() => fwAD.make_dual(x, torch.ones(3)));
      r["nested level"] = err(() => fwAD.dual_level());
    });
    return r;
  });

  scenario("forward_ad_rules", () => {
    const r: Record<string, unknown> = {};
    const [x, t] = [torch.tensor([1, 2]), torch.tensor([0.5, -1])];
    fwAD.dual_level(() => {
      const d = fwAD.make_dual(x.clone(), t);
      d.mul_(3);
      // Numbers are noted as they are now: the tangent is written in place later.
      const b = torch.zeros(2);
      b.copy_(d);
      r["in-place keeps the tangent"] = [...fwAD.unpack_dual(d)].map((each) => each!.tolist());
      r["copy_ into a plain tensor"] = tangentOf(b)!.tolist();
      const v = d.view(2, 1);
      v.index_put_([0], 0);
      r["in-place on a view"] = tangentOf(d)!.tolist();
      r["view of a dual"] = tangentOf(d.index("1:"))!.tolist();
      const e = torch.zeros(2);
      e.index_put_([0], d.index(1));
      r["setitem"] = tangentOf(e);
      torch.no_grad(() => {
        r["no_grad keeps tangents"] = tangentOf(d.mul(2));
      });
      fwAD._set_fwd_grad_enabled(false, () => {
        r["forward grad disabled"] = tangentOf(d.mul(2));
      });
      r["dtype mismatch"] = err(() => fwAD.make_dual(x, t.double()));
      r["integer primal"] = err(() =>
        fwAD.make_dual(torch.tensor([1, 2], { dtype: torch.int64 }), torch.tensor([1, 2], { dtype: torch.int64 })),
      );
      r["dual of a dual"] = err(() => fwAD.make_dual(fwAD.make_dual(x, t), t));
      r["argmax has no tangent"] = tangentOf(d.argmax());
      const p = fwAD.make_dual(new torch.nn.Parameter(x.clone()), t);
      r["of a parameter"] = [p.requires_grad, gradFnName(p)];
      r["tuple unpack"] = /^\w+/.exec(String(fwAD.unpack_dual(d)))![0];
      r["backward through it"] = err(() => {
        p.mul(p).sum().backward();
      });
      const m = F.mse_loss(d, torch.zeros(2));
      r["loss tangent"] = tangentOf(m);
    });
    const level = fwAD.enter_dual_level();
    fwAD.make_dual(x, t);
    fwAD.exit_dual_level({ level });
    r["after exit"] = err(() => {
      fwAD.exit_dual_level();
    });
    return r;
  });

  scenario("custom_function_jvp", () => {
    type Ctx = torch.autograd.FunctionCtx<{ k: number }>;
    class Sq extends torch.autograd.Function {
      static forward(x: torch.Tensor, k: number): torch.Tensor {
        return x.mul(x).mul(k);
      }

      static setup_context(ctx: Ctx, [x, k]: [torch.Tensor, number]): void {
        ctx.k = k;
        ctx.save_for_backward(x);
        ctx.save_for_forward(x);
      }

      static backward(ctx: Ctx, g: torch.Tensor): [torch.Tensor, null] {
        return [g.mul(2).mul(ctx.saved_tensors[0]!).mul(ctx.k), null];
      }

      static jvp(ctx: Ctx, t: torch.Tensor, _k: null): torch.Tensor {
        return ctx.saved_tensors[0]!.mul(2).mul(t).mul(ctx.k);
      }
    }
    class NoJvp extends torch.autograd.Function {
      static forward(_ctx: Ctx, x: torch.Tensor): torch.Tensor {
        return x.mul(2);
      }

      static backward(_ctx: Ctx, g: torch.Tensor): torch.Tensor {
        return g.mul(2);
      }
    }
    const x = torch.tensor([3]);
    const one = torch.tensor([1]);
    return {
      forward_ad: fwAD.dual_level(() => tangentOf(Sq.apply(fwAD.make_dual(x, one), 10))),
      "func.jvp": torch.func.jvp((t: torch.Tensor) => Sq.apply(t, 10), [x], [torch.ones(1)])[1],
      "without jvp": err(() => fwAD.dual_level(() => tangentOf(NoJvp.apply(fwAD.make_dual(x, torch.ones(1)))))),
    };
  });
});
