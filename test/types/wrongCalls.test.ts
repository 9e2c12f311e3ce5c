import assert from "node:assert/strict";
import { ScriptProject } from "./scriptProject.js";

const head = `import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
const x = torch.ones(2, 3);
const net = new nn.Linear(2, 3);
`;

/** Calls that must not compile, and what TypeScript says. */
const calls: readonly (readonly [call: string, message: RegExp])[] = [
  // Names that are misspelt.
  [`F.cross_entropy({ input: x, target: x, reducton: "sum" })`, /'reducton' .*Did you mean to write 'reduction'/],
  [`F.cross_entropy(x, x, { reducton: "sum" })`, /'reducton' does not exist/],
  [`torch.gather(x, { dim: 1, indx: x })`, /'indx' .*Did you mean to write 'index'/],
  [`torch.add({ input: x, otehr: x })`, /'otehr' .*Did you mean to write 'other'/],
  [`x.sum({ keepdims: true })`, /'keepdims' .*/],
  [`torch.tensor([1], { dtypes: torch.long })`, /'dtypes' .*Did you mean to write 'dtype'/],
  [`F.conv2d(x, { weight: x, strides: 2 })`, /'strides' .*Did you mean to write 'stride'/],
  [`x.scatter_(1, x, { vlaue: 1 })`, /'vlaue' .*Did you mean to write 'value'/],
  [`torch.zeros({ sizes: [2] })`, /sizes/],
  [`new nn.Linear({ in_features: 2, out_features: 3, biass: true })`, /'biass' .*Did you mean to write 'bias'/],
  [`new nn.Conv2d(1, 2, 3, { paddingmode: "zeros" })`, /'paddingmode' does not exist/],
  [`new optim.SGD(net.parameters(), { momemtum: 0.9 })`, /'momemtum' does not exist/],
  [`new torch.utils.data.DataLoader([x], { batchsize: 2 })`, /'batchsize' .*Did you mean to write 'batch_size'/],
  [`torch.func.grad((w: torch.Tensor) => w.sum(), { argnum: 0 })`, /'argnum' .*Did you mean to write 'argnums'/],
  [`torch.autograd.grad(x, x, { createGraph: true })`, /'createGraph' does not exist/],
  [`nn.utils.clip_grad_norm_([x], { max: 1 })`, /'max' does not exist/],
  [`new torch.distributions.Categorical({ probability: x })`, /'probability' does not exist/],
  [`new torch.distributions.Gamma({ concentration: x, rates: x })`, /'rates' does not exist/],
  [`new torch.distributions.TransformedDistribution(x, [])`, /not assignable/],
  // Texts that are none of an argument's.
  [`F.cross_entropy(x, x, { reduction: "avg" })`, /'"avg"' is not assignable/],
  [`new nn.MSELoss({ reduction: "avg" })`, /'"avg"' is not assignable/],
  [`F.interpolate(x, { mode: "cubic" })`, /Did you mean '"bicubic"'/],
  [`F.pad(x, [1, 1], "mirror")`, /'"mirror"' is not assignable/],
  [`F.grid_sample(x, x, { padding_mode: "zero" })`, /Did you mean '"zeros"'/],
  [`F.gelu(x, { approximate: "erf" })`, /'"erf"' is not assignable/],
  [`torch.meshgrid(x, x, { indexing: "yx" })`, /"yx"/],
  [`torch.linalg.norm(x, "frob")`, /'"frob"' is not assignable/],
  [`nn.init.kaiming_normal_(x, { mode: "fan" })`, /'"fan"' is not assignable/],
  [`nn.init.calculate_gain("silu")`, /'"silu"' is not assignable/],
  [`new nn.Conv2d(1, 2, 3, { padding_mode: "mirror" })`, /'"mirror"' is not assignable/],
  [`new nn.RNN(2, 3, { nonlinearity: "sigmoid" })`, /'"sigmoid"' is not assignable/],
  [`new nn.TransformerEncoderLayer(4, 2, { activation: "swish" })`, /'"swish"' is not assignable/],
  [`new optim.LBFGS([x], { line_search_fn: "wolfe" })`, /'"wolfe"' is not assignable/],
  [`torch.quantile(x, 0.5, { interpolation: "cubic" })`, /'"cubic"' is not assignable/],
  [`torch.div(x, 2, { rounding_mode: "round" })`, /'"round"' is not assignable/],
  [`torch.scatter_reduce(x, 0, x, x, "max")`, /'"max"' is not assignable/],
  [`torch.vmap(torch.dot, { randomness: "any" })`, /"any"/],
  // Arguments of other types, and such as are missing or too many. What is told is the call in order.
  [`torch.gather(x, "1", x)`, /^Argument of type 'string' is not assignable to parameter of type 'number'/],
  [`torch.topk(x, { k: "3" })`, /'string' is not assignable to type 'number'/],
  [`torch.gather(x, 1)`, /'\{ readonly dim: number; readonly index: Tensor; \}'/],
  [`x.transpose(0)`, /'\{ readonly dim0: number; readonly dim1: number; \}'/],
  [`x.maximum()`, /Expected 1 arguments/],
  [`x.masked_fill(x, "0")`, /"0"' is not assignable/],
  [`torch.zeros([2], { dtype: "float32" })`, /dtype: string/],
  [`x.view("2")`, /string/],
  [`x.max(1).value`, /Did you mean 'values'/],
  [`new nn.Linear(2)`, /'number' is not assignable/],
  [`new nn.Dropout("0.5")`, /'"0.5"' is not assignable/],
  [`net(x, x)`, /Expected 1 arguments/],
  [`new optim.lr_scheduler.StepLR(new optim.SGD([x]), { gamma: 0.1 })`, /step_size/],
  [`torch.func.grad((w: torch.Tensor) => w.sum())(3)`, /'number' is not assignable/],
  [`torch.func.jacrev((w: torch.Tensor) => w)(x, x)`, /Expected 1 arguments/],
  [`torch.vmap(torch.dot)(x)`, /Expected 2 arguments/],
  [`F.max_pool2d(x, 2, { return_indices: true }).sum()`, /'sum' does not exist/],
  [`torch.unique(x, { return_counts: true }).sum()`, /'sum' does not exist/],
  [`for (const [a] of new torch.utils.data.DataLoader(new torch.utils.data.TensorDataset(x, x))) a.foo`, /'foo'/],
  [`const text: string = x.item()`, /not assignable to type 'string'/],
  [`torch.save(x)`, /Expected 2 arguments/],
  [`torch.manual_seed("0")`, /'string' is not assignable/],
];

describe("TypeScript refuses", () => {
  const script = head + calls.map(([call]) => `${call};`).join("\n");
  const project = new ScriptProject(new Map([["wrong.ts", script]]));
  const first = head.split("\n").length;
  const complaints = project.complaints("wrong.ts");
  for (const [i, [call, message]] of calls.entries()) {
    it(call, () => {
      assert.match(complaints.find(({ line }) => line === first + i)?.message ?? "nothing", message);
    });
  }
});

/** Where the caret stands, what must be offered there. */
const completions: readonly (readonly [text: string, offered: readonly string[]])[] = [
  ["F.cross_entropy({ ", ["input", "target", "weight", "reduction", "label_smoothing"]],
  ["F.cross_entropy(x, x, { ", ["reduction", "ignore_index", "label_smoothing"]],
  ["torch.gather(x, { ", ["dim", "index"]],
  ["torch.sum({ ", ["input", "dim", "keepdim", "dtype"]],
  ["x.sum({ ", ["dim", "keepdim", "dtype"]],
  ["torch.zeros([2], { ", ["dtype", "requires_grad"]],
  ["new nn.Conv2d({ ", ["in_channels", "kernel_size", "padding_mode"]],
  ["new nn.LSTM(2, 3, { ", ["num_layers", "batch_first", "bidirectional"]],
  ["new optim.Adam(net.parameters(), { ", ["lr", "betas", "weight_decay", "amsgrad"]],
  ["new torch.utils.data.DataLoader([x], { ", ["batch_size", "shuffle", "generator"]],
  ["torch.autograd.grad(x, x, { ", ["create_graph", "retain_graph", "allow_unused"]],
  ["torch.vmap(torch.dot, { ", ["in_dims", "out_dims", "randomness"]],
];

describe("TypeScript offers the names of what", () => {
  const project = new ScriptProject(
    new Map(completions.map(([text], i) => [`asking${i}.ts`, `${head}${text}});`] as const)),
  );
  for (const [i, [text, offered]] of completions.entries()) {
    it(`${text}… takes, and nothing of a tensor's`, () => {
      const found = project.completions(`asking${i}.ts`, text);
      assert.deepEqual(
        offered.filter((name) => !found.includes(name)),
        [],
      );
      assert.ok(!found.includes("requires_grad_"));
    });
  }

  it("and the texts that an option can be", () => {
    const text = `F.cross_entropy(x, x, { reduction: "`;
    const asking = new ScriptProject(new Map([["text.ts", `${head}${text}" });`]]));
    assert.deepEqual(asking.completions("text.ts", text).toSorted(), ["mean", "none", "sum"]);
  });
});
