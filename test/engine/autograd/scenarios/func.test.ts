import * as torch from "../../../../src/engine/index.js";
import { err, flags, scenario } from "../../support/scenario.js";
import { leaf } from "../../support/tensors.js";

const fu = torch.func;
type Tensor = torch.Tensor;
const float64 = { dtype: torch.float64 };

/** The scenarios give what a type forbids. */
const wrong = <T>(value: unknown): T => value as T;
const two = (): Tensor => torch.tensor(2);
const pair = (): Tensor => torch.tensor([1, 2]);

describe("torch.func, as PyTorch's scenarios have it:", () => {
  scenario("func_grad", () => {
    const x = pair();
    const three = torch.tensor(3);
    const f = (a: Tensor, b: Tensor = torch.tensor(3)): Tensor => a.mul(a).mul(b).sum();
    const [both, value] = fu.grad_and_value(f)(x);
    const int = torch.tensor([1, 2], { dtype: torch.int64 });
    return {
      grad: fu.grad(f)(x),
      "argnums=1": fu.grad(f, { argnums: 1 })(x, three),
      "argnums=(0,1)": fu.grad(f, { argnums: [0, 1] })(x, three),
      value_and_grad: [value, both],
      has_aux: [fu.grad((a: Tensor) => [f(a), a.mul(10)], { has_aux: true })(x)],
      "aux must be a tensor": err(() => fu.grad((a: Tensor) => [f(a), "aux"], { has_aux: true })(x)),
      "dict input": fu.grad((d: { w: Tensor; b: Tensor }) => d.w.mul(d.b).sum())({
        w: torch.tensor([2]),
        b: torch.tensor([5]),
      }),
      "negative argnums": err(() => fu.grad(f, { argnums: -1 })(x, three)),
      "unused input": fu.grad((a: Tensor, _b: Tensor) => a.mul(2).sum(), { argnums: 1 })(x, x),
      "input flags untouched": flags(x),
      "of an input that requires grad": flags(fu.grad(f)(leaf(1, 2))),
      "vector output": err(() => fu.grad((a: Tensor) => a.mul(2))(x)),
      // JavaScript's 3.0 is whole.
      "not a tensor": err(() => fu.grad((_a: Tensor) => wrong<Tensor>(3.5))(x)),
      "tuple output": err(() => fu.grad((a: Tensor) => wrong<Tensor>([a.sum(), a.sum()]))(x)),
      "has_aux without a pair": err(() =>
        fu.grad((a: Tensor) => wrong<[Tensor, Tensor]>(a.sum()), { has_aux: true })(x),
      ),
      "integer input": err(() => fu.grad((a: Tensor) => a.sum())(int)),
      "float input": err(() => fu.grad((a: Tensor) => a.mul(a))(wrong<Tensor>(2.5))),
      "argnums out of range": err(() => fu.grad(f, { argnums: 3 })(x)),
    };
  });

  scenario("func_nested_grad", () => {
    const g = fu.grad;
    const x = two();
    const one = torch.tensor(1);
    const f = (t: Tensor): Tensor => t.pow(4);
    return {
      derivatives: [f(x), g(f)(x), g(g(f))(x), g(g(g(f)))(x), g(g(g(g(g(f)))))(x)],
      "inner constant of the outer": g((a: Tensor) => a.mul(g((b: Tensor) => a.add(b))(one)))(x),
      "perturbation confusion": g((a: Tensor) => a.mul(g((b: Tensor) => a.mul(b))(one)))(x),
      mixed: g((a: Tensor) => g((b: Tensor) => a.mul(b).pow(2))(torch.tensor(3)))(x),
    };
  });

  scenario("func_grad_and_grad_mode", () => {
    const g = fu.grad;
    const x = pair();
    const square = (t: Tensor): Tensor => t.mul(t).sum();
    const inner = (t: Tensor): Tensor => {
      const c = torch.no_grad(() => t.mul(t));
      return t.mul(c).sum();
    };
    return {
      "grad called under no_grad": torch.no_grad(() => g(square)(x)),
      "no_grad inside": g(inner)(x),
      "detach inside": g((t: Tensor) => t.mul(t.detach()).sum())(x),
      "inner no_grad called outside no_grad": torch.no_grad(() => g(inner)(x)),
      "backward() inside": err(() =>
        g((t: Tensor) => {
          const y = square(t);
          y.backward();
          return y;
        })(x),
      ),
      "autograd.grad inside": err(() =>
        g((t: Tensor) => torch.autograd.grad(t.pow(3).sum(), t, { create_graph: true })[0]!.sum())(x),
      ),
      "requires_grad_ inside": err(() => g((t: Tensor) => t.mul(torch.ones(2).requires_grad_()).sum())(x)),
      "item inside": err(() => g((t: Tensor) => t.sum().mul(Number(t.index(0).item())))(x)),
      "print inside": err(() =>
        g((t: Tensor) => {
          String(t);
          return t.sum();
        })(x),
      ),
    };
  });

  scenario("func_grad_in_place", () => {
    const g = fu.grad;
    const x = pair();
    const outer = torch.zeros(2);
    const seen: Tensor[] = [];
    const r = {
      "on a local value": err(() =>
        g((t: Tensor) => {
          const h = t.mul(1);
          h.mul_(t);
          h.index_put_([0], 7);
          return h.sum();
        })(x),
      ),
      "on the argument": err(() =>
        g((t: Tensor) => {
          t.mul_(2);
          return t.sum();
        })(x.clone()),
      ),
      "on a captured tensor": err(() =>
        g((t: Tensor) => {
          outer.add_(t);
          return outer.sum();
        })(x),
      ),
    };
    g((t: Tensor) => {
      seen.push(t.mul(2));
      return t.mul(t).sum();
    })(x);
    return { ...r, "a value that leaked out": err(() => seen[0]!.add(1)) };
  });

  scenario(
    "func_jacobians",
    () => {
      const x = torch.tensor([1, 2], float64);
      const f = (t: Tensor): Tensor => torch.stack([t.sum(), t.prod(), t.index(0).pow(3)]);
      const s = (t: Tensor): Tensor =>
        t
          .pow(3)
          .sum()
          .add(t.index(0).mul(t.index(1)));
      const shape = fu.jacrev((t: Tensor) => t.matmul(t))(wrong(torch.ones(2, 2))) as Tensor;
      const at = (jacobian: (...args: never[]) => unknown, ...args: Tensor[]): unknown =>
        jacobian(...(args as never[]));
      return {
        jacrev: at(fu.jacrev(f), x),
        jacfwd: at(fu.jacfwd(f), x),
        "jacfwd(jacrev)": at(fu.jacfwd(fu.jacrev(s)), x),
        hessian: at(fu.hessian(s), x),
        "jacrev argnums": at(
          fu.jacrev((a: Tensor, b: Tensor) => a.mul(b), { argnums: [0, 1] }),
          x,
          x.add(1),
        ),
        has_aux: at(
          fu.jacrev((t: Tensor) => [t.mul(t), t.add(5)], { has_aux: true }),
          x,
        ),
        "chunk_size=1": at(fu.jacrev(f, { chunk_size: 1 }), x),
        "scalar input": at(
          fu.jacrev((t: Tensor) => torch.stack([t, t.mul(t)])),
          torch.tensor(3),
        ),
        "matrix to matrix shape": [...shape.shape],
        "hessian of two arguments": at(
          fu.hessian((a: Tensor, b: Tensor) => a.mul(b).mul(b).sum(), [0, 1]),
          x,
          x,
        ),
        "hvp by jvp of grad": fu.jvp(fu.grad(s), [x], [torch.tensor([1, -1], float64)])[1],
        "int input": err(() =>
          at(
            fu.jacrev((t: Tensor) => t.mul(2)),
            torch.tensor([1, 2], { dtype: torch.int64 }),
          ),
        ),
        "not a tensor": err(() =>
          at(
            fu.jacrev(() => 3),
            x,
          ),
        ),
      };
    },
    { tolerance: 1e-9 },
  );
});
