// L = (w·x + b − y)² in single steps, and how its derivative with respect to w comes back
// along the same steps: dL/dw = dL/dz2 · dz2/dz1 · dz1/dz0 · dz0/dw.
//
// Run this file with GradLens (F1, "GradLens: Run File"), then look at
// - the graph (F1, "GradLens: Show Graph"): from L upwards each step multiplies by its
//   own derivative. 2·z2 = −4, then 1 and 1 for the subtraction and the addition, and at
//   last x = 4: the gradient of w is −16;
// - `z0`, `z1` and `z2` under the mouse: all have the gradient −4. They were kept from
//   the forward pass, so backward() has nothing to compute twice;
// - `y`: its gradient is +4. A subtraction has the derivative 1 with respect to what it
//   takes from, and −1 with respect to what it takes away.
import * as torch from "gradlens";

const x = torch.tensor(4.0, { requires_grad: true });
const w = torch.tensor(1.0, { requires_grad: true });
const b = torch.tensor(-3.0, { requires_grad: true });
const y = torch.tensor(3.0, { requires_grad: true });

// Forward: each result is kept
const z0 = w.mul(x);
const z1 = z0.add(b);
const z2 = z1.sub(y);
const L = z2.pow(2);
console.log("z0, z1, z2, L:", z0.item(), z1.item(), z2.item(), L.item());

// Backward
L.backward();
console.log("w.grad:", w.grad!.item());
console.log("x.grad:", x.grad!.item());
console.log("b.grad:", b.grad!.item());
console.log("y.grad:", y.grad!.item());

// By hand: 2·z2 · 1 · 1 · x
console.log("by hand:", 2 * z2.item() * 1 * 1 * x.item());
