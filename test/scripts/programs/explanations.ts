// Saliency, Grad-CAM, integrated gradients, DeepDream, FGSM and adversarial training.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
torch.manual_seed(0);
class Net extends nn.Module {
  conv1 = new nn.Conv2d(1, 4, 3, { padding: 1 });
  conv2 = new nn.Conv2d(4, 6, 3, { padding: 1 });
  fc = new nn.Linear(6, 3);
  gradients: torch.Tensor | null = null;
  activations_hook(grad: torch.Tensor) {
    this.gradients = grad;
  }
  override forward(x: torch.Tensor) {
    x = F.relu(F.max_pool2d(this.conv1(x), 2));
    x = F.relu(this.conv2(x));
    if (x.requires_grad) x.register_hook((g) => this.activations_hook(g));
    x = F.adaptive_avg_pool2d(x, [1, 1]).flatten(1);
    return this.fc(x);
  }
}
const model = new Net();
model.eval();
const image = torch.rand(1, 1, 8, 8);
// saliency
const img = image.clone().requires_grad_();
const scores = model(img);
const [score, idx] = scores.max({ dim: 1 });
score.backward();
const [saliency] = img.grad!.abs().squeeze(0).max({ dim: 0 });
console.log(
  idx.item(),
  saliency.sum().item(),
  [...torch.unravel_index(saliency.argmax(), saliency.shape)].map((i) => i.item()),
);
// Grad-CAM with hooks on a layer
const activation: Record<string, torch.Tensor> = {};
const h1 = model.conv2.register_forward_hook((m, input, output) => {
  activation["conv2"] = output.detach();
});
const h2 = model.conv2.register_full_backward_hook((m, grad_in, grad_out) => {
  activation["grad"] = grad_out[0]!.detach();
});
model.zero_grad();
model(image)[Symbol.iterator]().next().value!.index(1).backward();
const pooled = torch.mean(activation["grad"]!, { dim: [0, 2, 3] });
const acts = activation["conv2"]!.mul(pooled.view(1, -1, 1, 1));
let heat = F.relu(acts.mean({ dim: 1 }).squeeze());
heat = heat.div(heat.max().add(1e-8));
console.log(heat.shape, heat.mean().item(), pooled.tolist());
h1.remove();
h2.remove();
const up = F.interpolate(heat.view(1, 1, 4, 4), { size: [8, 8], mode: "bilinear", align_corners: false });
console.log(up.sum().item(), model.gradients!.shape);
// guided backprop
const relu_net = new nn.Sequential(
  new nn.Conv2d(1, 3, 3),
  new nn.ReLU(),
  new nn.Conv2d(3, 3, 3),
  new nn.ReLU(),
  new nn.Flatten(),
  new nn.Linear(48, 2),
);
const handles = [...relu_net.modules()]
  .filter((m) => m instanceof nn.ReLU)
  .map((m) => m.register_full_backward_hook((_m, grad_in, _grad_out) => [torch.clamp(grad_in[0]!, { min: 0.0 })]));
const gi = image.clone().requires_grad_(true);
relu_net(gi).index(0, 1).backward();
console.log(gi.grad!.sum().item());
handles.forEach((h) => h.remove());
// integrated gradients
function integrated_gradients(x: torch.Tensor, target: number, steps = 20) {
  const baseline = torch.zeros_like(x);
  const alphas = torch.linspace(0, 1, steps).view(-1, 1, 1, 1);
  const path = baseline.add(alphas.mul(x.sub(baseline))).requires_grad_(true);
  const out = model(path).index(":", target).sum();
  const [g] = torch.autograd.grad(out, path);
  return x.sub(baseline).mul(g.mean({ dim: 0, keepdim: true }));
}
const ig = integrated_gradients(image, 2);
console.log(
  ig.sum().item(),
  model(image)
    .index(0, 2)
    .sub(model(torch.zeros_like(image)).index(0, 2))
    .item(),
);
// DeepDream
const dream = image.clone().requires_grad_();
for (let i = 0; i < 4; i++) {
  const out = relu_net.slice(0, 3)(dream);
  const loss = out.norm();
  loss.backward();
  const avg_grad = torch.mean(torch.abs(dream.grad!.data)).item(),
    norm_lr = 0.05 / avg_grad;
  dream.data = dream.data.add(dream.grad!.data.mul(norm_lr));
  dream.data = torch.clamp(dream.data, -1, 1);
  dream.grad!.data.zero_();
  dream.data = torch.roll(dream.data, { shifts: [1, -1], dims: [2, 3] });
  console.log(i, loss.item());
}
// FGSM
function fgsm_attack(image: torch.Tensor, epsilon: number, data_grad: torch.Tensor) {
  const sign_data_grad = data_grad.sign();
  return torch.clamp(image.add(sign_data_grad.mul(epsilon)), 0, 1);
}
const data = torch.rand(6, 1, 8, 8),
  target = torch.randint(0, 3, [6]);
for (const eps of [0, 0.1, 0.3]) {
  let correct = 0;
  for (let i = 0; i < 6; i++) {
    const d = data.index(`${i}:${i + 1}`).clone();
    d.requires_grad = true;
    const output = model(d);
    const init_pred = output.max(1, { keepdim: true })[1];
    if (init_pred.item() !== target.index(i).item()) continue;
    const loss = F.nll_loss(F.log_softmax(output, { dim: 1 }), target.index([i]));
    model.zero_grad();
    loss.backward();
    const perturbed = fgsm_attack(d, eps, d.grad!.data);
    if (model(perturbed).max(1, true)[1].item() === target.index(i).item()) correct += 1;
  }
  console.log(`Epsilon: ${eps}\tTest Accuracy = ${correct} / 6`);
}
// PGD adversarial training
const opt = new optim.SGD(model.parameters(), { lr: 0.5, momentum: 0.9 });
model.train();
for (let it = 0; it < 3; it++) {
  let delta = torch.zeros_like(data).uniform_(-0.1, 0.1);
  delta.requires_grad = true;
  for (let k = 0; k < 3; k++) {
    const loss = F.cross_entropy(model(data.add(delta)), target);
    loss.backward();
    delta.data = delta.add(delta.grad!.detach().sign().mul(0.04)).clamp(-0.1, 0.1).detach();
    delta.data = torch.min(torch.max(delta.detach(), data.neg()), torch.sub(1, data));
    delta.grad!.zero_();
  }
  delta = delta.detach();
  const loss = F.cross_entropy(model(data.add(delta)), target);
  opt.zero_grad();
  loss.backward();
  opt.step();
  console.log(it, loss.item(), delta.abs().mean().item());
}
// TRADES-like KL
const p = F.log_softmax(model(data), 1),
  q = F.softmax(model(data.add(0.1)), 1);
console.log(
  F.kl_div(p, q, { reduction: "batchmean" }).item(),
  F.kl_div(p, q.log(), { reduction: "sum", log_target: true }).item(),
);
