// f(x, y) = x·y + sin x in single steps w1 … w5, then what a part of a network learns
// when it is frozen: requires_grad_(false), no_grad() and detach() compared.
//
// Run this file with GradLens (F1, "GradLens: Run File"), then look at
// - the graph of pass 1: w1 reaches w5 on two paths. The gradient of w1 is their sum,
//   w2 along the product and cos(w1) along the sine, as the chain rule says;
// - `w3` and `w4` under the mouse: both have the gradient 1, since w5 is their sum;
// - passes 2 to 6, the same network five times: `hidden` under the mouse has a gradient
//   in passes 2 and 6 only. Under no_grad() or behind detach() layer 1 is not there for
//   backward(), and with nothing to learn in it backward() does not go there either;
// - pass 6: layer 2 is frozen and gets no gradient, but passes gradients on to layer 1.
import * as torch from "gradlens";
const { nn } = torch;
const F = nn.functional;

// 1. Reverse accumulation: one pass gives the derivatives with respect to all inputs
const w1 = torch.tensor(2.0, { requires_grad: true }); // x
const w2 = torch.tensor(3.0, { requires_grad: true }); // y
const w3 = w1.mul(w2);
const w4 = torch.sin(w1);
const w5 = w3.add(w4);
w5.backward();

console.log("f(x, y):", w5.item());
console.log("df/dx:", w1.grad!.item()); // y + cos x
console.log("df/dy:", w2.grad!.item()); // x

// Forward accumulation, by hand: one input at a time, here x (w1' = 1, w2' = 0)
torch.no_grad(() => {
  const dw3 = w2; // w1'·w2 + w1·w2'
  const dw4 = torch.cos(w1); // cos(w1)·w1'
  console.log("df/dx, forwards:", dw3.add(dw4).item());
});

// 2. A network of two layers, whose weights are made by a formula
function formula(shape: readonly number[], b: number) {
  const count = shape.reduce((product, size) => product * size, 1);
  const numbers = Array.from({ length: count }, (_, i) => 0.8 * Math.sin(0.9 * i + b));
  return torch.tensor(numbers).reshape(shape);
}

function makeNet() {
  const net = new nn.Sequential({ layer1: new nn.Linear(2, 3), tanh: new nn.Tanh(), layer2: new nn.Linear(3, 1) });
  torch.no_grad(() => {
    net.parameters().forEach((parameter, i) => parameter.copy_(formula(parameter.shape, 0.3 * i + 0.1)));
  });
  return net;
}

const X = torch.tensor([
  [0.5, -1.0],
  [1.5, 2.0],
]);
const Y = torch.tensor([[1.0], [-0.5]]);

// Learns with the result of layer 1 as `through` gives it, and prints which weights got a gradient
function learn(mode: string, net: torch.nn.Sequential, through: (layer1: () => torch.Tensor) => torch.Tensor) {
  const hidden = through(() => net.at(1)(net.at(0)(X)));
  const out = net.at(2)(hidden);
  const loss = F.mse_loss(out, Y);
  loss.backward();
  console.log(mode);
  for (const [name, { grad }] of net.named_parameters()) console.log(`  ${name}.grad:`, grad?.tolist() ?? null);
}

learn("nothing frozen", makeNet(), (layer1) => layer1());

const frozen1 = makeNet();
frozen1.at(0).requires_grad_(false);
learn("requires_grad_(false) on layer 1", frozen1, (layer1) => layer1());

learn("no_grad() around layer 1", makeNet(), (layer1) => torch.no_grad(layer1));

learn("detach() behind layer 1", makeNet(), (layer1) => layer1().detach());

const frozen2 = makeNet();
frozen2.at(2).requires_grad_(false);
learn("requires_grad_(false) on layer 2", frozen2, (layer1) => layer1());
