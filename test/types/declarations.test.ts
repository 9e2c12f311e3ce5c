import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ScriptProject } from "./scriptProject.js";

const root = process.env["GRADLENS_ROOT"] ?? "";
const head = `import * as torch from "gradlens";
const x = torch.tensor([[1, 2], [3, 4]], { requires_grad: true });
`;

const right: readonly (readonly [what: string, script: string])[] = [
  [
    "arithmetic with tensors and numbers",
    `export const y: torch.Tensor = x.mul(2).add(x, { alpha: 3 }).sub(torch.div(1, x));`,
  ],
  ["optional arguments in order", `x.sum(0, true); x.mean([0, 1]);`],
  ["optional arguments by name", `x.sum({ dim: 0, keepdim: true }); x.sum().backward({ retain_graph: true });`],
  ["a gradient that may be null", `const g: torch.Tensor | null = x.grad; x.grad?.zero_();`],
  ["no_grad around a function, whose result it gives", `const n: number = torch.no_grad(() => x.sum().item());`],
  ["no_grad for the rest of a block", `{ using _ = torch.no_grad(); x.mul_(2); }`],
  ["a hook that changes a gradient", `x.register_hook((grad) => grad.mul(2)).remove();`],
  ["autograd.grad", `const [g] = torch.autograd.grad(x.sum(), [x]); export const shape: readonly number[] = g.shape;`],
  ["text of a tensor", "export const text: string = `${x}`;"],
  ["the rows of a tensor", `for (const row of x) row.sum();`],
  [
    "a module that is called as its forward is",
    `class Net extends torch.nn.Module {
  weight = new torch.nn.Parameter(torch.ones([2]));
  override forward(input: torch.Tensor, scale: number): torch.Tensor { return input.mul(this.weight).mul(scale); }
}
const net = new Net();
export const out: torch.Tensor = net(x, 2);
const optimizer = new torch.optim.SGD(net.parameters(), { lr: 0.1 });
optimizer.zero_grad();
optimizer.step();`,
  ],
  [
    "what programs write of results, dictionaries and layers",
    `const F = torch.nn.functional;
const indices: torch.Tensor = x.max(1)[1];
const dict = new torch.nn.ModuleDict({ first: new torch.nn.Linear(2, 2), drop: new torch.nn.Dropout() });
const weight: torch.nn.Parameter = dict.get("first").weight;
const any: torch.nn.Linear = new torch.nn.ModuleDict().get<torch.nn.Linear>("later");
const state = dict.state_dict();
state["first.weight"] = weight.mul(2);
const optimizer: torch.optim.Optimizer = new torch.optim.NAdam(dict.parameters());
const conv = new torch.nn.Conv2d(1, 2, { kernel_size: 3, padding: 1 });
const layer: torch.nn.Module = conv;
const pooled: torch.Tensor | null = layer instanceof torch.nn.MaxPool2d ? layer(x) : null;
const named: Record<"w", torch.Tensor> = torch.autograd.grad(x.sum(), { w: x });
const jacobian: { w: torch.Tensor } = torch.func.jacrev((p: { w: torch.Tensor }) => p.w.sum(0))({ w: x });
const different: torch.Tensor = torch.unique(x);
const [values, counts] = torch.unique(x, { return_counts: true });
F.softmax(x).add(different).add(values!).add(counts!).add(named.w).add(jacobian.w).add(indices);
optimizer.step(); any(x); pooled?.sum();`,
  ],
  [
    "optimizers and schedulers",
    `const model = new torch.nn.Linear(2, 1);
const optimizer = new torch.optim.AdamW([{ params: model.named_parameters(), lr: 0.1 }], { betas: [0.9, 0.95] });
optimizer.param_groups[0]!.lr *= 0.5;
const loss: torch.Tensor = optimizer.step(() => model(x).sum());
const mean: torch.Tensor = optimizer.state.get(model.weight).exp_avg;
const { lr_scheduler } = torch.optim;
const schedulers: torch.optim.lr_scheduler.LRScheduler[] = [
  new lr_scheduler.StepLR(optimizer, 30, { gamma: 0.5 }),
  new lr_scheduler.OneCycleLR(optimizer, { max_lr: 0.1, total_steps: 10 }),
  new lr_scheduler.LambdaLR(optimizer, (epoch) => 0.95 ** epoch),
];
for (const scheduler of schedulers) scheduler.step();
new lr_scheduler.ReduceLROnPlateau(optimizer, "min").step(loss);
const norm: torch.Tensor = torch.nn.utils.clip_grad_norm_(model.parameters(), 1, { norm_type: "inf" });
const averaged = new torch.optim.swa_utils.AveragedModel(model);
const out: torch.Tensor = averaged(x.add(mean).add(norm));
const any: torch.optim.Optimizer<object, object> = optimizer;
any.load_state_dict(optimizer.state_dict());
out.sum();`,
  ],
];

