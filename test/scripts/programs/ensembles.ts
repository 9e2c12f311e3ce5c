// Ensembles by stack_module_state, neural tangent kernels and Hessians, after the tutorials of torch.func.
import * as torch from "gradlens";
const { nn } = torch;
const F = nn.functional;
const { functional_call, stack_module_state, vmap, grad, jacrev, jacfwd, hessian, vjp, jvp } = torch.func;
torch.manual_seed(0);
class SimpleMLP extends nn.Module {
  fc1 = new nn.Linear(12, 8);
  fc2 = new nn.Linear(8, 8);
  fc3 = new nn.Linear(8, 4);
  override forward(x: torch.Tensor) {
    x = x.flatten(1);
    x = F.relu(this.fc1(x));
    x = F.relu(this.fc2(x));
    return this.fc3(x);
  }
}
const num_models = 3;
const data = torch.randn(5, 2, 3, 4).index(":", 0),
  minibatches = torch.randn(num_models, 5, 3, 4),
  targets = torch.randint(4, [5]);
const models = Array.from({ length: num_models }, () => new SimpleMLP());
const [params, buffers] = stack_module_state(models);
const base_model = models[0]!;
type State = Record<string, torch.Tensor>;
const fmodel = (params: State, buffers: State, x: torch.Tensor) => functional_call(base_model, [params, buffers], [x]);
const predictions1_vmap = vmap(fmodel, { in_dims: [0, 0, 0] })(params, buffers, minibatches);
const predictions2_vmap = vmap(fmodel, { in_dims: [0, 0, null] })(params, buffers, data);
console.log(
  torch.allclose(predictions2_vmap, torch.stack(models.map((m) => m(data))), { atol: 1e-3, rtol: 1e-5 }),
  predictions1_vmap.sum([1, 2]).tolist(),
);
const loss = (p: State, b: State, x: torch.Tensor) => F.cross_entropy(fmodel(p, b, x), targets);
let g = vmap(grad(loss), { in_dims: [0, 0, null] })(params, buffers, data);
console.log(Object.values(g).map((t) => t.flatten(1).norm({ dim: 1 }).tolist()));
// SGD on the whole ensemble
let p: State = params;
for (let i = 0; i < 3; i++) {
  const now: State = vmap(grad(loss), { in_dims: [0, 0, null] })(p, buffers, data);
  p = Object.fromEntries(Object.entries(p).map(([k, v]) => [k, v.sub(now[k]!.mul(0.1)).detach()]));
  console.log(vmap(loss, { in_dims: [0, 0, null] })(p, buffers, data).tolist());
}
// NTK
const single = Object.fromEntries(models[0]!.named_parameters().map(([k, v]) => [k, v.detach()]));
const fnet_single = (params: State, x: torch.Tensor) =>
  functional_call(models[0]!, params, [x.unsqueeze(0)]).squeeze(0);
function empirical_ntk(x1: torch.Tensor, x2: torch.Tensor) {
  const jac1 = Object.values(vmap(jacrev(fnet_single), { in_dims: [null, 0] })(single, x1)).map((j) => j.flatten(2));
  const jac2 = Object.values(vmap(jacrev(fnet_single), { in_dims: [null, 0] })(single, x2)).map((j) => j.flatten(2));
  const result = torch.stack(jac1.map((j1, i) => torch.einsum("Naf,Mbf->NMab", j1, jac2[i]!)));
  return result.sum(0);
}
const ntk = empirical_ntk(data, minibatches.index(0, ":3"));
console.log(ntk.shape.join(), ntk.sum([2, 3]).tolist());
const ntk_vps = vmap((x1: torch.Tensor) =>
  vmap((x2: torch.Tensor) => {
    const [output, vjp_fn] = vjp((params: State) => fnet_single(params, x1), single);
    const get = (vec: torch.Tensor) => {
      const [vjps] = vjp_fn(vec);
      return jvp((params: State) => fnet_single(params, x2), [single], [vjps])[1];
    };
    return vmap(get)(torch.eye(4));
  })(minibatches.index(0, ":3")),
)(data);
console.log(torch.allclose(ntk, ntk_vps, { atol: 1e-5 }));
// hessians
const f = (x: torch.Tensor) =>
  fnet_single(single, x.view(3, 4))
    .pow(3)
    .sum()
    .add(x.sin().sum().mul(x.pow(2).sum()));
const x0 = data.index(0).flatten();
const H = hessian(f)(x0);
console.log(torch.linalg.eigvalsh(H).tolist());
const bh = vmap(hessian(f))(data.flatten(1));
console.log(
  bh.diagonal(0, 1, 2).sum(-1).tolist(),
  jacfwd(jacrev(f))(x0).trace().item(),
  jacrev(grad(f))(x0).sub(H).abs().max().item() < 1e-4,
);
console.log(
  torch.autograd.functional.hessian(f, x0).diagonal().tolist(),
  torch.autograd.functional.hvp(f, x0, torch.ones(12))[1].sum().item(),
);
