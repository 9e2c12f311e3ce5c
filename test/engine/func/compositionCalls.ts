import type { Calls, Torch, Unary } from "../support/recordedAnswers.js";

/** Functions of a vector of two numbers, one for each way in which ops treat what is mapped over. */
function functionsOf(torch: Torch): Readonly<Record<string, Unary>> {
  const F = torch.nn.functional;
  const v = torch.tensor([0.5, -2], { dtype: torch.float64 });
  const m = torch.tensor(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    { dtype: torch.float64 },
  );
  const long = (...values: number[]) => torch.tensor(values, { dtype: torch.int64 });
  return {
    sum: (t) => t.sum(),
    square: (t) => t.mul(t),
    softmax: (t) => torch.softmax(t, 0),
    "product with a matrix": (t) => t.matmul(m),
    "outer product": (t) => t.unsqueeze(1).matmul(t.unsqueeze(0)),
    "a view": (t) => t.view(2, 1),
    "an element": (t) => t.index(0),
    greatest: (t) => t.amax(0),
    cat: (t) => torch.cat([t, v]),
    norm: (t) => t.norm(),
    prod: (t) => t.prod(),
    cumprod: (t) => t.cumprod(0),
    "where by what is mapped": (t) => torch.where(t.gt(1), t, t.mul(10)),
    "what does not depend on it": () => torch.ones([2], { dtype: torch.float64 }),
    "written in place": (t) => {
      const h = t.mul(1);
      h.add_(t);
      h.index_put_([0], 9);
      return h;
    },
    "written through a view": (t) => {
      const h = t.clone();
      h.view(2, 1).mul_(t.sum());
      return h;
    },
    gather: (t) => t.gather(0, long(1, 0, 1)),
    "index by what is mapped": (t) => t.index(t.argsort()),
    "rows by what is mapped": (t) => torch.index_select(m, 1, t.gt(1).long()),
    layer_norm: (t) => F.layer_norm(t, [2]),
    cross_entropy: (t) => F.cross_entropy(t, torch.tensor(1, { dtype: torch.int64 })),
    conv1d: (t) => F.conv1d(t.view(1, 1, 2), torch.ones([1, 1, 2], { dtype: torch.float64 })),
    "no gradient": (t) => t.mul(t.detach()),
    scatter_add: (t) => torch.zeros([3], { dtype: torch.float64 }).scatter_add(0, long(1, 1), t),
  };
}

export const compositionCalls: Calls = (torch) => {
  const { func, vmap } = torch;
  const float64 = { dtype: torch.float64 };
  const x = () =>
    torch.tensor(
      [
        [0.5, 1.5],
        [-1, 2],
        [3, 0.25],
      ],
      float64,
    );
  const v = torch.tensor([0.5, -2], float64);
  const calls: Record<string, () => unknown> = {};
  for (const [name, f] of Object.entries(functionsOf(torch))) {
    const total: Unary = (t) => f(t).sum();
    calls[`vmap: ${name}`] = () => vmap(f)(x());
    calls[`vmap of the second dimension: ${name}`] = () => vmap(f, { in_dims: 1 })(x().t().contiguous());
    calls[`vmap(grad): ${name}`] = () => vmap(func.grad(total))(x());
    calls[`grad(vmap): ${name}`] = () => func.grad((t: ReturnType<Unary>) => vmap(f)(t).pow(2).sum())(x());
    calls[`grad(vmap(grad)): ${name}`] = () =>
      func.grad((t: ReturnType<Unary>) => vmap(func.grad(total))(t).pow(2).sum())(x());
    calls[`jvp(vmap): ${name}`] = () => func.jvp(vmap(f), [x()], [torch.ones([3, 2], float64)])[1];
    // PyTorch refuses to write the tangent in place, which is not mapped over.
    if (name !== "written through a view")
      calls[`vmap(jvp): ${name}`] = () => vmap((t: ReturnType<Unary>) => func.jvp(f, [t], [v])[1])(x());
    calls[`hessian: ${name}`] = () => (func.hessian(total) as Unary)(v.abs().add(0.5));
    calls[`vmap(jacrev): ${name}`] = () => vmap(func.jacrev(f) as Unary)(x());
    calls[`vmap(jacfwd): ${name}`] = () => vmap(func.jacfwd(f) as Unary)(x());
  }
  return calls;
};
