// Optimizers and a schedule of one's own: sharpness-aware minimization, Lion, warmup.
import * as torch from "gradlens";
const { nn } = torch;
const F = nn.functional;
const { Optimizer } = torch.optim;
const { LRScheduler } = torch.optim.lr_scheduler;
torch.manual_seed(11);
interface SAMSettings {
  rho: number;
  adaptive: boolean;
  lr: number;
}
class SAM extends Optimizer<SAMSettings> {
  base_optimizer: torch.optim.Optimizer;
  constructor(
    params: Iterable<torch.Tensor>,
    base_optimizer: typeof torch.optim.SGD,
    options: { rho?: number; adaptive?: boolean; lr: number; momentum?: number },
  ) {
    const { rho = 0.05, adaptive = false, ...kwargs } = options;
    super(params, { rho, adaptive, ...kwargs });
    this.base_optimizer = new base_optimizer(this.param_groups, kwargs);
  }
  first_step(zero_grad = false) {
    torch.no_grad(() => {
      const grad_norm = this._grad_norm();
      for (const group of this.param_groups) {
        const scale = torch.div(group.rho, grad_norm.add(1e-12));
        for (const p of group.params) {
          if (p.grad === null) continue;
          this.state.get(p)["old_p"] = p.data.clone();
          const e_w = (group.adaptive ? torch.pow(p, 2) : torch.tensor(1.0)).mul(p.grad).mul(scale.to(p));
          p.add_(e_w);
        }
      }
    });
    if (zero_grad) this.zero_grad();
  }
  second_step(zero_grad = false) {
    torch.no_grad(() => {
      for (const group of this.param_groups)
        for (const p of group.params) {
          if (p.grad === null) continue;
          p.data = this.state.get(p)["old_p"] as torch.Tensor;
        }
      this.base_optimizer.step();
    });
    if (zero_grad) this.zero_grad();
  }
  override step(closure?: () => torch.Tensor) {
    if (closure === undefined)
      throw new Error("Sharpness Aware Minimization requires closure, but it was not provided");
    const f = torch.enable_grad.wrap(closure);
    this.first_step(true);
    const loss = f();
    this.second_step();
    return loss;
  }
  _grad_norm() {
    return torch.norm(
      torch.stack(
        this.param_groups.flatMap((group) =>
          group.params.flatMap((p) =>
            p.grad === null ? [] : [(group.adaptive ? torch.abs(p) : torch.tensor(1.0)).mul(p.grad).norm({ p: 2 })],
          ),
        ),
      ),
      { p: 2 },
    );
  }
}
class Lion extends Optimizer<{ lr: number; betas: [number, number]; weight_decay: number }> {
  constructor(params: Iterable<torch.Tensor>, lr = 1e-4, betas: [number, number] = [0.9, 0.99], weight_decay = 0) {
    if (!(lr >= 0)) throw new Error(`Invalid learning rate: ${lr}`);
    super(params, { lr, betas, weight_decay });
  }
  override step(closure?: () => torch.Tensor) {
    let loss: torch.Tensor | null = null;
    if (closure) loss = torch.enable_grad(closure);
    torch.no_grad(() => {
      for (const group of this.param_groups)
        for (const p of group.params) {
          if (p.grad === null) continue;
          const grad = p.grad;
          const state = this.state.get(p);
          if (Object.keys(state).length === 0) state["exp_avg"] = torch.zeros_like(p);
          const exp_avg = state["exp_avg"] as torch.Tensor;
          const [beta1, beta2] = group.betas;
          p.data.mul_(1 - group.lr * group.weight_decay);
          const update = exp_avg
            .clone()
            .mul_(beta1)
            .add(grad, { alpha: 1 - beta1 })
            .sign_();
          p.add_(update, { alpha: -group.lr });
          exp_avg.mul_(beta2).add_(grad, { alpha: 1 - beta2 });
        }
    });
    return loss;
  }
}
class WarmupInverseSqrt extends LRScheduler {
  declare warmup: number;
  constructor(optimizer: torch.optim.Optimizer, warmup: number, last_epoch = -1) {
    super(optimizer, last_epoch, { warmup });
  }
  override get_lr() {
    const step = this.last_epoch + 1,
      w = this.warmup;
    return this.base_lrs.map((base) => base * Math.min(step / w, Math.sqrt(w / step)));
  }
}
const x = torch.randn(20, 4),
  y = torch.randn(20, 1);
const make = () => new nn.Sequential(new nn.Linear(4, 8), new nn.Tanh(), new nn.Linear(8, 1));
{
  const model = make();
  const optimizer = new SAM(model.parameters(), torch.optim.SGD, { rho: 0.1, lr: 0.1, momentum: 0.9 });
  console.log(optimizer);
  for (let i = 0; i < 4; i++) {
    const loss = F.mse_loss(model(x), y);
    loss.backward();
    optimizer.first_step(true);
    F.mse_loss(model(x), y).backward();
    optimizer.second_step(true);
    console.log(i, loss.item());
  }
  try {
    optimizer.step();
  } catch (e) {
    console.log((e as Error).message);
  }
  const closure = () => {
    const loss = F.mse_loss(model(x), y);
    loss.backward();
    return loss;
  };
  const loss = F.mse_loss(model(x), y);
  loss.backward();
  console.log(optimizer.step(closure).item());
  optimizer.zero_grad();
}
{
  const model = make();
  const optimizer = new Lion(model.parameters(), 0.02, [0.9, 0.99], 0.1);
  const scheduler = new WarmupInverseSqrt(optimizer, 3);
  console.log(optimizer, scheduler.get_last_lr());
  for (let i = 0; i < 6; i++) {
    const loss = optimizer.step(() => {
      optimizer.zero_grad();
      const loss = F.mse_loss(model(x), y);
      loss.backward();
      return loss;
    })!;
    scheduler.step();
    console.log(i, loss.item(), scheduler.get_last_lr());
  }
  console.log(Object.keys(optimizer.state_dict().state), Object.keys(optimizer.state_dict().param_groups[0]!).length);
  console.log(Object.keys(scheduler.state_dict()).sort());
  const again = new Lion(model.parameters(), 1);
  again.load_state_dict(optimizer.state_dict());
  console.log(again.param_groups[0]!.lr, again.param_groups[0]!.betas);
}
