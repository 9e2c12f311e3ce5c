// Unrolled and implicit hypergradients, influence functions, Gauss-Newton, Newton's method and Reptile.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
const { grad, hessian, functional_call, vmap, jacrev, grad_and_value } = torch.func;
torch.manual_seed(0);
torch.set_default_dtype(torch.float64);
type Params = Record<string, torch.Tensor>;
const x = torch.randn(16, 3),
  w_true = torch.tensor([1, -2, 0.5]),
  y = x.matmul(w_true).add(torch.randn(16).mul(0.3)),
  xv = torch.randn(8, 3),
  yv = xv.matmul(w_true);
// unrolled: learn the learning rate and the weight decay
const log_lr = torch.tensor(-3.0, { requires_grad: true }),
  log_wd = torch.tensor(-2.0, { requires_grad: true });
const meta = new optim.Adam([log_lr, log_wd], { lr: 0.1 });
for (let it = 0; it < 4; it++) {
  let w = torch.zeros(3, { requires_grad: true });
  const velocity: torch.Tensor[] = [torch.zeros(3)];
  for (let k = 0; k < 5; k++) {
    const loss = x.matmul(w).sub(y).square().mean().add(log_wd.exp().mul(w.square().sum()));
    const [g] = torch.autograd.grad(loss, w, { create_graph: true });
    const v = velocity.at(-1)!.mul(0.5).add(g);
    velocity.push(v);
    w = w.sub(log_lr.exp().mul(v));
  }
  const outer = xv.matmul(w).sub(yv).square().mean();
  meta.zero_grad();
  outer.backward();
  meta.step();
  console.log(it, outer.item(), log_lr.grad!.item(), log_wd.grad!.item());
}
// implicit differentiation of ridge regression's solution by the penalty
const inner = (w: torch.Tensor, lam: torch.Tensor) =>
  x.matmul(w).sub(y).square().sum().mul(0.5).add(lam.exp().mul(w.square().sum()).mul(0.5));
const solve = (lam: torch.Tensor) => torch.linalg.solve(x.T.matmul(x).add(lam.exp().mul(torch.eye(3))), x.T.matmul(y));
const outer = (w: torch.Tensor) => xv.matmul(w).sub(yv).square().mean();
const lam = torch.tensor(0.5);
const w_star = solve(lam);
const H = hessian(inner)(w_star, lam);
const mixed = jacrev(grad(inner), 1)(w_star, lam);
const implicit = torch.linalg.solve(H, mixed).mul(grad(outer)(w_star)).sum().neg();
const direct = grad((l: torch.Tensor) => outer(solve(l)))(lam);
console.log(implicit.item(), direct.item());
// influence functions: H^-1 v by conjugate gradients with Hessian-vector products
const net = new nn.Sequential(new nn.Linear(3, 4), new nn.Tanh(), new nn.Linear(4, 1));
const names = net.named_parameters().map(([n]) => n),
  shapes = net.parameters().map((p) => p.shape);
const unflatten = (flat: torch.Tensor): Params =>
  Object.fromEntries(
    flat.split(shapes.map((s) => s.reduce((a, b) => a * b, 1))).map((p, i) => [names[i]!, p.view(shapes[i]!)]),
  );
const flat0 = nn.utils.parameters_to_vector(net.parameters()).detach();
const loss_fn = (flat: torch.Tensor, x: torch.Tensor, y: torch.Tensor) =>
  F.mse_loss(functional_call(net, unflatten(flat), [x]).squeeze(-1), y);
const hvp = (v: torch.Tensor) =>
  grad((f: torch.Tensor) => grad((f: torch.Tensor) => loss_fn(f, x, y).add(f.square().sum()))(f).dot(v))(flat0);
