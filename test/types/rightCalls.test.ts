import assert from "node:assert/strict";
import { ScriptProject } from "./scriptProject.js";

const head = `import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
const x = torch.randn(3, 4, { requires_grad: true });
const net = new nn.Linear(4, 2);
`;

/** What programs of PyTorch's write, which needs no cast; what is typed is so on purpose. */
const scripts: Readonly<Record<string, string>> = {
  "tensors that are made": `
torch.full({ size: [2, 3], fill_value: 1 }).add(torch.full([2, 3], { fill_value: 1, dtype: torch.float64 }));
torch.linspace(0, 1, { steps: 5 }); torch.arange(0, 10, { dtype: torch.float32 }); torch.arange({ end: 10 });
torch.zeros({ size: [2] }); torch.eye(3, { dtype: torch.float64 }); torch.randperm(10, { generator: new torch.Generator() });
torch.randint(0, 10, [2, 3]); torch.randint({ high: 10, size: [2] }); torch.randint(0, 10, { size: [2] });
torch.normal(0, 1, [2]); torch.bernoulli(x, { p: 0.5 }); torch.multinomial(x, { num_samples: 1, replacement: true });`,
  "functions by name, from any argument on": `
torch.add({ input: x, other: x, alpha: 2 }); torch.add(x, { other: x, alpha: 2 }); torch.sum({ input: x, dim: 0 });
torch.cat({ tensors: [x, x], dim: 1 }); torch.stack([x], { dim: 0 }); torch.where({ condition: x.gt(0), input: x, other: 0 });
torch.gather({ input: x, dim: 1, index: x.long() }); torch.gather(x, { dim: 1, index: x.long() });
torch.clamp(x, { min: 0 }); torch.matmul({ input: x, other: x.t() }); torch.tensordot(x, x, { dims: 2 });
torch.histc(x, { bins: 10, min: 0, max: 1 }); torch.linalg.norm(x, { ord: "fro" }); torch.softmax(x, 1, torch.float64);`,
  "methods by name": `
x.gather({ dim: 1, index: x.long() }); x.scatter_(1, { index: x.long(), value: 1 }); x.scatter_({ dim: 1, index: x.long(), src: x });
x.transpose({ dim0: 0, dim1: 1 }).unsqueeze({ dim: 0 }).squeeze({ dim: 0 }).permute({ dims: [1, 0] }).view({ size: [3, 4] });
x.mean({ dim: [0, 1], keepdim: true }); x.std({ dim: 0, correction: 0 }); x.masked_fill({ mask: x.gt(0), value: -Infinity });
x.split(2, { dim: 1 }); x.repeat_interleave(2, { dim: 0 }); x.unfold({ dimension: 0, size: 2, step: 1 }); x.lerp(x, { weight: 0.5 });`,
  "numbers, truths and arrays of them": `
const loss: number = x.sum().item(); const same: boolean = x.eq(x).all().item(); const rows: number[][] = x.tolist();
const losses: number[] = []; losses.push(x.sum().item()); const text: string = x.sum().item().toFixed(4);
export { loss, same, rows, text };`,
  "tuples and their names": `
const [values, indices] = x.topk({ k: 2 }); const greatest: torch.Tensor = x.max({ dim: 1 }).values; const all: torch.Tensor = x.max();
const { min, max } = torch.aminmax(x, { dim: 0 }); const { U, S, Vh } = torch.linalg.svd(x, { full_matrices: false });
const [sorted] = x.sort({ descending: true }); const only: torch.Tensor = torch.unique(x);
const [unique, counts] = torch.unique(x, { return_counts: true }); const [first, second] = x.chunk({ chunks: 2, dim: 1 });
const rows: number = x.size(0); const [height, width] = x.shape; const shape: readonly number[] = x.size();
export { values, indices, greatest, all, min, max, U, S, Vh, sorted, only, unique, counts, first, second, rows, height, width, shape };`,
  "results that depend on options": `
const places: torch.Tensor = torch.nonzero(x, { as_tuple: false }); const [rows, columns] = torch.nonzero(x, { as_tuple: true });
const [sign, logdet] = torch.linalg.slogdet(x); const { L, info } = torch.linalg.cholesky_ex(x); const { solution } = torch.linalg.lstsq(x, x);
const [deviation, mean] = torch.std_mean(x, { dim: 0 }); const { values, indices } = x.cummax(0); const [median] = x.median(0);
x.sum([0, 1]); x.sum(0, true, { dtype: torch.float64 }); x.sum({ dim: null }); x.backward({ gradient: x }); x.backward(x, { create_graph: true });
export { places, rows, columns, sign, logdet, L, info, solution, deviation, mean, values, indices, median };`,
  "tuples as long as what was asked for": `
const [train, test] = torch.utils.data.random_split(new torch.utils.data.TensorDataset(x), [0.8, 0.2]); train.length + test.length;
const [g] = torch.autograd.grad(x.sum(), x); const [a, b] = torch.autograd.grad(x.sum(), [x, x]); g.add(a).add(b);
const [perhaps] = torch.autograd.grad(x.sum(), [x], { allow_unused: true }); perhaps?.sum(); const list: torch.Tensor[] = [x];
const all: torch.Tensor[] = torch.autograd.grad(x.sum(), list); torch.autograd.grad(x.sum(), net.parameters()).map((t) => t.norm());
const f = (p: { w: torch.Tensor }, q: torch.Tensor) => p.w.mul(q).sum(); const [p, q] = torch.func.grad(f, [0, 1])({ w: x }, x);
const slopes = torch.func.jacrev(f, { argnums: [1, 0] })({ w: x }, x); slopes[0].add(slopes[1].w).add(p.w).add(q);
torch.func.grad(f, 1)({ w: x }, x).add(torch.func.grad(f)({ w: x }, x).w); torch.func.hessian(f, 1)({ w: x }, x).add(x);
export { all };`,
  "truths that are written into masks, and compared": `
const mask = torch.zeros(3, 3, { dtype: torch.bool }); const at = torch.tensor([[0n]]); mask.fill_(true).fill_diagonal_(false);
mask.index_put_([0, ":"], true).masked_fill_(mask, false).index_fill_(0, at, true).eq(true).ne({ other: false });
mask.masked_fill({ mask, value: true }).scatter(1, at, true).scatter_(1, { index: at, value: true }); torch.where(mask, true, false);`,
  "functions as values, sizes that are computed, and annotations": `
const functions: readonly ((input: torch.Tensor) => torch.Tensor)[] = [torch.relu, torch.sin, F.gelu, (t) => F.leaky_relu(t, 0.1)];
for (const f of functions) f(x); [x].map(torch.exp); [x, x].reduce((a, b) => a.add(b));
const shape = [2, 3]; torch.zeros(shape); torch.zeros(...shape); x.view(...shape); x.view(x.shape[0]!, -1); torch.zeros(x.shape);
const options = { dtype: torch.float32, requires_grad: true }; torch.zeros(2, options);
function attend(q: torch.Tensor, k: torch.Tensor, mask?: torch.Tensor | null): torch.Tensor {
  const weights = q.matmul(k.transpose(-2, -1)).div(Math.sqrt(q.shape.at(-1)!));
  return (mask ? weights.masked_fill(mask.eq(0), -Infinity) : weights).softmax(-1);
}
const dtype: torch.dtype = x.dtype; const size: torch.Size = x.size(); const device: torch.device = x.device;
export { attend, dtype, size, device };`,
  autograd: `
const loss = x.pow(2).sum(); loss.backward({ retain_graph: true }); x.grad!.zero_();
const [g] = torch.autograd.grad(loss, x, { create_graph: true }); torch.autograd.grad({ outputs: loss, inputs: [x] });
const value: number = torch.no_grad(() => loss.item()); const wrapped = torch.no_grad.wrap((q: torch.Tensor) => q.sum());
class Exp extends torch.autograd.Function {
  static forward(ctx: torch.autograd.FunctionCtx, input: torch.Tensor): torch.Tensor {
    const result = input.exp(); ctx.save_for_backward(result); return result;
  }
  static backward(ctx: torch.autograd.FunctionCtx, gradient: torch.Tensor): torch.Tensor {
    const [result] = ctx.saved_tensors; return gradient.mul(result!);
  }
}
const out: torch.Tensor = Exp.apply(x); const again: torch.Tensor = torch.utils.checkpoint.checkpoint((q: torch.Tensor) => q.sin(), x);
export { g, value, out, again, wrapped };`,
  "constructors of modules": `
new nn.Linear({ in_features: 10, out_features: 2 }); new nn.Linear(10, { out_features: 2, bias: false });
new nn.Conv2d({ in_channels: 6, out_channels: 16, kernel_size: 5, padding: "same" });
new nn.Conv2d(6, 16, { kernel_size: [3, 3], stride: 2, padding_mode: "reflect" }); new nn.MaxPool2d({ kernel_size: 2 });
new nn.Embedding({ num_embeddings: 10, embedding_dim: 3 }); new nn.GroupNorm({ num_groups: 3, num_channels: 6 });
new nn.LSTM({ input_size: 10, hidden_size: 20, bidirectional: true }); new nn.GRU(10, { hidden_size: 20 });
const layer = new nn.TransformerEncoderLayer({ d_model: 16, nhead: 4, activation: "gelu", norm_first: true });
new nn.TransformerEncoder(layer, { num_layers: 2 }); new nn.MultiheadAttention({ embed_dim: 16, num_heads: 4, batch_first: true });
new nn.Upsample({ scale_factor: 2, mode: "bilinear", align_corners: true }); new nn.CrossEntropyLoss({ reduction: "sum" });`,
  "a network and what it holds": `
class Net extends nn.Module {
  conv = new nn.Conv2d(1, 6, 5); pool = new nn.MaxPool2d(2, 2); lstm = new nn.LSTM(10, 20, { batch_first: true });
  list = new nn.ModuleList([new nn.Linear(1, 2)]); dict = new nn.ModuleDict({ a: new nn.Linear(1, 2), b: new nn.ReLU() });
  seq = new nn.Sequential(new nn.Linear(1, 2), new nn.ReLU()); attention = new nn.MultiheadAttention(16, 4);
  declare pe: torch.Tensor;
  constructor(readonly width = 3) { super(); this.register_buffer("pe", torch.zeros(3), { persistent: false }); }
  override forward(input: torch.Tensor, scale = 1): torch.Tensor {
    let h = this.pool(F.relu(this.conv(input))).add(this.pe);
    for (const layer of this.list) h = layer(h);
    const [out, [hidden, cell]] = this.lstm(this.dict.get("a")(h)); const [more] = this.lstm(out, [hidden, cell]);
    const [attended, weights] = this.attention(more, more, more, { need_weights: false });
    return weights === null ? this.seq(attended).mul(scale) : attended;
  }
}
const model = new Net(); const out: torch.Tensor = model(x, 2);
for (const [name, p] of model.named_parameters()) console.log(name, p.shape);
model.apply((m) => { if (m instanceof nn.Linear && m.bias !== null) nn.init.constant_(m.bias, { val: 0 }); });
model.register_forward_hook((m, inputs, output) => { output.add(m.pe); inputs[0].sum(); }).remove();
model.load_state_dict(model.state_dict(), { strict: false }); torch.deepcopy(model)(out);
declare const console: { log(...values: readonly unknown[]): void };`,
  "nn.functional": `
const target = torch.tensor([1, 2], { dtype: torch.long });
F.cross_entropy({ input: x, target, reduction: "none" }); F.cross_entropy(x, { target, label_smoothing: 0.1 });
F.conv2d(x, { weight: x, stride: [1, 2], padding: "same" }); F.conv2d(x, x, { bias: null, stride: 2 }); F.linear(x, { weight: x });
F.max_pool2d(x, { kernel_size: 2, stride: 2 }); const [pooled] = F.max_pool2d(x, 2, { return_indices: true }); pooled.sum();
F.interpolate(x, { size: [2, 2], mode: "bilinear" }); F.pad(x, { pad: [1, 1], mode: "reflect" }); F.softmax(x, { dim: 1 });
F.scaled_dot_product_attention({ query: x, key: x, value: x, is_causal: true }); F.dropout(x, { p: 0.5, training: true });
F.kl_div(x, x, { reduction: "batchmean", log_target: true }); F.grid_sample(x, x, { padding_mode: "border" });`,
  "optimizers and schedulers": `
const adam = new optim.Adam([{ params: net.parameters() }, { params: [x], lr: 1e-3 }], { lr: 1e-2, betas: [0.9, 0.99] });
const lbfgs = new optim.LBFGS(net.parameters(), { line_search_fn: "strong_wolfe" });
lbfgs.step(() => { lbfgs.zero_grad({ set_to_none: true }); const loss = net(x).sum(); loss.backward(); return loss; });
const steps = new optim.lr_scheduler.StepLR(adam, { step_size: 30, gamma: 0.1 });
new optim.lr_scheduler.SequentialLR(adam, { schedulers: [steps], milestones: [2] });
new optim.lr_scheduler.ReduceLROnPlateau(adam, { mode: "min", patience: 3 }).step(net(x).sum());
for (const group of adam.param_groups) group.lr *= 0.1;
nn.utils.clip_grad_norm_(net.parameters(), { max_norm: 1 });`,
  "batches as the dataset's samples are": `
const { Dataset, DataLoader, TensorDataset, Subset, random_split } = torch.utils.data;
const data = new TensorDataset(x, x);
for (const [a, b] of new DataLoader(data, { batch_size: 2, shuffle: true })) net(a).add(b);
for (const [a] of new DataLoader({ dataset: data, batch_size: 2 })) net(a);
class Points extends Dataset<[torch.Tensor, number]> {
  get length(): number { return 3; }
  get(i: number): [torch.Tensor, number] { return [torch.ones(2), i]; }
}
for (const [point, label] of new DataLoader(new Subset(new Points(), [0, 1]))) point.add(label);
for (const batch of new DataLoader([{ image: x, id: 3 }])) batch.image.add(batch.id);
for (const [a] of new DataLoader(data, { collate_fn: (samples) => samples[0]! })) a.sum();
const [train] = random_split(data, [3, 1], { generator: new torch.Generator().manual_seed(0) }); train!.get(0)[1].sum();`,
  distributions: `
const normal = new torch.distributions.Normal({ loc: x, scale: 1 }); normal.log_prob(normal.rsample([2]));
new torch.distributions.Categorical({ logits: x }).sample(); torch.distributions.kl_divergence(normal, new torch.distributions.Normal(0, 1));
const { Gamma, MultivariateNormal, MixtureSameFamily, Categorical, Normal, TransformedDistribution, TanhTransform, AffineTransform } = torch.distributions;
new Gamma({ concentration: x, rate: 2 }).rsample().sum(); new MultivariateNormal(x, { scale_tril: x }).covariance_matrix.sum();
new MixtureSameFamily({ mixture_distribution: new Categorical(x), component_distribution: normal }).log_prob(x);
const squashed = new TransformedDistribution(normal, [new TanhTransform({ cache_size: 1 }), new AffineTransform(0, 2)]);
squashed.log_prob(squashed.rsample()).sum(); new TanhTransform()(x).add(new TanhTransform().inv(x));
torch.distributions.biject_to(torch.distributions.constraints.positive)(x).sum();
torch.distributions.register_kl(Gamma, Normal)((p, q) => p.rate.add(q.loc));`,
  "transforms, which keep arguments and results": `
const gradient: torch.Tensor = torch.func.grad((w: torch.Tensor) => w.sum())(x);
const byParameter = torch.func.grad((p: { w: torch.Tensor; b: torch.Tensor }, q: torch.Tensor) => q.mul(p.w).add(p.b).sum())({ w: x, b: x }, x);
const perSample: torch.Tensor = torch.vmap(torch.func.grad((w: torch.Tensor, q: torch.Tensor) => w.dot(q)), { in_dims: [null, 0] })(x, x);
const jacobian: torch.Tensor = torch.func.jacrev((w: torch.Tensor) => w.pow(2))(x); const dots: torch.Tensor = torch.vmap(torch.dot)(x, x);
const [out, pullback] = torch.func.vjp((w: torch.Tensor) => w.sin(), x); const [pulled] = pullback(out);
const [primal, tangent] = torch.func.jvp((w: torch.Tensor) => w.sin(), [x], [x]);
torch.func.functional_call(net, net.state_dict(), [x]).sum();
export { gradient, jacobian, dots, perSample, pulled, primal, tangent }; byParameter.w.sum();`,
  files: `
torch.save({ model: net.state_dict(), epoch: 3 }, "a.safetensors"); torch.save(net.state_dict(), "b.safetensors");
net.load_state_dict(torch.load("b.safetensors"));`,
};

describe("Programs of PyTorch's need no cast for", () => {
  const project = new ScriptProject(
    new Map(Object.values(scripts).map((script, i) => [`script${i}.ts`, head + script])),
  );
  for (const [i, what] of Object.keys(scripts).entries()) {
    it(what, () => {
      assert.deepEqual(project.complaints(`script${i}.ts`), []);
    });
  }
});
