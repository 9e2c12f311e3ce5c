import type { Calls, Torch, Unary } from "../support/recordedAnswers.js";

/** Functions whose tangents differ in how they are carried: in place, through views, by results. */
function functionsOf(torch: Torch): Readonly<Record<string, Unary>> {
  return {
    "mul_ by itself": (z) => z.clone().mul_(z),
    "sin_ of a result": (z) => z.mul(2).sin_(),
    "a part written in place": (z) => {
      const c = z.clone();
      c.index("1:").mul_(z.index(0));
      return c;
    },
    "an element put": (z) => {
      const c = z.mul(1);
      c.index_put_([1], z.index(2).mul(z.index(0)));
      return c;
    },
    "copied into a plain tensor": (z) => {
      const c = torch.zeros([3], { dtype: torch.float64 });
      c.copy_(z.pow(2));
      c.sin_();
      return c;
    },
    "a view written in place": (z) => {
      const c = z.clone();
      const w = c.view(3, 1);
      w.add_(z.view(3, 1).sin());
      c.mul_(2);
      return w;
    },
    "cumsum and tanh": (z) => z.cumsum(0).tanh(),
    "prod to one": (z) => z.prod().reshape(1),
    "one by it": (z) => torch.div(1, z),
  };
}

export const forwardCalls: Calls = (torch) => {
  const { make_dual, unpack_dual, dual_level } = torch.autograd.forward_ad;
  const float64 = { dtype: torch.float64 };
  const x = () => torch.tensor([0.5, 1.5, -2.5], float64);
  const v = () => torch.tensor([1.25, -1.5, 0.5], float64);
  type Tensor = ReturnType<typeof x>;
  const tangent = (t: Tensor): Tensor | null => unpack_dual(t).tangent;
  const calls: Record<string, () => unknown> = {};
  const inside = (name: string, call: () => unknown): void => {
    calls[name] = () => dual_level(() => JSON.parse(JSON.stringify(lists(call()))) as unknown);
  };
  for (const [name, f] of Object.entries(functionsOf(torch))) {
    inside(`backward through the tangent: ${name}`, () => {
      const leaf = x().requires_grad_();
      const y = f(make_dual(leaf, v()));
      return [y, tangent(y), torch.autograd.grad(tangent(y)!.sum(), leaf)];
    });
    inside(`the tangent of the gradient: ${name}`, () => {
      const dual = make_dual(x().requires_grad_(), v());
      const [gradient] = torch.autograd.grad(f(dual).sum(), dual);
      return [gradient, tangent(gradient!)];
    });
  }
  const dual = (): Tensor => make_dual(x(), v());
  inside("views of a dual", () => [
    tangent(dual().index("1:")),
    tangent(dual().view(3, 1)),
    tangent(dual().expand(2, 3)),
  ]);
  inside("views that were made before", () => {
    const z = torch.ones([3], float64);
    const part = z.index("1:");
    z.sub_(dual());
    return [tangent(z), tangent(part)];
  });
  inside("a part of a plain tensor", () => {
    const base = torch.zeros([4], float64);
    base.index("1:").copy_(dual());
    return [tangent(base), tangent(base.index(":2"))];
  });
  inside("the primal alone", () => {
    const d = dual();
    const { primal } = unpack_dual(d);
    primal.mul_(2);
    return [d, tangent(d), tangent(primal)];
  });
  inside("a tangent that requires grad", () => {
    const t = v().requires_grad_();
    return torch.autograd.grad(tangent(make_dual(x(), t).sin())!.sum(), t);
  });
  inside("a tangent that is a leaf, written in place", () => make_dual(x(), v().requires_grad_()).mul_(2));
  inside("a gradient of outputs", () => {
    const leaf = x().requires_grad_();
    const [gradient] = torch.autograd.grad(leaf.mul(leaf), leaf, dual());
    return [gradient, tangent(gradient!)];
  });
  inside("checkpoint", () => {
    const d = make_dual(x().requires_grad_(), v());
    const y = torch.utils.checkpoint.checkpoint((z: Tensor) => z.sin().mul(z), d, { use_reentrant: false });
    const [gradient] = torch.autograd.grad(y.sum(), d);
    return [tangent(y), gradient, tangent(gradient!)];
  });
  inside("flat parts", () => [tangent(dual().floor()), tangent(dual().sign()), tangent(dual().round())]);
  inside("zero_", () => {
    const d = dual().mul(1);
    d.zero_();
    return tangent(d);
  });
  inside("fill with a dual number", () => {
    const number = make_dual(torch.tensor(2, float64), torch.tensor(3, float64));
    return [tangent(torch.zeros([2], float64).fill_(number)), tangent(torch.fill(torch.ones([2], float64), number))];
  });
  inside("an expanded tensor", () => make_dual(torch.ones([1], float64).expand(3), v()));
  inside("a dual tangent", () => make_dual(x(), dual()));
  inside("an integer tangent", () => make_dual(x(), torch.tensor([1, 2, 3], { dtype: torch.int64 })));
  return calls;
};

function lists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lists);
  const tensor = value as { tolist?: () => unknown } | null;
  return typeof tensor?.tolist === "function" ? tensor.tolist() : value;
}
