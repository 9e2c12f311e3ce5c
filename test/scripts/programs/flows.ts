// RealNVP, a neural ODE with the adjoint method as a Function, and a planar flow.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
const { Normal, Independent } = torch.distributions;
torch.manual_seed(3);
class CouplingLayer extends nn.Module {
  scale_net;
  translate_net;
  declare mask: torch.Tensor;
  constructor(dim: number, hidden: number, mask: number[]) {
    super();
    this.register_buffer("mask", torch.tensor(mask));
    this.scale_net = new nn.Sequential(
      new nn.Linear(dim, hidden),
      new nn.LeakyReLU(),
      new nn.Linear(hidden, dim),
      new nn.Tanh(),
    );
    this.translate_net = new nn.Sequential(new nn.Linear(dim, hidden), new nn.LeakyReLU(), new nn.Linear(hidden, dim));
  }
  override forward(x: torch.Tensor): [torch.Tensor, torch.Tensor] {
    const x_masked = x.mul(this.mask);
    const inv = torch.sub(1, this.mask);
    const s = this.scale_net(x_masked).mul(inv),
      t = this.translate_net(x_masked).mul(inv);
    return [x_masked.add(inv.mul(x.mul(torch.exp(s)).add(t))), s.sum({ dim: 1 })];
  }
  inverse(z: torch.Tensor) {
    const z_masked = z.mul(this.mask),
      inv = torch.sub(1, this.mask);
    const s = this.scale_net(z_masked).mul(inv),
      t = this.translate_net(z_masked).mul(inv);
    return z_masked.add(inv.mul(z.sub(t).mul(torch.exp(s.neg()))));
  }
}
class RealNVP extends nn.Module {
  layers: torch.nn.ModuleList<CouplingLayer>;
  prior = new Independent(new Normal(torch.zeros(2), torch.ones(2)), 1);
  constructor() {
    super();
    this.layers = new nn.ModuleList(
      [
        [1, 0],
        [0, 1],
        [1, 0],
      ].map((m) => new CouplingLayer(2, 8, m)),
    );
  }
  log_prob(x: torch.Tensor) {
    let log_det = torch.zeros(x.shape[0]!, { device: x.device });
    for (const layer of this.layers) {
      const [y, ld] = layer(x);
      x = y;
      log_det = log_det.add(ld);
    }
    return this.prior.log_prob(x).add(log_det);
  }
  sample(n: number) {
    let z = this.prior.sample([n]);
    for (const layer of [...this.layers].reverse()) z = layer.inverse(z);
    return z;
  }
}
const flow = new RealNVP();
const opt = new optim.Adam(flow.parameters(), { lr: 1e-2, weight_decay: 1e-5 });
const theta = torch.rand(30).mul(Math.PI),
  data = torch.stack([theta.cos(), theta.sin()], { dim: 1 }).add(torch.randn(30, 2).mul(0.1));
