import * as torch from "../../../../src/engine/index.js";
import { err, scenario } from "../../support/scenario.js";

const gc = torch.autograd.gradcheck;
type Ctx = torch.autograd.FunctionCtx;

/** A leaf of these float64 numbers. */
function D(...values: number[]): torch.Tensor {
  return torch.tensor(values, { dtype: torch.float64, requires_grad: true });
}

/** Squares, with a derivative of `scale`·x. */
function bad(scale: number): (x: torch.Tensor) => torch.Tensor {
  class Bad extends torch.autograd.Function {
    static forward(ctx: Ctx, x: torch.Tensor): torch.Tensor {
      ctx.save_for_backward(x);
      return x.pow(2);
    }

    static backward(ctx: Ctx, g: torch.Tensor): torch.Tensor {
      const [x] = ctx.saved_tensors;
      return g.mul(scale).mul(x!);
    }
  }
  return (x) => Bad.apply(x);
}

describe("gradcheck, as PyTorch's scenarios have it:", () => {
  scenario("gradcheck_messages", () => {
    let calls = 0;
    class Random extends torch.autograd.Function {
      static forward(_ctx: Ctx, x: torch.Tensor): torch.Tensor {
        return x.mul(2);
      }

      static backward(_ctx: Ctx, g: torch.Tensor): torch.Tensor {
        calls++;
        return g.mul(2 + calls * 1e-3);
      }
    }
    class Wrong2 extends torch.autograd.Function {
      static forward(ctx: Ctx, x: torch.Tensor): torch.Tensor {
        ctx.save_for_backward(x);
        return x.pow(3);
      }

      static backward(ctx: Ctx, g: torch.Tensor): torch.Tensor {
        const [x] = ctx.saved_tensors;
        return g.mul(3).mul(x!).mul(x!.detach());
      }
    }
    const wrong2 = (x: torch.Tensor): torch.Tensor => Wrong2.apply(x);
    const r: Record<string, unknown> = {
      "wrong factor": err(() => gc(bad(3), [D(1, 2)])),
      "wrong in fast mode": err(() => gc(bad(3), [D(1, 2)], { fast_mode: true })),
      "just within atol": gc(bad(2), [D(1, 2)]),
      nondeterministic: err(() => gc((x: torch.Tensor) => Random.apply(x), [D(1)])),
      "no input requires grad": err(() => gc(torch.sin, [torch.ones(1, { dtype: torch.float64 })])),
      "output does not require grad": err(() => gc((x: torch.Tensor) => x.detach(), [D(1)])),
      "integer output": err(() => gc((x: torch.Tensor) => x.long(), [D(1)])),
      "at a kink": err(() => gc(torch.relu, [D(0)])),
      "away from it": gc(torch.relu, [D(0.5)]),
      "second of two inputs": err(() =>
        gc((a: torch.Tensor, b: torch.Tensor) => a.mul(b.detach()).add(b.mul(3).detach()).add(b), [D(1), D(2)]),
      ),
      check_forward_ad: gc(torch.sin, [D(0.5)], { check_forward_ad: true }),
      "check_undefined_grad off": gc(bad(2), [D(1)], { check_undefined_grad: false }),
    };
    r["first derivative right"] = gc(wrong2, [D(1.5)]);
    // Every scenario begins with this seed; the gradients of the outputs are random.
    torch.manual_seed(0);
    r["gradgradcheck fails"] = err(() => torch.autograd.gradgradcheck(wrong2, [D(1.5)]));
    return r;
  });
});
