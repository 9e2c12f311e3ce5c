// A small convolutional network: Linear(Dropout(MaxPool(ReLU(Conv(x))))) with cross entropy.
// One layer after the other, so the chain rule takes its derivative apart the same way.
//
// Run this file with GradLens (F1, "GradLens: Run File"), then look at
// - the graph: backward() goes from the loss through logits, dropout, maxpool and relu to
//   the convolution, a small derivative for each layer;
// - `maxpool` and `relu` under the mouse: of each 2×2 window only the greatest element
//   gets the gradient, and where the convolution was below 0 relu lets none through;
// - `dropout`: what was dropped gets no gradient. In pass 1, which evaluates, dropout is
//   not in the graph at all;
// - the loss curve: 20 steps, uneven because each draws another dropout mask.
import * as torch from "gradlens";
const { nn, optim } = torch;

torch.manual_seed(0);

// Two images of 6×6 and their classes
const images = torch.tensor(Array.from({ length: 72 }, (_, i) => Math.sin(0.37 * i + 0.2))).reshape(2, 1, 6, 6);
const classes = torch.tensor([2, 0], { dtype: torch.long });

class SmallCnn extends nn.Module {
  conv = new nn.Conv2d(1, 2, 3);
  pool = new nn.MaxPool2d(2);
  drop = new nn.Dropout(0.5);
  linear = new nn.Linear(8, 3);

  override forward(x: torch.Tensor) {
    const conv = this.conv(x); // [2, 2, 4, 4]
    const relu = conv.relu();
    const maxpool = this.pool(relu); // [2, 2, 2, 2]
    const dropout = this.drop(maxpool);
    const logits = this.linear(dropout.flatten(1)); // [2, 3]
    return logits;
  }
}

const model = new SmallCnn();
console.log(String(model));

// The weights of the convolution and the linear layer, by formula, so that every run is the same
function fill(parameter: torch.Tensor, a: number, b: number, scale: number) {
  const numbers = Array.from({ length: parameter.numel() }, (_, i) => scale * Math.sin(a * i + b));
  parameter.copy_(torch.tensor(numbers).reshape(parameter.shape));
}
torch.no_grad(() => {
  fill(model.conv.weight, 1.1, 0.5, 0.6);
  fill(model.conv.bias!, 1.0, 0.3, 0.1);
  fill(model.linear.weight, 0.77, 0.9, 0.5);
  fill(model.linear.bias!, 0.5, 0.1, 0.2);
});

const criterion = new nn.CrossEntropyLoss();
const optimizer = new optim.SGD(model.parameters(), { lr: 0.1 });

// Without dropout: what the network makes of the images before it has learned
model.eval();
const before = criterion(model(images), classes);
before.backward();
console.log("Loss before:", before.item());
console.log("Gradient of the convolution's bias:", model.conv.bias!.grad!.tolist());

// Training, with dropout
model.train();
for (let step = 0; step < 20; step++) {
  optimizer.zero_grad();
  const loss = criterion(model(images), classes);
  loss.backward();
  optimizer.step();
}

model.eval();
console.log("Loss after:", criterion(model(images), classes).item());
