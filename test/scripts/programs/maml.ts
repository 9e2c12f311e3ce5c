// MAML on sine waves: its inner loop by torch.func and vmap, and by hand with autograd.grad.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
const { functional_call, grad, vmap } = torch.func;

torch.manual_seed(7);
class Net extends nn.Module {
  fc1 = new nn.Linear(1, 10);
  fc2 = new nn.Linear(10, 10);
  fc3 = new nn.Linear(10, 1);
  override forward(x: torch.Tensor) {
    x = F.relu(this.fc1(x));
    x = F.tanh(this.fc2(x));
    return this.fc3(x);
  }
}
const net = new Net();
const inner_lr = 0.05,
  K = 6,
  n_tasks = 3;
function sample_tasks() {
  const As = torch.rand(n_tasks).mul(4.9).add(0.1);
  const phases = torch.rand(n_tasks).mul(Math.PI);
  const xs = torch.rand(n_tasks, 2, K, 1).mul(10).sub(5);
  const ys = As.view(-1, 1, 1, 1).mul(torch.sin(xs.add(phases.view(-1, 1, 1, 1))));
  return [xs.select(1, 0), ys.select(1, 0), xs.select(1, 1), ys.select(1, 1)] as const;
}
// functional
type Params = Record<string, torch.Tensor>;
const mse = (params: Params, x: torch.Tensor, y: torch.Tensor) => F.mse_loss(functional_call(net, params, x), y);
function get_loss_for_task(params: Params, x1: torch.Tensor, y1: torch.Tensor, x2: torch.Tensor, y2: torch.Tensor) {
  let new_params = params;
  for (let step = 0; step < 2; step++) {
    const grads = grad(mse)(new_params, x1, y1);
    new_params = Object.fromEntries(Object.keys(params).map((k) => [k, new_params[k]!.sub(grads[k]!.mul(inner_lr))]));
  }
  return mse(new_params, x2, y2);
}
let opt = new optim.Adam(net.parameters(), { lr: 1e-2 });
for (let it = 0; it < 5; it++) {
  const [x1, y1, x2, y2] = sample_tasks();
  opt.zero_grad();
  const params = Object.fromEntries(net.named_parameters());
  const losses = vmap(get_loss_for_task, { in_dims: [null, 0, 0, 0, 0] })(params, x1, y1, x2, y2);
  losses.mean().backward();
  console.log("vmap", it, losses.mean().item(), losses.tolist(), net.fc1.weight.grad!.norm().item());
  opt.step();
}
// by hand, with a list of weights
opt = new optim.Adam(net.parameters(), { lr: 1e-2 });
const forward = (x: torch.Tensor, w: readonly torch.Tensor[]) => {
  x = F.linear(x, w[0]!, w[1]!).relu();
  x = F.linear(x, w[2]!, w[3]!).tanh();
  return F.linear(x, w[4]!, w[5]!);
};
for (let it = 0; it < 5; it++) {
  const [x1, y1, x2, y2] = sample_tasks();
  opt.zero_grad();
  let total = torch.tensor(0.0);
  for (let t = 0; t < n_tasks; t++) {
    let fast: torch.Tensor[] = net.parameters();
    for (let step = 0; step < 2; step++) {
      const loss = F.mse_loss(forward(x1.index(t), fast), y1.index(t));
      const grads = torch.autograd.grad(loss, fast, { create_graph: true });
      fast = fast.map((w, i) => w.sub(grads[i]!.mul(inner_lr)));
    }
    total = total.add(F.mse_loss(forward(x2.index(t), fast), y2.index(t)));
  }
  const meta = total.div(n_tasks);
  meta.backward();
  opt.step();
  console.log("hand", it, meta.item(), net.fc1.weight.grad!.norm().item(), net.fc3.bias!.grad!.tolist());
}
