// Two settings of backward(): retain_graph keeps what the graph saved, so that it can be
// gone through again; create_graph records the backward pass itself, so that gradients
// have gradients.
//
// Run this file with GradLens (F1, "GradLens: Run File"), then look at
// - passes 1 to 3: three times through one graph. `x` under the mouse has the same
//   gradient each time, 36, while its .grad adds up to 36, 72 and 108;
// - pass 4, which failed: a graph is gone through once, unless retain_graph says otherwise;
// - the graphs of the passes made with create_graph: the second one begins at `gx`, which
//   is itself a gradient, and its nodes are those that the first pass made.
import * as torch from "gradlens";

// 1. The same graph three times: gradients accumulate
let x = torch.tensor(2.0, { requires_grad: true });
let y = torch.tensor(3.0, { requires_grad: true });
let loss = x.mul(y).pow(2);
for (let i = 0; i < 3; i++) {
  loss.backward({ retain_graph: i < 2 });
  console.log("x.grad:", x.grad!.item(), "y.grad:", y.grad!.item());
}

// 2. Once more: what the graph saved is freed now
try {
  loss.backward();
} catch (error) {
  console.log((error as Error).message);
}

// 3. A graph of the gradients: second and third derivatives of (x·y)²
x = torch.tensor(2.0, { requires_grad: true });
y = torch.tensor(3.0, { requires_grad: true });
loss = x.mul(y).pow(2);
const [gx, gy] = torch.autograd.grad(loss, [x, y], { create_graph: true });
console.log("dL/dx:", gx!.item(), "dL/dy:", gy!.item());

const [gxx, gxy] = torch.autograd.grad(gx!, [x, y], { create_graph: true });
console.log("d2L/dx2:", gxx!.item(), "d2L/dxdy:", gxy!.item());

const [gyx, gyy] = torch.autograd.grad(gy!, [x, y], { create_graph: true });
console.log("d2L/dydx:", gyx!.item(), "d2L/dy2:", gyy!.item());

const [gxxy] = torch.autograd.grad(gxx!, y, { create_graph: true });
console.log("d3L/dx2dy:", gxxy!.item());