/** The line that must not compile ends with the mark. */
const mark = "// ✗";
const wrong: readonly (readonly [what: string, script: string, message: RegExp])[] = [
  ["an op that there is not", `x.multiply_by(2); ${mark}`, /'multiply_by' does not exist/],
  ["a text for an operand", `x.mul("2"); ${mark}`, /'string' is not assignable/],
  ["a missing operand", `torch.add(x); ${mark}`, /missing the following properties.*: input, other/],
  ["an argument too many", `x.exp(1); ${mark}`, /Expected 0 arguments/],
  [
    "an option that there is not",
    `torch.tensor([1], { requiresGrad: true }); ${mark}`,
    /'requiresGrad' does not exist/,
  ],
  ["an option of the wrong type", `torch.tensor([1], { requires_grad: "yes" }); ${mark}`, /not assignable/],
  ["a dtype by its name's text", `torch.zeros([2], { dtype: "float32" }); ${mark}`, /not assignable/],
  ["a tensor of texts", `torch.tensor(["a"]); ${mark}`, /not assignable/],
  ["a gradient that may be null taken for a tensor", `x.grad.mul(2); ${mark}`, /'null' is not assignable/],
  ["JavaScript's operators on tensors", `const y = x * 2; ${mark}`, /arithmetic operation/],
  ["a tensor taken for a number", `const n: number = x.sum(); ${mark}`, /'Tensor' is not assignable to type 'number'/],
  ["a leaf's is_leaf set", `x.is_leaf = false; ${mark}`, /read-only property/],
  ["a gradient that is no tensor", `x.grad = 1; ${mark}`, /not assignable/],
  ["an unknown option of backward", `x.sum().backward({ retainGraph: true }); ${mark}`, /'retainGraph' does not exist/],
  ["a hook that gives a number", `x.register_hook(() => 1); ${mark}`, /not assignable/],
  [
    "an object that only looks like a tensor",
    `torch.exp({ shape: [1], dtype: torch.float32 }); ${mark}`,
    /not assignable/,
  ],
  ["the engine's own fields", `x.storage; ${mark}`, /'storage' does not exist/],
  ["the engine's own mark on a tensor", `x.observed; ${mark}`, /'observed' does not exist/],
  ["a module of torch that there is not", `torch.cuda; ${mark}`, /'cuda' does not exist/],
  [
    "a module called with what its forward does not take",
    `class Net extends torch.nn.Module {
  override forward(input: torch.Tensor): torch.Tensor { return input; }
}
new Net()(3); ${mark}`,
    /'number' is not assignable/,
  ],
  [
    "a module called with too little",
    `class Net extends torch.nn.Module {
  override forward(input: torch.Tensor, scale: number): torch.Tensor { return input.mul(scale); }
}
new Net()(x); ${mark}`,
    /Expected 2 arguments/,
  ],
  [
    "a learning rate that is a text",
    `new torch.optim.SGD([x], { lr: "0.1" }); ${mark}`,
    /'string' is not assignable to type 'number/,
  ],
  ["a third beta", `new torch.optim.Adam([x], { betas: [0.9, 0.99, 0.999] }); ${mark}`, /'number' is not assignable/],
  [
    "a setting of a group that there is not",
    `new torch.optim.SGD([{ params: [x], momemtum: 1 }]); ${mark}`,
    /momemtum/,
  ],
  ["LBFGS without a closure", `new torch.optim.LBFGS([x]).step(); ${mark}`, /Expected 1 arguments/],
  [
    "a scheduler without its step size",
    `new torch.optim.lr_scheduler.StepLR(new torch.optim.SGD([x])); ${mark}`,
    /step_size: number/,
  ],
  [
    "a cycle of an unknown mode",
    `new torch.optim.lr_scheduler.CyclicLR(new torch.optim.SGD([x]), { base_lr: 0.1, max_lr: 1, mode: "square" }); ${mark}`,
    /"square"/,
  ],
  ["a norm that is a text", `torch.nn.utils.clip_grad_norm_([x], "1"); ${mark}`, /'string' is not assignable/],
];

