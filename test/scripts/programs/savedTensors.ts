// What a graph saves, after the tutorials on hooks for saved tensors, optimizer steps in backward and double backward.
import * as torch from "gradlens";
const { nn } = torch;
torch.manual_seed(3);
{
  const x = torch.randn(5, { requires_grad: true });
  const y = x.exp();
  console.log(torch.equal(y.grad_fn!._saved_result as torch.Tensor, y), y.grad_fn!._saved_result === y);
  const z = torch.mul(x, y);
  console.log(torch.equal(z.grad_fn!._saved_self as torch.Tensor, x));
}
const log: string[] = [];
class SelfDeletingTempFile {
  constructor(readonly name: string) {}
}
const store = new Map<string, torch.Tensor>();
let n = 0;
const pack_hook = (t: torch.Tensor) => {
  const f = new SelfDeletingTempFile(`t${n++}`);
  store.set(f.name, t.clone());
  log.push(`pack ${t.shape.join("x")}`);
  return f;
};
const unpack_hook = (f: SelfDeletingTempFile) => {
  log.push(`unpack ${f.name}`);
  return store.get(f.name)!;
};
{
  const x = torch.ones(5, { requires_grad: true });
  const y = torch.autograd.graph.saved_tensors_hooks(pack_hook, unpack_hook, () => x.pow(2));
  y.sum().backward();
  console.log(x.grad, log);
}
class SaveToDisk extends nn.Module {
  module;
  constructor(module: torch.nn.Layer) {
    super();
    this.module = module;
  }
  override forward(x: torch.Tensor) {
    return torch.autograd.graph.saved_tensors_hooks(pack_hook, unpack_hook, () => this.module(x));
  }
}
log.length = 0;
const model = new nn.Sequential(
  new nn.Linear(10, 100),
  new SaveToDisk(new nn.Sequential(new nn.Linear(100, 100), new nn.ReLU())),
  new nn.Linear(100, 10),
);
const xx = torch.randn(10);
const loss = model(xx).sum();
loss.backward();
console.log(loss.item(), model.at<torch.nn.Linear>(0).weight.grad!.norm().item(), log.length);
const off = torch.autograd.graph.save_on_cpu(() => model(xx).pow(2).sum());
console.log(off.item());
{
  const x = torch.randn(3, { requires_grad: true });
  const f = torch.autograd.graph.saved_tensors_hooks(
    (t) => t.mul(4),
    (t) => t.div(4).mul(4).div(4),
    () => x.pow(3),
  );
  f.sum().backward();
  console.log(x.grad!.tolist());
}
try {
  torch.autograd.graph.disable_saved_tensors_hooks("saved tensors hooks are disabled", () =>
    torch.autograd.graph.saved_tensors_hooks(
      (t) => t,
      (t) => t,
      () => 1,
    ),
  );
} catch (e) {
  console.log((e as Error).message);
}
try {
  torch.autograd.graph.saved_tensors_hooks(
    (t) => {
      t.mul_(2);
      return t;
    },
    (t) => t,
    () => torch.ones(2, { requires_grad: true }).pow(2),
  );
} catch (e) {
  console.log((e as Error).message);
}
// optimizer step in backward
{
  const net = new nn.Sequential(new nn.Linear(4, 8), new nn.Tanh(), new nn.Linear(8, 1));
  const optimizer_dict = new Map(
    net.parameters().map((p) => [p, new torch.optim.Adam([p], { lr: 0.01, foreach: false })]),
  );
  const optimizer_hook = (parameter: torch.Tensor) => {
    optimizer_dict.get(parameter as torch.nn.Parameter)!.step();
    optimizer_dict.get(parameter as torch.nn.Parameter)!.zero_grad();
  };
  for (const p of net.parameters()) p.register_post_accumulate_grad_hook(optimizer_hook);
  const input = torch.randn(6, 4);
  for (let i = 0; i < 4; i++) {
    const l = net(input).pow(2).sum();
    l.backward();
    console.log(i, l.item(), net.at<torch.nn.Linear>(0).weight.grad === null);
  }
}
// double backward with custom functions
class Square extends torch.autograd.Function {
  static forward(ctx: torch.autograd.FunctionCtx, x: torch.Tensor) {
    ctx.save_for_backward(x);
    return x.pow(2);
  }
  static backward(ctx: torch.autograd.FunctionCtx, grad_out: torch.Tensor) {
    const [x] = ctx.saved_tensors;
    return grad_out.mul(2).mul(x!);
  }
}
const x = torch.rand(3, 3, { requires_grad: true, dtype: torch.double });
console.log(
  torch.autograd.gradcheck((x) => Square.apply(x), x),
  torch.autograd.gradgradcheck((x) => Square.apply(x), x),
);
class Exp extends torch.autograd.Function {
  static forward(ctx: torch.autograd.FunctionCtx, x: torch.Tensor) {
    const result = torch.exp(x);
    ctx.save_for_backward(result);
    return result;
  }
  static backward(ctx: torch.autograd.FunctionCtx, grad_out: torch.Tensor) {
    const [result] = ctx.saved_tensors;
    return result!.mul(grad_out);
  }
}
console.log(torch.autograd.gradgradcheck((x: torch.Tensor) => Exp.apply(x), [x]));
class Sinh extends torch.autograd.Function {
  static forward(ctx: torch.autograd.FunctionCtx, x: torch.Tensor): [torch.Tensor, torch.Tensor, torch.Tensor] {
    const expx = torch.exp(x),
      expnegx = torch.exp(x.neg());
    ctx.save_for_backward(expx, expnegx);
    return [expx.sub(expnegx).div(2), expx, expnegx];
  }
  static backward(
    ctx: torch.autograd.FunctionCtx,
    grad_out: torch.Tensor,
    _grad_out_exp: torch.Tensor,
    _grad_out_negexp: torch.Tensor,
  ) {
    const [expx, expnegx] = ctx.saved_tensors;
    let grad_input = grad_out.mul(expx!.add(expnegx!)).div(2);
    grad_input = grad_input.add(_grad_out_exp.mul(expx!));
    grad_input = grad_input.sub(_grad_out_negexp.mul(expnegx!));
    return grad_input;
  }
}
const sinh = (x: torch.Tensor) => Sinh.apply(x)[0];
console.log(torch.autograd.gradcheck(sinh, x), torch.autograd.gradgradcheck(sinh, x));
const [g] = torch.autograd.grad(sinh(x).sum(), x, { create_graph: true });
console.log(torch.autograd.grad(g.sum(), x)[0].sum().item(), sinh(x).grad_fn!.name());
