// Which tensors have a .grad after backward()? Leaves that require one, and whatever
// was told to retain it.
//
// Run this file with GradLens (F1, "GradLens: Run File"), then look at
// - the ends of the three backward() lines: one pass each. F1, "GradLens: Go to
//   Pass…" goes from one to another;
// - `b` and `c` under the mouse: both require grad, and backward() computed a
//   gradient for both. The script reads null because they are no leaves: their
//   gradients are passed on and not kept. The hover has them, and says what to do;
// - `x` and `y` under the mouse: they require no gradient, so none was computed;
// - the graph of pass 2: [[6, 6], [6, 6]] arrives at `b` and, since b = a + 2 has the
//   derivative 1, at `a` as well.
import * as torch from "gradlens";

// 1. One weight: only w is to be learned.
const w = torch.tensor(1.0, { requires_grad: true });
const x = torch.tensor(3.0);
const y = torch.tensor(6.0); // y = 2 * x

const y_pred = w.mul(x); // What the model predicts
const loss = y_pred.sub(y).pow(2); // Squared error
loss.backward();

console.log("w.grad:", w.grad);
console.log("x.grad:", x.grad);

// 2. A chain: b = a + 2, c = b², out = the sum of c.
const a = torch.ones(2, 2, { requires_grad: true });
const b = a.add(2);
const c = b.pow(2);
const out = c.sum();
out.backward();

console.log("a.grad:", a.grad);
console.log("b.grad:", b.grad);
console.log("c.grad:", c.grad);

// 3. The same chain, where the results in between are told to keep their gradients.
const a2 = torch.ones(2, 2, { requires_grad: true });
const b2 = a2.add(2);
const c2 = b2.pow(2);
const out2 = c2.sum();
b2.retain_grad();
c2.retain_grad();
out2.backward();

console.log("a2.grad:", a2.grad);
console.log("b2.grad:", b2.grad);
console.log("c2.grad:", c2.grad);