for (let i = 0; i < 6; i++) {
  const loss = flow.log_prob(data).mean().neg();
  opt.zero_grad();
  loss.backward();
  opt.step();
  console.log(i, loss.item());
}
torch.no_grad(() => {
  let x = data;
  for (const layer of flow.layers) x = layer(x)[0];
  for (const layer of [...flow.layers].reverse()) x = layer.inverse(x);
  console.log(torch.allclose(x, data, { atol: 1e-5 }), flow.sample(3).tolist());
});
// neural ODE
let current: ODEF | null = null;
class ODEAdjoint extends torch.autograd.Function {
  static forward(
    ctx: torch.autograd.FunctionCtx,
    z0: torch.Tensor,
    t: torch.Tensor,
    flat_parameters: torch.Tensor,
    func: ODEF,
  ) {
    const T = t.size(0);
    const z = torch.no_grad(() => {
      const zs = [z0];
      for (let i = 0; i < T - 1; i++)
        zs.push(ode_solve(zs[i]!, t.index(i), t.index(i + 1), (z, t) => func(z, t)).detach());
      return torch.stack(zs);
    });
    current = func;
    ctx.save_for_backward(t, z.clone(), flat_parameters);
    return z;
  }
  static backward(
    ctx: torch.autograd.FunctionCtx,
    dLdz: torch.Tensor,
  ): [torch.Tensor, torch.Tensor | null, torch.Tensor, null] {
    const func = current!;
    const [t, z, flat_parameters] = ctx.saved_tensors as [torch.Tensor, torch.Tensor, torch.Tensor];
    const [time_len, bs, dim] = z.size() as [number, number, number];
    const n_params = flat_parameters.size(0);
    const aug_dynamics = (aug: torch.Tensor, t_i: torch.Tensor) => {
      const [z_i, a] = [aug.index(":", `:${dim}`), aug.index(":", torch.Slice(dim, 2 * dim))];
      return torch.enable_grad(() => {
        const zi = z_i.detach().requires_grad_();
        const f = func(zi, t_i.detach());
        const [adfdz, ...adfdp] = torch.autograd.grad([f], [zi, ...func.parameters()], {
          grad_outputs: [a.neg()],
          allow_unused: true,
          retain_graph: true,
        });
        const flat = torch
          .cat(adfdp.map((g) => g!.flatten()))
          .unsqueeze(0)
          .expand(bs, -1)
          .div(bs);
        return torch.cat([f, adfdz!, flat], { dim: 1 }).detach();
      });
    };
    return torch.no_grad(() => {
      let adj_z = torch.zeros(bs, dim).to(dLdz),
        adj_p = torch.zeros(bs, n_params).to(dLdz);
      for (let i = time_len - 1; i > 0; i--) {
        adj_z = adj_z.add(dLdz.index(i));
        const aug_z = torch.cat([z.index(i), adj_z, torch.zeros(bs, n_params).to(z)], { dim: -1 });
        const ans = ode_solve(aug_z, t.index(i), t.index(i - 1), aug_dynamics);
        adj_z = ans.index(":", torch.Slice(dim, 2 * dim));
        adj_p = adj_p.add(ans.index(":", torch.Slice(2 * dim, 2 * dim + n_params)));
      }
      adj_z = adj_z.add(dLdz.index(0));
      return [adj_z, null, adj_p.sum(0), null];
    });
  }
}
function ode_solve(
  z0: torch.Tensor,
  t0: torch.Tensor,
  t1: torch.Tensor,
  f: (z: torch.Tensor, t: torch.Tensor) => torch.Tensor,
) {
  const n_steps = Math.ceil(Math.abs(t1.sub(t0).item()) / 0.1);
  const h = t1.sub(t0).div(n_steps);
  let t = t0,
    z = z0;
  for (let i = 0; i < n_steps; i++) {
    z = z.add(h.mul(f(z, t)));
    t = t.add(h);
  }
  return z;
}
class ODEF extends nn.Module {
  lin = new nn.Linear(3, 6);
  out = new nn.Linear(6, 2);
  override forward(z: torch.Tensor, t: torch.Tensor) {
    const tt = t.expand(z.size(0), 1);
    return this.out(torch.tanh(this.lin(torch.cat([z, tt], { dim: 1 }))));
  }
}
class NeuralODE extends nn.Module {
  constructor(readonly func: ODEF) {
    super();
  }
  override forward(z0: torch.Tensor, t = torch.tensor([0, 1])) {
    const flat = torch.cat(this.func.parameters().map((p) => p.flatten()));
    const z: torch.Tensor = ODEAdjoint.apply(z0, t, flat, this.func);
    return z;
  }
}
const ode = new NeuralODE(new ODEF());
const o2 = new optim.Adam(ode.parameters(), { lr: 0.05 });
const z0 = torch.randn(5, 2),
  ts = torch.linspace(0, 1, 4),
  target = torch.stack([z0, z0.mul(0.8), z0.mul(0.6), z0.mul(0.5)]);
for (let i = 0; i < 5; i++) {
  const z = ode(z0, ts);
  const loss = F.mse_loss(z, target);
  o2.zero_grad();
  loss.backward();
  console.log(i, loss.item(), ode.func.lin.weight.grad!.norm().item());
  o2.step();
}
// planar flow with log det by hand
class PlanarFlow extends nn.Module {
  u = new nn.Parameter(torch.randn(2).mul(0.1));
  w = new nn.Parameter(torch.randn(2).mul(0.1));
  b = new nn.Parameter(torch.zeros(1));
  override forward(z: torch.Tensor): [torch.Tensor, torch.Tensor] {
    const wu = torch.dot(this.w, this.u);
    const u_hat = this.u.add(F.softplus(wu).sub(1).sub(wu).mul(this.w).div(torch.dot(this.w, this.w)));
    const lin = z.matmul(this.w).add(this.b);
    const psi = torch.sub(1, torch.tanh(lin).pow(2)).unsqueeze(1).mul(this.w);
    return [z.add(torch.outer(torch.tanh(lin), u_hat)), torch.log(torch.abs(psi.matmul(u_hat).add(1)).add(1e-8))];
  }
}
const pf = new PlanarFlow();
const [zk, ld] = pf(torch.randn(7, 2));
const jac = torch.func.vmap(torch.func.jacrev((z: torch.Tensor) => pf(z.unsqueeze(0))[0].squeeze(0)))(
  torch.randn(4, 2),
);
console.log(zk.sum().item(), ld.tolist(), torch.linalg.det(jac).abs().log().tolist());
