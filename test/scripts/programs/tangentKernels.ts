// Jacobians, Hessians and neural tangent kernels, after the tutorials on torch.func.
import * as torch from "gradlens";
const { nn } = torch;
const F = nn.functional;
const { vmap, vjp, jvp, jacrev, jacfwd, hessian, grad, functional_call } = torch.func;
torch.manual_seed(0);
const predict = (weight: torch.Tensor, bias: torch.Tensor, x: torch.Tensor) => F.linear(x, weight, bias).tanh();
const D = 6;
const weight = torch.randn(D, D),
  bias = torch.randn(D),
  x = torch.randn(D);
const xp = x.clone().requires_grad_();
const unit_vectors = torch.eye(D);
const compute_jac = (xp: torch.Tensor) =>
  torch.stack(unit_vectors.unbind().map((vec) => torch.autograd.grad(predict(weight, bias, xp), xp, vec)[0]));
const jacobian = compute_jac(xp);
console.log(jacobian.shape, jacobian.index(0).tolist());
const [, vjp_fn] = vjp((x: torch.Tensor) => predict(weight, bias, x), x);
const [ft_jacobian] = vmap(vjp_fn)(unit_vectors);
console.log(torch.allclose(ft_jacobian!, jacobian));
const j2 = jacrev(predict, { argnums: 2 })(weight, bias, x),
  j3 = jacfwd(predict, { argnums: 2 })(weight, bias, x);
console.log(torch.allclose(j2, jacobian), torch.allclose(j3, jacobian));
const hess = hessian(predict, { argnums: 2 })(weight, bias, x);
console.log(hess.shape, hess.index(1, 2).tolist());
console.log(
  torch.allclose(hess, jacfwd(jacfwd(predict, 2), 2)(weight, bias, x)),
  torch.allclose(hess, jacrev(jacrev(predict, 2), 2)(weight, bias, x), { atol: 1e-6 }),
);
const xb = torch.randn(4, D);
const compute_batch_jacobian = vmap(jacrev(predict, { argnums: 2 }), { in_dims: [null, null, 0] });
const batch_jacobian0 = compute_batch_jacobian(weight, bias, xb);
console.log(batch_jacobian0.shape, batch_jacobian0.sum().item());
const predict_with_output_summed = (w: torch.Tensor, b: torch.Tensor, x: torch.Tensor) => predict(w, b, x).sum(0);
console.log(torch.allclose(jacrev(predict_with_output_summed, 2)(weight, bias, xb).movedim(1, 0), batch_jacobian0));
const batch_hess = vmap(hessian(predict, { argnums: 2 }), { in_dims: [null, null, 0] })(weight, bias, xb);
console.log(batch_hess.shape, batch_hess.abs().sum().item());
function hvp(f: (x: torch.Tensor) => torch.Tensor, primals: [torch.Tensor], tangents: [torch.Tensor]) {
  return jvp(grad(f), primals, tangents)[1];
}
const f = (x: torch.Tensor) => x.sin().sum();
const tangent = torch.randn(D);
console.log(torch.allclose(hvp(f, [x], [tangent]), x.sin().neg().mul(tangent)));
const multi = jacrev(predict, [0, 1])(weight, bias, x);
console.log(multi.length, multi[0].shape, multi[1].shape);
// neural tangent kernels
class CNN extends nn.Module {
  conv1 = new nn.Conv2d(1, 4, [3, 3]);
  conv2 = new nn.Conv2d(4, 4, [3, 3]);
  fc = new nn.Linear(4 * 4 * 4, 3);
  override forward(x: torch.Tensor) {
    x = this.conv1(x);
    x = x.relu();
    x = this.conv2(x);
    x = x.flatten(1);
    x = this.fc(x);
    return x;
  }
}
const x_train = torch.randn(3, 1, 8, 8),
  x_test = torch.randn(2, 1, 8, 8);
const net = new CNN();
const params = Object.fromEntries(net.named_parameters().map(([k, v]) => [k, v.detach()]));
const fnet_single = (params: Record<string, torch.Tensor>, x: torch.Tensor) =>
  functional_call(net, params, [x.unsqueeze(0)]).squeeze(0);
function empirical_ntk_jacobian_contraction(
  fnet_single: (p: Record<string, torch.Tensor>, x: torch.Tensor) => torch.Tensor,
  params: Record<string, torch.Tensor>,
  x1: torch.Tensor,
  x2: torch.Tensor,
  compute = "full",
) {
  const jac1s = Object.values(vmap(jacrev(fnet_single), [null, 0])(params, x1)).map((j) => j.flatten(2));
  const jac2s = Object.values(vmap(jacrev(fnet_single), [null, 0])(params, x2)).map((j) => j.flatten(2));
  const einsum_expr = compute === "full" ? "Naf,Mbf->NMab" : compute === "trace" ? "Naf,Maf->NM" : "Naf,Maf->NMa";
  const result = torch.stack(jac1s.map((j1, i) => torch.einsum(einsum_expr, j1, jac2s[i]!)));
  return result.sum(0);
}
const ntk = empirical_ntk_jacobian_contraction(fnet_single, params, x_train, x_test);
console.log(ntk.shape, ntk.index(0, 0).tolist());
function empirical_ntk_ntk_vps(
  func: typeof fnet_single,
  params: Record<string, torch.Tensor>,
  x1: torch.Tensor,
  x2: torch.Tensor,
) {
  const get_ntk = (x1: torch.Tensor, x2: torch.Tensor) => {
    const func_x1 = (params: Record<string, torch.Tensor>) => func(params, x1);
    const func_x2 = (params: Record<string, torch.Tensor>) => func(params, x2);
    const [output, vjp_fn] = vjp(func_x1, params);
    const get_ntk_slice = (vec: torch.Tensor) => {
      const vjps = vjp_fn(vec);
      const [, jvps] = jvp(func_x2, [params], vjps);
      return jvps;
    };
    const basis = torch.eye(output.numel(), { dtype: output.dtype, device: output.device }).view(output.numel(), -1);
    return vmap(get_ntk_slice)(basis);
  };
  return vmap(vmap(get_ntk, [null, 0]), [0, null])(x1, x2);
}
const result = empirical_ntk_ntk_vps(fnet_single, params, x_train, x_test);
console.log(
  torch.allclose(ntk, result, { atol: 1e-4 }),
  empirical_ntk_jacobian_contraction(fnet_single, params, x_train, x_test, "trace").tolist(),
);
