import type { Calls, Torch } from "../support/recordedAnswers.js";

type Tensor = InstanceType<Torch["Tensor"]>;
type Params = Record<string, Tensor>;

/** What a type forbids. */
const wrong = <T>(value: unknown): T => value as T;

/** What the transforms are used for, and what they refuse. */
export const useCalls: Calls = (torch) => {
  const { func, nn, vmap } = torch;
  const F = nn.functional;
  const float64 = { dtype: torch.float64 };
  const steps = (shape: readonly number[], scale: number): Tensor => {
    const count = shape.reduce((total, size) => total * size, 1);
    const values = Array.from({ length: count }, (_, i) => Math.sin(i * 1.7 + scale) * scale);
    return torch.tensor(values, float64).reshape([...shape]);
  };
  const inputs = () => steps([4, 3], 0.8);
  const targets = () => torch.tensor([0, 1, 1, 0], { dtype: torch.int64 });
  const params = (seed: number): Params => ({
    "0.weight": steps([5, 3], 0.5 + seed),
    "0.bias": steps([5], 0.2 + seed),
    "2.weight": steps([2, 5], 0.7 + seed),
    "2.bias": steps([2], 0.1 + seed),
  });
  const net = new nn.Sequential(new nn.Linear(3, 5), new nn.Tanh(), new nn.Linear(5, 2));
  const run = (given: Params, x: Tensor): Tensor => func.functional_call(net, given, [x]);
  const loss = (given: Params, x: Tensor, y: Tensor): Tensor =>
    F.cross_entropy(run(given, x.unsqueeze(0)), y.unsqueeze(0));
  const stacked = (): Params =>
    Object.fromEntries(
      Object.keys(params(0)).map((name) => [name, torch.stack([0, 1, 2].map((seed) => params(seed)[name]!))]),
    );
  const f = (x: Tensor): Tensor => x.sin().mul(x.roll(1)).exp();
  const total = (x: Tensor): Tensor => f(x).sum();
  const point = () => steps([3], 0.9);
  const basis = () => torch.eye(3, float64);
  const kernel = (one: Tensor, other: Tensor): Tensor => {
    const jacobian = (x: Tensor): Params =>
      vmap(wrong<(p: Params, x: Tensor) => Params>(func.jacrev(run)), { in_dims: [null, 0] })(params(0), x);
    const [a, b] = [jacobian(one), jacobian(other)];
    return Object.keys(a)
      .map((name) => torch.einsum("naf,mbf->nmab", a[name]!.flatten(2), b[name]!.flatten(2)))
      .reduce((sum, each) => sum.add(each));
  };
  return {
    "per-sample gradients": () => vmap(func.grad(loss), { in_dims: [null, 0, 0] })(params(0), inputs(), targets()),
    "per-sample gradients in chunks": () =>
      vmap(func.grad(loss), { in_dims: [null, 0, 0], chunk_size: 3 })(params(0), inputs(), targets()),
    "per-sample gradients and values": () =>
      vmap(func.grad_and_value(loss), { in_dims: [null, 0, 0] })(params(0), inputs(), targets()),
    "an ensemble on one batch": () => vmap(run, { in_dims: [0, null] })(stacked(), inputs()),
    "an ensemble, each on a batch of its own": () =>
      vmap(run)(stacked(), torch.stack([inputs(), inputs().mul(2), inputs().neg()])),
    "gradients of an ensemble, per sample": () =>
      vmap(vmap(func.grad(loss), { in_dims: [null, 0, 0] }), { in_dims: [0, null, null] })(
        stacked(),
        inputs(),
        targets(),
      ),
    "a neural tangent kernel": () => kernel(inputs(), inputs().narrow(0, 0, 2).mul(2)),
    "the Hessian of a loss by two parameters": () =>
      func.hessian((w: Tensor, b: Tensor) => F.linear(inputs(), w, b).tanh().pow(2).sum(), [0, 1])(
        steps([2, 3], 0.5),
        steps([2], 0.3),
      ),
    "jacrev of jacfwd": () => func.jacrev(func.jacfwd(f) as typeof f)(point()),
    "jacfwd of jacrev": () => func.jacfwd(func.jacrev(f) as typeof f)(point()),
    "jacfwd of jacfwd": () => func.jacfwd(func.jacfwd(f) as typeof f)(point()),
    "jacrev of jacrev": () => func.jacrev(func.jacrev(f) as typeof f)(point()),
    "jacrev in chunks": () => func.jacrev(f, { chunk_size: 2 })(point()),
    "a Hessian-vector product forward over backward": () =>
      func.jvp(func.grad(total) as typeof f, [point()], [steps([3], 1)])[1],
    "a Hessian-vector product backward over backward": () =>
      func.vjp(func.grad(total) as typeof f, point())[1](steps([3], 1)),
    "a Hessian-vector product backward over forward": () =>
      func.grad((x: Tensor) => func.jvp(total, [x], [steps([3], 1)])[1])(point()),
    "a Jacobian by vmap of vjp": () => {
      const [, pull] = func.vjp(f, point());
      return vmap((v: Tensor) => pull(v)[0])(basis());
    },
    "a Jacobian by vmap of jvp": () => vmap((v: Tensor) => func.jvp(f, [point()], [v])[1], { out_dims: -1 })(basis()),
    "Hessians of a batch": () => vmap(func.hessian(total) as typeof f)(inputs()),
    "Hessian-vector products of a batch": () =>
      vmap((x: Tensor, v: Tensor) => func.jvp(func.grad(total) as typeof f, [x], [v])[1])(inputs(), inputs().neg()),
    "grad in vmap in grad": () =>
      func.grad((x: Tensor) =>
        vmap(func.grad(total) as typeof f)(x)
          .pow(2)
          .sum(),
      )(inputs()),
    "grad in vmap in grad, by what all share": () =>
      func.grad((w: Tensor) =>
        vmap(func.grad((x: Tensor) => x.mul(w).sin().sum()) as typeof f)(inputs())
          .pow(2)
          .sum(),
      )(point()),
    "vmap in vmap over other dimensions": () =>
      vmap(vmap(torch.dot, { in_dims: [1, null] }), { in_dims: [null, 0], out_dims: 1 })(inputs().t(), inputs()),
    "nested structures in and out": () =>
      vmap((d: { a: Tensor; b: Tensor[] }) => ({ sum: d.a.add(d.b[0]!), parts: [d.b[1]!.mul(2), d.a] }), {
        in_dims: [{ a: 0, b: [null, 1] }],
        out_dims: { sum: 0, parts: [1, 0] },
      })({ a: inputs(), b: [point(), inputs().t()] }),
    "jacrev of structures": () =>
      wrong<(d: object) => unknown>(
        func.jacrev((d: { a: Tensor; b: Tensor[] }) => ({ y: [d.a.mul(d.b[0]!), d.b[0]!.sum()] })),
      )({ a: point(), b: [point().neg()] }),
    "jvp of structures": () =>
      func.jvp(
        (d: { a: Tensor }, [b]: Tensor[]) => ({ y: d.a.mul(b!) }),
        [{ a: point() }, [point()]],
        [{ a: steps([3], 1) }, [steps([3], 2)]],
      ),
    "aux of several kinds": () =>
      func.grad((x: Tensor) => [total(x), { f: f(x), parts: [x.sum()] }] as const, { has_aux: true })(point()),
    linearize: () => {
      const [y, push] = func.linearize(f, point());
      return [y, push(steps([3], 1)), push(basis().select(0, 0))];
    },
    "linearize of a gradient": () => func.linearize(func.grad(total) as typeof f, point())[1](steps([3], 1)),
    "vmap of what linearize gave": () => vmap(func.linearize(f, point())[1])(basis()),
    "linearize at other shapes": () => func.linearize(f, point())[1](basis()),
    "linearize at other dtypes": () => func.linearize(f, point())[1](torch.ones(3)),
    "linearize of integers": () => func.linearize(f, targets()),
    "batch norm that moves what all share": () =>
      vmap((x: Tensor) => F.batch_norm(x, torch.zeros(3, float64), torch.ones(3, float64), { training: true }))(
        torch.stack([inputs(), inputs()]),
      ),
    "batch norm that moves each slice's own": () => {
      const [mean, variance] = [torch.zeros([2, 3], float64), torch.ones([2, 3], float64)];
      const y = vmap((x: Tensor, m: Tensor, v: Tensor) => F.batch_norm(x, m, v, { training: true }))(
        torch.stack([inputs(), inputs().mul(2)]),
        mean,
        variance,
      );
      return [y, mean, variance];
    },
    "random numbers where they are refused": () => vmap((x: Tensor) => x.add(torch.rand(3, float64)))(inputs()),
    "dropout where it is refused": () => vmap((x: Tensor) => F.dropout(x, 0.5))(inputs()),
    "the same random numbers by what is mapped": () =>
      vmap((x: Tensor) => torch.bernoulli(x.abs()), { randomness: "same" })(inputs()),
    "other random numbers in what all share": () =>
      vmap((x: Tensor) => torch.zeros(3, float64).normal_().add(x), { randomness: "different" })(inputs()),
    "the same random numbers for all": () => {
      const y = vmap((x: Tensor) => x.mul(0).add(torch.rand(3, float64)), { randomness: "same" })(inputs());
      return y.eq(y.select(0, 0)).all();
    },
    "random numbers of each slice's own": () => {
      const y = vmap((x: Tensor) => x.mul(0).add(torch.rand(3, float64)), { randomness: "different" })(inputs());
      return y.eq(y.select(0, 0)).all();
    },
    "an unknown randomness": () => vmap(f, { randomness: wrong<"same">("some") }),
    "a branch by numbers": () => vmap((x: Tensor) => (Number(x.sum().gt(0).item()) > 0 ? x : x.neg()))(inputs()),
    "a write to what all share": () => vmap((x: Tensor) => torch.zeros(3, float64).copy_(x))(inputs()),
    "a mask that is mapped": () => vmap((x: Tensor) => x.masked_select(x.gt(0)))(inputs()),
    "different elements": () => vmap((x: Tensor) => torch.unique(x) as Tensor)(inputs()),
    "in_dims of a string": () => vmap(f, { in_dims: wrong("0") })(inputs()),
    "out_dims of none for what is mapped": () => vmap(f, { out_dims: null })(inputs()),
    "grad of no scalar": () => func.grad(f)(point()),
    "grad of no tensor": () => func.grad(wrong<typeof f>(() => 3))(point()),
    "grad by an argument that is not there": () => func.grad(total, 1)(point()),
    "grad by a number": () => func.grad(total)(wrong(3)),
  };
};
