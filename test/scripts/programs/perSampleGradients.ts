// Per-sample gradients by vmap, after the tutorial, with dropout and the clipping of DP-SGD.
import * as torch from "gradlens";
const { nn } = torch;
const F = nn.functional;
const { functional_call, vmap, grad } = torch.func;

torch.manual_seed(0);
class SimpleCNN extends nn.Module {
  conv1 = new nn.Conv2d(1, 4, 3, 1);
  conv2 = new nn.Conv2d(4, 6, 3, 1);
  fc1 = new nn.Linear(96, 16);
  fc2 = new nn.Linear(16, 10);
  drop: number;
  constructor(drop = 0) {
    super();
    this.drop = drop;
  }
  override forward(x: torch.Tensor) {
    x = this.conv1(x);
    x = F.relu(x);
    x = this.conv2(x);
    x = F.relu(x);
    x = F.max_pool2d(x, 2);
    x = F.dropout(x, this.drop, this.training);
    x = torch.flatten(x, 1);
    x = this.fc1(x);
    x = F.relu(x);
    x = this.fc2(x);
    return F.log_softmax(x, 1);
  }
}
const loss_fn = (predictions: torch.Tensor, targets: torch.Tensor) => F.nll_loss(predictions, targets);
const num_models = 6;
const data = torch.randn(num_models, 1, 12, 12);
const targets = torch.randint(10, [num_models]);
const model = new SimpleCNN();
// by hand
const compute_grad = (sample: torch.Tensor, target: torch.Tensor) => {
  sample = sample.unsqueeze(0);
  target = target.unsqueeze(0);
  const prediction = model(sample);
  const loss = loss_fn(prediction, target);
  return torch.autograd.grad(loss, model.parameters());
};
const sample_grads = Array.from({ length: num_models }, (_, i) => compute_grad(data.index(i), targets.index(i)));
const per_sample_grads = model.parameters().map((_, i) => torch.stack(sample_grads.map((g) => g[i]!)));
const params = Object.fromEntries(model.named_parameters().map(([k, v]) => [k, v.detach()]));
const buffers = Object.fromEntries(model.named_buffers().map(([k, v]) => [k, v.detach()]));
const compute_loss = (
  params: Record<string, torch.Tensor>,
  buffers: Record<string, torch.Tensor>,
  sample: torch.Tensor,
  target: torch.Tensor,
) => {
  const batch = sample.unsqueeze(0);
  const targets = target.unsqueeze(0);
  const predictions = functional_call(model, [params, buffers], [batch]);
  return loss_fn(predictions, targets);
};
const ft_compute_grad = grad(compute_loss);
const ft_compute_sample_grad = vmap(ft_compute_grad, { in_dims: [null, null, 0, 0] });
const ft = ft_compute_sample_grad(params, buffers, data, targets);
Object.values(ft).forEach((g, i) =>
  console.log(
    Object.keys(ft)[i],
    g.shape.join(),
    g.norm().item(),
    torch.allclose(per_sample_grads[i]!, g, { atol: 3e-3, rtol: 1e-5 }),
  ),
);
// with dropout: randomness
const dropped = new SimpleCNN(0.5);
const dparams = Object.fromEntries(dropped.named_parameters().map(([k, v]) => [k, v.detach()]));
const dloss = (params: Record<string, torch.Tensor>, sample: torch.Tensor, target: torch.Tensor) =>
  loss_fn(functional_call(dropped, params, sample.unsqueeze(0)), target.unsqueeze(0));
for (const randomness of ["different", "same"] as const) {
  torch.manual_seed(5);
  const g = vmap(grad(dloss), { in_dims: [null, 0, 0], randomness })(dparams, data, targets);
  console.log(
    randomness,
    Object.values(g).map((t) => t.norm().item()),
  );
}
try {
  vmap(grad(dloss), { in_dims: [null, 0, 0] })(dparams, data, targets);
} catch (e) {
  console.log((e as Error).message.split("\n")[0]!.replace("RuntimeError: ", "").slice(0, 60));
}
// DP-SGD: clip each sample's gradient
const norms = torch
  .stack(
    Object.values(ft).map((g) => g.flatten(1).norm(2, 1)),
    1,
  )
  .norm(2, 1);
const factor = torch.div(0.5, norms.add(1e-6)).clamp({ max: 1.0 });
const clipped = Object.values(ft).map((g) => torch.einsum("i,i...->...", factor, g).div(num_models));
console.log(
  norms.tolist(),
  clipped.map((g) => g.sum().item()),
);
