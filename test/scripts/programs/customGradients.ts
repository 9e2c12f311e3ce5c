// Straight-through and reversed gradients, checkpoints, hooks, live groups, accumulation, averages and a gradient penalty.
import * as torch from "gradlens";
const { nn, optim, autograd } = torch;
const F = nn.functional;
const { checkpoint, checkpoint_sequential } = torch.utils.checkpoint;
torch.manual_seed(0);
class STE extends autograd.Function {
  static forward(ctx: torch.autograd.FunctionCtx, input: torch.Tensor) {
    ctx.save_for_backward(input);
    return input.sign();
  }
  static backward(ctx: torch.autograd.FunctionCtx, grad_output: torch.Tensor) {
    const [input] = ctx.saved_tensors;
    return F.hardtanh(grad_output).mul(input!.abs().le(1).to(grad_output.dtype));
  }
}
class ReverseLayer extends autograd.Function {
  static forward(ctx: torch.autograd.FunctionCtx & { alpha?: number }, x: torch.Tensor, alpha: number) {
    ctx.alpha = alpha;
    return x.view_as(x);
  }
  static backward(
    ctx: torch.autograd.FunctionCtx & { alpha?: number },
    grad_output: torch.Tensor,
  ): [torch.Tensor, null] {
    return [grad_output.neg().mul(ctx.alpha!), null];
  }
}
class BinaryNet extends nn.Module {
  fc1 = new nn.Linear(6, 10);
  fc2 = new nn.Linear(10, 3);
  dom = new nn.Linear(10, 2);
  blocks = new nn.ModuleList(Array.from({ length: 3 }, () => new nn.Sequential(new nn.Linear(10, 10), new nn.Tanh())));
  scale = new nn.Parameter(torch.ones(1));
  override forward(x: torch.Tensor) {
    let h: torch.Tensor = STE.apply(this.fc1(x));
    for (const block of this.blocks) h = checkpoint(block, h, { use_reentrant: false });
    return [this.fc2(h).mul(this.scale), this.dom(ReverseLayer.apply(h, 0.5))] as const;
  }
}
const model = new BinaryNet();
const ema = new optim.swa_utils.AveragedModel(model, { multi_avg_fn: optim.swa_utils.get_ema_multi_avg_fn(0.9) });
const optimizer = new optim.SGD(
  [
    { params: model.fc1.parameters(), lr: 1e-2 },
    { params: [...model.fc2.parameters(), ...model.dom.parameters()], momentum: 0.5 },
    { params: model.blocks.parameters(), weight_decay: 1e-2 },
  ],
  { lr: 1e-1 },
);
optimizer.add_param_group({ params: [model.scale], lr: 0.5 });
const handles = model.parameters().map((p) => p.register_hook((grad) => torch.clamp(grad, -0.05, 0.05)));
model.fc2.weight.register_hook((grad) => {
  console.log("hook", grad.norm().item());
});
model.fc1.register_full_backward_hook((_m, _gi, go) => {
  console.log("full", go[0]!.sum().item());
});
model.fc2.register_forward_pre_hook((_m, [x]) => [(x as torch.Tensor).mul(2)]);
const accumulation_steps = 2;
for (let i = 0; i < 8; i++) {
  const x = torch.randn(4, 6),
    y = torch.randint(3, [4]),
    dom = torch.randint(2, [4]);
  const [a, b] = model(x);
  const loss = F.cross_entropy(a, y).add(F.cross_entropy(b, dom)).div(accumulation_steps);
  loss.backward();
  console.log(i, loss.item());
  if ((i + 1) % accumulation_steps === 0) {
    optimizer.step();
    optimizer.zero_grad();
    ema.update_parameters(model);
    for (const group of optimizer.param_groups) group.lr *= 0.9;
    if (i === 3) optimizer.param_groups[1]!.momentum = 0.9;
  }
}
for (const h of handles) h.remove();
console.log(
  optimizer.param_groups.map((g) => [g.lr, g.momentum, g.weight_decay]),
  ema.n_averaged.item(),
);
console.log(ema.state_dict()["module.fc1.weight"]!.sum().item(), ema.n_averaged.item());
// double-backward regularizer with softplus
const f = new nn.Sequential(new nn.Linear(2, 8), new nn.Softplus(), new nn.Linear(8, 1));
const opt = new optim.Adam(f.parameters(), { lr: 0.01 });
const swa = new optim.swa_utils.AveragedModel(f),
  swa_sched = new optim.swa_utils.SWALR(opt, { swa_lr: 0.05, anneal_epochs: 2 });
for (let i = 0; i < 5; i++) {
  const x = torch.randn(6, 2).requires_grad_();
  const out = f(x);
  const [gx] = autograd.grad(out.sum(), x, { create_graph: true });
  const jac = gx!.norm(2, 1).sub(1).pow(2).mean();
  const loss = out.pow(2).mean().add(jac);
  opt.zero_grad();
  loss.backward();
  opt.step();
  swa.update_parameters(f);
  swa_sched.step();
  console.log("reg", loss.item(), jac.item(), opt.param_groups[0]!.lr);
}
console.log(swa(torch.ones(1, 2)).item());
const deep = new nn.Sequential(
  ...Array.from({ length: 6 }, () => new nn.Sequential(new nn.Linear(4, 4), new nn.ReLU())),
);
const xi = torch.randn(2, 4, { requires_grad: true });
checkpoint_sequential(deep, 3, xi, { use_reentrant: false }).sum().backward();
const g1 = xi.grad!.clone();
xi.grad = null;
deep(xi).sum().backward();
console.log(
  torch.equal(g1, xi.grad!),
  deep
    .parameters()
    .map((p) => p.grad!.sum().item())
    .reduce((a, b) => a + b),
);
