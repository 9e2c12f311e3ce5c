import * as torch from "../../../../src/engine/index.js";
import { err, scenario } from "../../support/scenario.js";

const A = torch.autograd.functional;

/** The scenarios give what a type forbids. */
const wrong = <T>(value: unknown): T => value as T;

describe("torch.autograd.functional, as PyTorch's scenarios have it:", () => {
  scenario("functional_api", () => {
    const f = (a: torch.Tensor, b: torch.Tensor): torch.Tensor => a.mul(b).sum().mul(a);
    const [a, b] = [torch.tensor([1, 2]), torch.tensor([3, 4])];
    return {
      jacobian: A.jacobian(f, [a, b]),
      jvp: A.jvp(f, [a, b], [torch.ones(2), torch.zeros(2)])[1],
      vjp: A.vjp(f, [a, b], torch.tensor([1, 10]))[1],
      hessian: A.hessian((x: torch.Tensor, y: torch.Tensor) => f(x, y).sum(), [a, b]),
      "hessian non-scalar": err(() => A.hessian(f, [a, b])),
      "vjp missing v": err(() => A.vjp(f, [a, b])),
    };
  });

  scenario(
    "hessian_vector_product",
    () => {
      const f = (t: torch.Tensor): torch.Tensor =>
        t
          .pow(3)
          .sum()
          .add(t.index(0).mul(t.index(1)).mul(t.index(2)));
      const x = torch.tensor([1, 2, 3], { dtype: torch.float64, requires_grad: true });
      const v = torch.tensor([1, -1, 0.5], { dtype: torch.float64 });
      const [g] = torch.autograd.grad(f(x), x, { create_graph: true });
      const [hv] = torch.autograd.grad(g!, x, v, { retain_graph: true });
      return {
        g,
        Hv: hv,
        H: A.hessian(f, x.detach()),
        vhp: A.vhp(f, x.detach(), v)[1],
        hvp: A.hvp(f, x.detach(), v)[1],
      };
    },
    { tolerance: 1e-9 },
  );

  scenario("autograd_functional_strict_and_create_graph", () => {
    const x = torch.tensor([1, 2], { requires_grad: true });
    const v = torch.tensor([1, 10]);
    const f = (t: torch.Tensor): torch.Tensor => t.pow(3);
    const s = (t: torch.Tensor): torch.Tensor => t.pow(3).sum();
    const r: Record<string, unknown> = {};
    const functions: Readonly<Record<string, (options: { create_graph?: boolean }) => torch.Tensor>> = {
      jacobian: (options) => A.jacobian(f, x, options),
      hessian: (options) => A.hessian(s, x, options),
      vjp: (options) => A.vjp(f, x, v, options)[1],
      jvp: (options) => A.jvp(f, x, v, options)[1],
      vhp: (options) => A.vhp(s, x, v, options)[1],
      hvp: (options) => A.hvp(s, x, v, options)[1],
    };
    for (const [name, compute] of Object.entries(functions)) {
      const graph = { create_graph: true };
      const [through] = torch.autograd.grad(compute(graph).sum(), x);
      r[name] = [compute({}), compute({}).requires_grad, compute(graph).requires_grad, through];
    }
    const c = (): torch.Tensor => torch.ones(2);
    const total = (t: torch.Tensor): torch.Tensor => t.sum();
    const strict = { strict: true };
    r["jacobian independent"] = A.jacobian(c, x);
    r["jacobian strict"] = err(() => A.jacobian(c, x, strict));
    r["vjp independent"] = A.vjp(c, x, v)[1];
    r["vjp strict"] = err(() => A.vjp(c, x, v, strict));
    r["jvp strict"] = err(() => A.jvp(c, x, v, strict));
    r["hessian strict, linear function"] = err(() => A.hessian(total, x, strict));
    r["hessian of a linear function"] = A.hessian(total, x);
    r["hvp strict"] = err(() => A.hvp(total, x, v, strict));
    r["vhp missing v"] = err(() => A.vhp((t) => t.mul(2), x));
    r["v of the wrong shape"] = err(() => A.vjp(f, x, torch.ones(3)));
    // JavaScript's 3.0 is whole.
    r["output not a tensor"] = err(() => A.jacobian(() => wrong<torch.Tensor>(3.5), x));
    r["input not a tensor"] = err(() => A.jacobian(f, wrong<torch.Tensor>(3.5)));
    r["vectorize"] = A.jacobian(f, x.detach(), { vectorize: true });
    r["forward-mode"] = A.jacobian(f, x.detach(), { vectorize: true, strategy: "forward-mode" });
    r["strict with vectorize"] = err(() => A.jacobian(f, x, { strict: true, vectorize: true }));
    r["one of two inputs unused"] = A.jacobian((a: torch.Tensor) => a.mul(2), [x.detach(), v]);
    return r;
  });
});
