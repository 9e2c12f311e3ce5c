import assert from "node:assert/strict";
import { errorDetails } from "../../src/protocol/errorDetails.js";
import { runToEnd } from "../support/testRun.js";

const head = `import * as torch from "gradlens";
const { nn } = torch;
`;

const model = `class Block extends nn.Module {
  inner = new nn.Linear(5, 2);
  forward(x: torch.Tensor) {
    return this.inner(x);
  }
}
class Net extends nn.Module {
  hidden = new nn.Linear(3, 5);
  block = new Block();
  forward(x: torch.Tensor) {
    return this.block(x);
  }
}
`;

/** Scripts, the line that the error is at, PyTorch's words, and what is said of the tensors. */
const scripts: [string, string, number, RegExp, string][] = [
  [
    "shapes that do not fit",
    `const x = torch.ones([4, 3]);\nconst w = torch.ones([5, 2]);\nx.matmul(w);`,
    5,
    /^mat1 and mat2 shapes cannot be multiplied \(4x3 and 5x2\)$/,
    "x [4, 3] · w [5, 2]",
  ],
  [
    "a module of nn, called in a module",
    `${model}const net = new Net();\nnet(torch.ones([4, 3]));`,
    6,
    /^mat1 and mat2 shapes cannot be multiplied \(4x3 and 5x2\)$/,
    "x [4, 3] · block.inner.weight [2, 5] · block.inner.bias [2] · in block.inner (Linear)",
  ],
  [
    "a module that is called alone",
    `const layer = new nn.Linear(5, 2, { bias: false });\nconst batch = torch.ones([4, 3]);\nlayer(batch);`,
    5,
    /^mat1 and mat2 shapes cannot be multiplied/,
    "batch [4, 3] · weight [2, 5] · in Linear",
  ],
  [
    "the name that the tensor has where the call is",
    `const data = torch.ones([3, 4]);\nfunction f(a: torch.Tensor) {\n  return a.view(5, 2);\n}\nf(data);`,
    5,
    /^shape '\[5, 2\]' is invalid for input of size 12$/,
    "a [3, 4]",
  ],
  [
    "a tensor without a name",
    `const x = torch.ones([3]);\nx.mul(2).add(\n  torch.ones([4]),\n);`,
    4,
    /^The size of tensor a \(3\) must match the size of tensor b \(4\) at non-singleton dimension 0$/,
    "the tensor of line 4 [3] · the tensor of line 5 [4]",
  ],
  [
    "dtypes",
    `const logits = torch.ones([2, 4]);\nconst target = torch.tensor([1.5, 2]);\nnn.functional.cross_entropy(logits, target.to(torch.float64));`,
    5,
    /^expected target dtype to be Long or Byte, but got Double/,
    "logits [2, 4] float32 · the tensor of line 5 [2] float64",
  ],
  [
    "an index",
    `const x = torch.ones([3, 4]);\nx.select(0, 7);`,
    4,
    /^select\(\): index 7 out of range for tensor of size \[3, 4\] at dimension 0$/,
    "x [3, 4]",
  ],
  [
    "a write in place",
    `const w = torch.ones([3], { requires_grad: true });\nconst y = w.exp();\ny.add_(1);\nconst loss = y.sum();\nloss.backward();`,
    7,
    /modified by an inplace operation.*is at version 1; expected version 0/,
    "y [3], written to at line 5",
  ],
  [
    "a step of the optimizer before a second backward",
    `const layer = new nn.Linear(2, 2);\nconst sgd = new torch.optim.SGD(layer.parameters(), { lr: 0.1 });
const x = torch.ones([1, 2], { requires_grad: true });\nconst loss = layer(x).sum();\nloss.backward({ retain_graph: true });
sgd.step();\nloss.backward();`,
    9,
    /modified by an inplace operation/,
    "weight [2, 2] viewed as [2, 2], written to at line 8",
  ],
  [
    "backward a second time",
    `const w = torch.tensor(2, { requires_grad: true });\nconst loss = w.pow(2);\nloss.backward();\nloss.backward();`,
    6,
    /^Trying to backward through the graph a second time/,
    "loss scalar",
  ],
  [
    "the gradient of what is no scalar",
    `const w = torch.ones([2], { requires_grad: true });\nconst y = w.mul(2);\ny.backward();`,
    5,
    /^grad can be implicitly created only for scalar outputs$/,
    "y [2]",
  ],
  [
    "the gradient of what requires none",
    `const w = torch.ones([2]);\nconst loss = w.sum();\nloss.backward();`,
    5,
    /^element 0 of tensors does not require grad and does not have a grad_fn$/,
    "loss scalar",
  ],
];

describe("the tensors of an error are named in a report on", function () {
  this.timeout(30_000);

  for (const [what, script, line, message, details] of scripts) {
    it(what, async () => {
      const { ended } = await runToEnd(head + script);
      assert.ok(ended.error);
      assert.match(ended.error.message, message);
      assert.deepEqual([ended.error.range?.line, errorDetails(ended.error)], [line, details]);
    });
  }

  it("a call in a file that the script imports", async () => {
    const { ended, folder } = await runToEnd({
      "main.ts": `import { f } from "./helper.ts";\nf();`,
      "helper.ts": `${head}export function f() {\n  const x = torch.ones([2]);\n  return x.view(3);\n}`,
    });
    assert.ok(ended.error);
    assert.equal(ended.error.file, `${folder}/helper.ts`);
    assert.deepEqual([ended.error.range?.line, errorDetails(ended.error)], [5, "x [2]"]);
  });

  it("nothing where the script has spoilt a tensor's own fields, but the error is told", async () => {
    const { ended } = await runToEnd(
      `${head}const net = new nn.Linear(2, 1);\nconst x = torch.ones([3]);\n(x as any).dtype = null;\nnet(x);`,
    );
    assert.ok(ended.error);
    assert.deepEqual([ended.error.range?.line, errorDetails(ended.error)], [6, null]);
  });

  it("nothing for an error of the script's own", async () => {
    const { ended } = await runToEnd(`${head}const x = torch.ones([2]);\nthrow new RangeError(String(x.numel()));`);
    assert.ok(ended.error);
    assert.equal(errorDetails(ended.error), null);
  });
});
