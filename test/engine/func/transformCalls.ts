import type { Calls, Torch } from "../support/recordedAnswers.js";

type Tensor = InstanceType<Torch["Tensor"]>;

/** What a type forbids. */
const wrong = <T>(value: unknown): T => value as T;

export const transformCalls: Calls = (torch) => {
  const { func, vmap } = torch;
  const float64 = { dtype: torch.float64 };
  const v = () => torch.tensor([0.5, -2], float64);
  const x = () =>
    torch.tensor(
      [
        [0.5, 1.5],
        [-1, 2],
        [3, 0.25],
      ],
      float64,
    );
  const one = torch.tensor(1, float64);
  const cube = (t: Tensor): Tensor => t.pow(3);
  const double = (t: Tensor): Tensor => t.mul(2);
  const long = torch.tensor([1], { dtype: torch.int64 });
  return {
    "jvp of jvp": () => func.jvp((z: Tensor) => func.jvp(cube, [z], [torch.ones([2], float64)])[1], [v()], [v()]),
    "jvp that does not confuse levels": () =>
      func.jvp((a: Tensor) => a.mul(func.jvp((b: Tensor) => a.mul(b), [one], [one])[1] as Tensor), [one.mul(2)], [one]),
    "grad of jvp": () => func.grad((z: Tensor) => (func.jvp(cube, [z], [v()])[1] as Tensor).sum())(v()),
    "grad by a captured tensor": () => {
      const w = v().requires_grad_();
      const gradient = func.grad((z: Tensor) => z.mul(w).pow(2).sum())(v());
      return [gradient, torch.autograd.grad(gradient.sum(), w)];
    },
    "grad at a tensor of a graph": () => {
      const z = v().requires_grad_();
      const gradient = func.grad((t: Tensor) => cube(t).sum())(z);
      return [gradient, torch.autograd.grad(gradient.sum(), z)];
    },
    "vjp of a dictionary": () => {
      const [, pull] = func.vjp((z: Tensor) => ({ y: z.mul(2), s: z.sum() }), v());
      return pull({ y: v(), s: one });
    },
    "vjp twice": () => {
      const [, pull] = func.vjp(cube, v());
      return [pull(v()), pull(v())];
    },
    "vjp of another structure": () => func.vjp(cube, v())[1](wrong([v(), v()])),
    "vjp of integers": () => func.vjp((z: Tensor) => z.long(), v()),
    "vjp of nothing": () => func.vjp((_z: Tensor) => wrong<Tensor>(null), v()),
    "jvp with aux": () => func.jvp((z: Tensor) => [z.sin(), z.mul(2)], [v()], [v()], { has_aux: true }),
    "jvp of no array": () => func.jvp(cube, wrong<[Tensor]>(v()), [v()]),
    "jvp of another size": () => func.jvp(cube, [v()], [x()]),
    "jvp of integers": () => func.jvp(cube, [long], [long]),
    "strict jvp": () => func.jvp((_z: Tensor) => torch.ones(2), [v()], [v()], { strict: true }),
    "grad by one argument twice": () =>
      func.grad((a: Tensor, b: Tensor) => a.add(b).sum(), { argnums: [0, 0] })(v(), v()),
    "grad by no argument": () => func.grad((a: Tensor) => a.sum(), { argnums: [] })(v()),
    "jacrev of a dictionary": () =>
      (func.jacrev((d: { a: Tensor; b: Tensor }) => ({ y: d.a.mul(d.b) })) as (d: object) => unknown)({
        a: v(),
        b: v(),
      }),
    "jacfwd with aux": () =>
      (func.jacfwd((t: Tensor) => [t.mul(t), t.add(1)], { has_aux: true }) as (t: Tensor) => unknown)(v()),
    "jacrev in chunks of none": () => func.jacrev(double, { chunk_size: 0 }),
    "vmap of vmap": () =>
      vmap(
        vmap((a: Tensor, b: Tensor) => a.mul(b), { in_dims: [0, null] }),
        { in_dims: [null, 0] },
      )(v(), torch.tensor([1, 2, 3], float64)),
    "vmap of vmap, written in place": () =>
      vmap(
        vmap((a: Tensor) => {
          const h = a.clone();
          h.mul_(2);
          return h.exp();
        }),
      )(x()),
    "vmap of a dictionary": () =>
      vmap((d: { w: Tensor; b: Tensor }) => d.w.mul(d.b), { in_dims: [{ w: 0, b: null }] })({ w: x(), b: v() }),
    "vmap in chunks": () => vmap(double, { chunk_size: 2 })(x()),
    "vmap in chunks of none": () => vmap(double, { chunk_size: 0 })(x()),
    "vmap over nothing": () => vmap((t: Tensor) => t.mul(2).sum())(torch.zeros([0, 2], float64)),
    "vmap to another dimension": () => vmap((t: Tensor) => [t, t.sum()], { out_dims: [1, 0] })(x()),
    "vmap to no dimension": () => vmap((f: Tensor) => f, { out_dims: 5 })(x()),
    "vmap of several sizes": () => vmap((a: Tensor, b: Tensor) => a.add(b))(x(), v()),
    "vmap over no argument": () => vmap(double, { in_dims: [null] })(x()),
    "vmap that writes its argument": () => {
      const z = x();
      vmap((t: Tensor) => t.mul_(2))(z);
      return z;
    },
    "vmap by a captured parameter": () => {
      const w = v().requires_grad_();
      const y = vmap((t: Tensor) => t.mul(w).sum())(x());
      return [y, torch.autograd.grad(y.sum(), w)];
    },
    "vmap of grad, per sample": () => {
      const loss = (w: Tensor, input: Tensor, target: Tensor): Tensor => w.mul(input).sum().sub(target).pow(2);
      const gradients = vmap(func.grad(loss), { in_dims: [null, 0, 0] })(v(), x(), torch.tensor([1, 2, 3], float64));
      return [gradients, gradients.requires_grad];
    },
    "vmap of vjp": () => vmap((t: Tensor) => func.vjp(cube, t)[1](v()) as [Tensor])(x()),
    "vmap that reads a number": () => vmap((t: Tensor) => t.mul(Number(t.sum().item())))(x()),
    "vmap of nonzero": () => vmap((t: Tensor) => wrong<{ nonzero(): Tensor }>(t).nonzero())(x()),
    "vmap by a mask": () => vmap((t: Tensor) => t.index(t.gt(1)))(x()),
    "vmap with backward": () =>
      vmap((t: Tensor) => {
        t.sum().backward();
        return t;
      })(x()),
    "vmap with requires_grad_": () => vmap((t: Tensor) => t.mul(torch.ones(2).requires_grad_()))(x()),
  };
};
