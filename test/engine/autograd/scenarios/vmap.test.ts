import * as torch from "../../../../src/engine/index.js";
import { err, scenario } from "../../support/scenario.js";

const F = torch.nn.functional;
type Tensor = torch.Tensor;
type Ctx = torch.autograd.FunctionCtx;

/** What PyTorch's scenario makes of a class and the rules of its own. */
class Cube extends torch.autograd.Function {
  static forward(x: Tensor): Tensor {
    return x.pow(3);
  }

  static setup_context(ctx: Ctx, [x]: [Tensor], _output: Tensor): void {
    ctx.save_for_backward(x);
  }

  static backward(ctx: Ctx, g: Tensor): Tensor {
    return g.mul(3).mul(ctx.saved_tensors[0]!.pow(2));
  }
}

describe("torch.vmap, as PyTorch's scenarios have it:", () => {
  scenario("vmap_randomness", () => {
    const v = torch.vmap;
    const x = torch.zeros(3, 2);
    const f = (t: Tensor): Tensor => t.add(torch.rand(2));
    const rowsEqual = (a: Tensor, b: Tensor): boolean => a.eq(b).all().item() as unknown as boolean;
    const seeded = (draw: () => Tensor): Tensor => {
      torch.manual_seed(5);
      return draw();
    };
    const errors = {
      error: err(() => v(f)(x)),
      "dropout under error": err(() => v((t: Tensor) => F.dropout(t, 0.5))(x)),
      "bad value": err(() => v(f, { randomness: "maybe" as "same" })(x)),
    };
    const [s, d] = [v(f, { randomness: "same" })(x), v(f, { randomness: "different" })(x)];
    return {
      ...errors,
      "same: rows equal": rowsEqual(s.index(0), s.index(1)),
      "different: rows equal": rowsEqual(d.index(0), d.index(1)),
      "same draws what one call draws": rowsEqual(
        seeded(() => v(f, { randomness: "same" })(x)).index(0),
        seeded(() => torch.rand(2)),
      ),
      "different draws what one big call draws": rowsEqual(
        seeded(() => v(f, { randomness: "different" })(x)),
        seeded(() => torch.rand(3, 2)),
      ),
    };
  });

  scenario("custom_function_vmap_rules", () => {
    const x = torch.tensor([1, 2, 3]);
    class A extends Cube {}
    class B extends Cube {
      static readonly generate_vmap_rule = true;
    }
    class C extends Cube {
      static vmap(info: { batch_size: number }, _dims: unknown, t: Tensor): [Tensor, number] {
        return [t.pow(3).add(info.batch_size), 0];
      }
    }
    class D extends Cube {
      static readonly generate_vmap_rule = true;

      static vmap(_info: unknown, _dims: unknown, t: Tensor): [Tensor, number] {
        return [t, 0];
      }
    }
    // PyTorch's scenario names all of its classes so.
    for (const Rules of [A, B, C, D]) Object.defineProperty(Rules, "name", { value: "F3" });
    return {
      "no rule": err(() => torch.vmap((t: Tensor) => A.apply(t))(x)),
      generate_vmap_rule: torch.vmap((t: Tensor) => B.apply(t))(x),
      "vmap(grad)": torch.vmap(torch.func.grad((t: Tensor) => B.apply(t)))(x),
      "own vmap rule": torch.vmap((t: Tensor) => C.apply(t))(x),
      both: err(() => torch.vmap((t: Tensor) => D.apply(t))(x)),
    };
  });
});