function conjugate_gradient(A: (v: torch.Tensor) => torch.Tensor, b: torch.Tensor, steps: number) {
  let xk = torch.zeros_like(b),
    r = b.clone(),
    p = r.clone(),
    rs = r.dot(r);
  for (let i = 0; i < steps; i++) {
    const Ap = A(p),
      alpha = rs.div(p.dot(Ap));
    xk = xk.add(alpha.mul(p));
    r = r.sub(alpha.mul(Ap));
    const next = r.dot(r);
    if (next.sqrt().item() < 1e-10) break;
    p = r.add(next.div(rs).mul(p));
    rs = next;
  }
  return xk;
}
const test_grad = grad(loss_fn)(flat0, xv, yv);
const s_test = conjugate_gradient(hvp, test_grad, 30);
const per_example = vmap(grad(loss_fn), { in_dims: [null, 0, 0] })(flat0, x.unsqueeze(1), y.unsqueeze(1));
const influence = per_example.matmul(s_test).neg();
console.log(
  hvp(s_test).sub(test_grad).norm().item() < 1e-6,
  influence.topk(3).indices.tolist(),
  influence.sum().item(),
);
const Hfull = hessian((f: torch.Tensor) => loss_fn(f, x, y).add(f.square().sum()))(flat0);
console.log(torch.linalg.eigvalsh(Hfull).index([0, -1]).tolist(), torch.allclose(Hfull, Hfull.T));
// Hutchinson's trace, Gauss-Newton / natural gradient
const gen = new torch.Generator().manual_seed(1);
let trace = 0;
for (let i = 0; i < 10; i++) {
  const v = torch.randint(0, 2, flat0.shape, { generator: gen }).mul(2).sub(1).to(flat0.dtype);
  trace += v.dot(hvp(v)).item() / 10;
}
console.log(trace, Hfull.trace().item());
let flat = flat0.clone();
for (let i = 0; i < 4; i++) {
  const f = (p: torch.Tensor) => functional_call(net, unflatten(p), [x]).squeeze(-1);
  const J = jacrev(f)(flat),
    r = f(flat).sub(y);
  const [solution] = torch.linalg.lstsq(
    torch.cat([J, torch.eye(flat.numel()).mul(0.1)]),
    torch.cat([r, torch.zeros(flat.numel())]).unsqueeze(1),
  );
  const delta = solution.squeeze(1);
  flat = flat.sub(delta);
  console.log(i, r.square().mean().item(), delta.norm().item());
}
// Newton on logistic regression
const labels = x.matmul(w_true).gt(0).double();
const logistic = (w: torch.Tensor) => F.binary_cross_entropy_with_logits(x.matmul(w), labels).add(w.dot(w).mul(0.05));
let wn = torch.zeros(3);
for (let i = 0; i < 5; i++) {
  const [g, l] = grad_and_value(logistic)(wn);
  wn = wn.sub(torch.linalg.solve(hessian(logistic)(wn), g));
  console.log(i, l.item(), g.norm().item());
}
const cov = torch.linalg.inv(hessian(logistic)(wn));
console.log(
  new torch.distributions.Normal(wn, cov.diagonal().sqrt()).log_prob(torch.zeros(3)).sum().item(),
  torch
    .cholesky_inverse(torch.linalg.cholesky(hessian(logistic)(wn)))
    .sub(cov)
    .abs()
    .max()
    .item() < 1e-12,
);
// Reptile
const meta_net = new nn.Sequential(new nn.Linear(1, 6), new nn.Tanh(), new nn.Linear(6, 1));
for (let it = 0; it < 3; it++) {
  const before = Object.fromEntries(Object.entries(meta_net.state_dict()).map(([k, v]) => [k, v.clone()]));
  const phase = torch.rand(1).mul(2 * Math.PI),
    xs = torch.linspace(-3, 3, 10).unsqueeze(1),
    ys = torch.sin(xs.add(phase));
  const sgd = new optim.SGD(meta_net.parameters(), { lr: 0.05 });
  let last = 0;
  for (let k = 0; k < 4; k++) {
    const l = F.mse_loss(meta_net(xs), ys);
    sgd.zero_grad();
    l.backward();
    sgd.step();
    last = l.item();
  }
  const after = meta_net.state_dict();
  meta_net.load_state_dict(
    Object.fromEntries(
      Object.keys(before).map((name) => [name, before[name]!.add(after[name]!.sub(before[name]!).mul(0.3))]),
    ),
  );
  console.log(it, last, meta_net.state_dict()["0.weight"]!.norm().item());
}
