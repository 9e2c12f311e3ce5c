// Physics-informed networks: a damped oscillator and Burgers' equation, with Adam and then LBFGS.
import * as torch from "gradlens";
const { nn, optim } = torch;

class FCN extends nn.Module {
  fcs;
  fch;
  fce;
  constructor(N_INPUT: number, N_OUTPUT: number, N_HIDDEN: number, N_LAYERS: number) {
    super();
    const activation = nn.Tanh;
    this.fcs = new nn.Sequential(new nn.Linear(N_INPUT, N_HIDDEN), new activation());
    this.fch = new nn.Sequential(
      ...Array.from(
        { length: N_LAYERS - 1 },
        () => new nn.Sequential(new nn.Linear(N_HIDDEN, N_HIDDEN), new activation()),
      ),
    );
    this.fce = new nn.Linear(N_HIDDEN, N_OUTPUT);
  }
  override forward(x: torch.Tensor) {
    x = this.fcs(x);
    x = this.fch(x);
    x = this.fce(x);
    return x;
  }
}
torch.manual_seed(123);
const pinn = new FCN(1, 1, 16, 2);
const t_boundary = torch.tensor(0).view(-1, 1).requires_grad_(true);
const t_physics = torch.linspace(0, 1, 20).view(-1, 1).requires_grad_(true);
const d = 2,
  w0 = 6;
const mu = 2 * d,
  k = w0 ** 2;
function oscillator() {
  let u = pinn(t_boundary);
  const loss1 = torch.squeeze(u).sub(1).pow(2);
  let dudt = torch.autograd.grad(u, t_boundary, torch.ones_like(u), { create_graph: true })[0]!;
  const loss2 = torch.squeeze(dudt).sub(0).pow(2);
  u = pinn(t_physics);
  dudt = torch.autograd.grad(u, t_physics, torch.ones_like(u), { create_graph: true })[0]!;
  const d2udt2 = torch.autograd.grad(dudt, t_physics, torch.ones_like(dudt), { create_graph: true })[0]!;
  const loss3 = torch.mean(d2udt2.add(dudt.mul(mu)).add(u.mul(k)).pow(2));
  return loss1.add(loss2.mul(1e-1)).add(loss3.mul(1e-4));
}
const optimiser = new optim.Adam(pinn.parameters(), { lr: 1e-2 });
for (let i = 0; i < 12; i++) {
  optimiser.zero_grad();
  const loss = oscillator();
  loss.backward();
  optimiser.step();
  if (i % 3 === 0) console.log("adam", i, loss.item());
}
const lbfgs = new optim.LBFGS(pinn.parameters(), {
  lr: 1,
  max_iter: 5,
  history_size: 10,
  line_search_fn: "strong_wolfe",
});
for (let i = 0; i < 3; i++) {
  const loss = lbfgs.step(() => {
    lbfgs.zero_grad();
    const loss = oscillator();
    loss.backward();
    return loss;
  });
  console.log("lbfgs", i, loss.item());
}

// Burgers: u_t + u u_x = nu u_xx
const u_net = new FCN(2, 1, 12, 3);
const N_f = 24;
const x_f = torch.rand(N_f, 1).mul(2).sub(1).requires_grad_();
const t_f = torch.rand(N_f, 1).requires_grad_();
const x_0 = torch.linspace(-1, 1, 9).unsqueeze(1);
const u_0 = torch.sin(x_0.mul(Math.PI)).neg();
const burgers = () => {
  const u = u_net(torch.cat([x_f, t_f], 1));
  const [u_x, u_t] = torch.autograd.grad(u.sum(), [x_f, t_f], { create_graph: true });
  const [u_xx] = torch.autograd.grad(u_x!.sum(), x_f, { create_graph: true });
  const f = u_t!.add(u.mul(u_x!)).sub(u_xx!.mul(0.01 / Math.PI));
  const b = u_net(torch.cat([x_0, torch.zeros_like(x_0)], 1));
  return f.pow(2).mean().add(b.sub(u_0).pow(2).mean());
};
const adam = new optim.Adam(u_net.parameters(), { lr: 5e-3 });
const sched = new optim.lr_scheduler.ExponentialLR(adam, { gamma: 0.9 });
for (let i = 0; i < 8; i++) {
  adam.zero_grad();
  const loss = burgers();
  loss.backward();
  adam.step();
  sched.step();
  console.log("burgers", i, loss.item(), sched.get_last_lr());
}
const l2 = new optim.LBFGS(u_net.parameters(), { max_iter: 6, tolerance_grad: 1e-5, tolerance_change: 1e-9 });
console.log(
  "burgers lbfgs",
  l2
    .step(() => {
      l2.zero_grad();
      const loss = burgers();
      loss.backward();
      return loss;
    })
    .item(),
  burgers().item(),
);
