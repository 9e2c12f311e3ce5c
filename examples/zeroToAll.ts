// Learns y = 2x from three points: one weight, 30 calls of backward(), and the update
// written by hand.
//
// Run this file with GradLens (F1, "GradLens: Run File"), then look at
// - the curve in the view Gradients (Run and Debug): the loss falls in steps of
//   three, since the three points of an epoch do not have the same error. Drag along
//   it: every number on the screen is then of that pass;
// - `w` under the mouse, in any pass: its value is as of the start of that
//   backward(), before the update;
// - `y_pred` under the mouse: the script kept no gradient for it, GradLens did;
// - what happens without w.grad.data.zero_(): put // before it and run again. The
//   gradients then add up, and the hover of `w` shows both this pass's gradient and
//   what .grad holds.
import * as torch from "gradlens";

const x_data = [1.0, 2.0, 3.0];
const y_data = [2.0, 4.0, 6.0];

const w = torch.tensor([1.0], { requires_grad: true }); // Any value will do

// Our model's forward pass
function forward(x: number) {
  return torch.mul(x, w);
}

// Loss function
function loss(y_pred: torch.Tensor, y_val: number) {
  return y_pred.sub(y_val).pow(2);
}

// Before training
console.log("Prediction (before training)", 4, forward(4).item());

// Training loop
for (let epoch = 0; epoch < 10; epoch++) {
  let l!: torch.Tensor;
  for (const [i, x_val] of x_data.entries()) {
    const y_val = y_data[i]!;
    const y_pred = forward(x_val); // 1) Forward pass
    l = loss(y_pred, y_val); // 2) Compute loss
    l.backward(); // 3) Back propagation to update weights
    console.log("\tgrad: ", x_val, y_val, w.grad!.item());
    w.data = w.data.sub(0.01 * w.grad!.item());

    // Manually zero the gradients after updating weights
    w.grad!.data.zero_();
  }
  console.log(`Epoch: ${epoch} | Loss: ${l.item()}`);
}

// After training
console.log("Prediction (after training)", 4, forward(4).item());
