// A product, a square, and one backward(): the smallest graph that has a chain rule
// in it.
//
// Run this file with GradLens (F1, "GradLens: Run File"), then look at
// - the end of the line of loss.backward(): the loss and both gradients, x.grad 36
//   and y.grad 24;
// - `z` under the mouse: it has a gradient too, 12, although the script could only
//   read null;
// - the graph (F1, "GradLens: Show Graph"): backward() needs no list of tensors,
//   because each result knows what it was made from. From loss the gradient goes up
//   to z, 2·z = 12, and from z to x, 12·y = 36, and to y, 12·x = 24.
import * as torch from "gradlens";

// The inputs, which can be learned
const x = torch.tensor(2.0, { requires_grad: true });
const y = torch.tensor(3.0, { requires_grad: true });

// Forward pass: makes the graph
const z = x.mul(y);
const loss = z.pow(2);

// Backward pass: computes the gradients
loss.backward();

console.log("z:", z.item());
console.log("Loss:", loss.item());
console.log("Gradient of x:", x.grad!.item());
console.log("Gradient of y:", y.grad!.item());
