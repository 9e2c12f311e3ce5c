// Learns y = 2x + 1 from four points, with a module, a loss and an optimizer: the loop
// that all training has.
//
// Run this file with GradLens (F1, "GradLens: Run File"), then look at
// - the curve in the view Gradients (Run and Debug): 100 passes, and the loss falls
//   steeply at first and slowly later, because the gradients shrink with the error;
// - `predictions` under the mouse: it was computed from linear.weight and linear.bias,
//   which the script never named in backward();
// - the parameters of `model` in the view: at the first pass their values are PyTorch's
//   own initial weights after manual_seed(0), to the last bit;
// - what happens without optimizer.zero_grad(): put // before it and run again. The
//   gradients of all passes add up, and the curve swings.
import * as torch from "gradlens";
const { nn, optim } = torch;

torch.manual_seed(0);

// 1. The data (y = 2x + 1)
const x_data = torch.tensor([[1.0], [2.0], [3.0], [4.0]]); // Inputs
const y_data = torch.tensor([[3.0], [5.0], [7.0], [9.0]]); // Outputs

// 2. The model
class LinearRegressionModel extends nn.Module {
  linear = new nn.Linear(1, 1); // 1 input feature, 1 output feature

  override forward(x: torch.Tensor) {
    return this.linear(x);
  }
}

const model = new LinearRegressionModel();

// 3. The loss function and the optimizer
const criterion = new nn.MSELoss(); // Mean squared error
const optimizer = new optim.SGD(model.parameters(), { lr: 0.01 }); // Stochastic gradient descent

// 4. The training loop
const num_epochs = 100;
for (let epoch = 0; epoch < num_epochs; epoch++) {
  // Forward pass: what the model predicts
  const predictions = model(x_data);
  const loss = criterion(predictions, y_data);

  // Backward pass: the gradients
  optimizer.zero_grad(); // Forget those of the last pass
  loss.backward(); // The gradients of the loss

  // Update of the weights
  optimizer.step();

  // How the training goes, every ten epochs
  if ((epoch + 1) % 10 === 0) {
    console.log(`Epoch [${epoch + 1}/${num_epochs}], Loss: ${loss.item().toFixed(4)}`);
  }
}

// 5. What was learned
console.log("Learned weight (w):", model.linear.weight.item());
console.log("Learned bias (b):", model.linear.bias!.item());