describe("The declarations of gradlens", () => {
  const name = (kind: string, index: number): string => `${kind}${String(index)}.ts`;
  const project = new ScriptProject(
    new Map([
      ...right.map(([, script], index) => [name("right", index), head + script] as const),
      ...wrong.map(([, script], index) => [name("wrong", index), head + script] as const),
      ["asking.ts", `${head}torch.; x.; x.sum(); torch.nn.; torch.optim.;`],
    ]),
  );

  it("stand on their own, in a project without the DOM that checks its libraries", () => {
    assert.deepEqual(project.complaintsOfDeclarations(), []);
  });

  for (const [index, [what]] of right.entries()) {
    it(`accept ${what}`, () => assert.deepEqual(project.complaints(name("right", index)), []));
  }

  for (const [index, [what, script, message]] of wrong.entries()) {
    it(`refuse ${what}`, () => {
      const complaints = project.complaints(name("wrong", index));
      const line = (head + script).split("\n").findIndex((text) => text.endsWith(mark)) + 1;
      assert.deepEqual(new Set(complaints.map((complaint) => complaint.line)), new Set([line]), "the lines");
      assert.match(complaints[0]!.message, message);
    });
  }

  it("offer torch's functions and a tensor's methods, and none of the engine's own", () => {
    const functions = project.completions("asking.ts", "torch.");
    for (const wished of ["tensor", "no_grad", "matmul", "nn", "optim", "autograd"])
      assert.ok(functions.includes(wished), wished);
    const methods = project.completions("asking.ts", "x.");
    for (const wished of ["backward", "grad", "requires_grad", "mul", "shape"])
      assert.ok(methods.includes(wished), wished);
    for (const inner of ["storage", "observed", "gradient", "node"]) assert.ok(!methods.includes(inner), inner);
  });

  it("show what a function and a method do, and where PyTorch's page is", () => {
    const documented = [
      ["const x = torch.tensor", /^tensor\(data: /, /requires_grad|dtype/],
      ["x.sum", /^\(method\) .*sum\(/, /Sum|sum/],
    ] as const;
    for (const [text, signature, documentation] of documented) {
      const hover = project.hover("asking.ts", text);
      assert.match(hover.signature.replace(/^\(alias\) /, ""), signature);
      assert.match(hover.documentation, documentation);
      assert.match(hover.documentation, /https:\/\/docs\.pytorch\.org\//);
    }
  });

  it("contain nothing that is marked as internal, and only what the index leads to", () => {
    const folder = path.join(root, "dist/declarations");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".d.ts"));
    assert.ok(files.includes("index.d.ts"));
    for (const file of files) assert.doesNotMatch(readFileSync(path.join(folder, file), "utf8"), /@internal/, file);
    // torch.linalg.LinAlgError is public, and its kind; the texts of the errors are not.
    assert.deepEqual(
      files.filter((file) => file.startsWith("errors")),
      [path.join("errors", "kinds.d.ts")],
    );
  });
});
