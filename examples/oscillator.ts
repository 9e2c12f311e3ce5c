// A network that learns a law of nature instead of data: a mass on a spring, u″ = −u, which is
// let go at u(0) = 1 and u′(0) = 0. The answer is cos(t); nobody tells it to the network.
// The law needs derivatives by the time t, so gradients are taken of gradients.
//
// Run this file with GradLens (F1, "GradLens: Run File"), then look at
// - the graph of a pass of `loss.backward()`: autograd.grad with create_graph made `velocity`
//   and `acceleration` part of it, and backward() goes through them to the weights;
// - the passes of autograd.grad itself: each step has two of them before backward();
// - `law` under the mouse: how far u″ + u is from 0 at each of the points;
// - the curves of the loss, one for each place in the script that goes backward.
import * as torch from "gradlens";
const { nn, optim } = torch;

torch.manual_seed(0);

const model = new nn.Sequential(
  new nn.Linear(1, 16),
  new nn.Tanh(),
  new nn.Linear(16, 16),
  new nn.Tanh(),
  new nn.Linear(16, 1),
);
const t = torch.linspace(0, 3, 13).unsqueeze(1).requires_grad_(); // The first point is 0

function lossOfLaw() {
  const u = model(t);
  // du/dt at every point: each u depends on its own t alone, so the gradient of the sum is all of them.
  const velocity = torch.autograd.grad(u.sum(), [t], { create_graph: true })[0]!;
  const acceleration = torch.autograd.grad(velocity.sum(), [t], { create_graph: true })[0]!;
  const law = acceleration.add(u);
  const start = u.index(0).sub(1).pow(2).add(velocity.index(0).pow(2)).sum();
  return law.pow(2).mean().add(start);
}

// Adam comes near, LBFGS makes it exact.
const adam = new optim.Adam(model.parameters(), { lr: 0.02 });
for (let step = 1; step <= 40; step++) {
  const loss = lossOfLaw();
  adam.zero_grad();
  loss.backward();
  adam.step();
  if (step % 20 === 0) console.log(`Adam, step ${step}: ${loss.item().toFixed(4)}`);
}
const lbfgs = new optim.LBFGS(model.parameters(), { max_iter: 20, line_search_fn: "strong_wolfe" });
for (let step = 1; step <= 3; step++) {
  const loss = lbfgs.step(() => {
    lbfgs.zero_grad();
    const loss = lossOfLaw();
    loss.backward();
    return loss;
  });
  console.log(`LBFGS, step ${step}: ${loss.item().toFixed(4)}`);
}

const error = torch.no_grad(() => model(t).sub(t.cos()).abs().max().item());
console.log(`The largest distance from cos(t): ${error.toFixed(2)}`);
