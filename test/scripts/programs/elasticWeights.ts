// Elastic weight consolidation: the diagonal of the Fisher information as a penalty.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
torch.manual_seed(0);
class MLP extends nn.Module {
  fc1 = new nn.Linear(6, 12);
  fc2 = new nn.Linear(12, 12);
  fc3 = new nn.Linear(12, 3);
  override forward(input: torch.Tensor) {
    return this.fc3(F.relu(this.fc2(F.relu(this.fc1(input)))));
  }
}
class EWC {
  params: Record<string, torch.nn.Parameter>;
  _means: Record<string, torch.Tensor> = {};
  _precision_matrices: Record<string, torch.Tensor>;
  constructor(
    readonly model: MLP,
    readonly dataset: torch.Tensor,
  ) {
    this.params = Object.fromEntries(model.named_parameters().filter(([, p]) => p.requires_grad));
    this._precision_matrices = this._diag_fisher();
    for (const [n, p] of Object.entries(torch.deepcopy(this.params))) this._means[n] = p.data.clone();
  }
  _diag_fisher() {
    const precision_matrices: Record<string, torch.Tensor> = {};
    for (const [n, p] of Object.entries(torch.deepcopy(this.params))) {
      p.data.zero_();
      precision_matrices[n] = p.data;
    }
    this.model.eval();
    for (const input of this.dataset) {
      this.model.zero_grad();
      const output = this.model(input.unsqueeze(0)).view(1, -1);
      const label = output.max(1)[1].view(-1);
      const loss = F.nll_loss(F.log_softmax(output, { dim: 1 }), label);
      loss.backward();
      for (const [n, p] of this.model.named_parameters())
        precision_matrices[n]!.data.add_(p.grad!.data.pow(2).div(this.dataset.size(0)));
    }
    return precision_matrices;
  }
  penalty(model: MLP) {
    let loss: torch.Tensor = torch.tensor(0);
    for (const [n, p] of model.named_parameters()) {
      const _loss = this._precision_matrices[n]!.mul(p.sub(this._means[n]!).pow(2));
      loss = loss.add(_loss.sum());
    }
    return loss;
  }
}
const model = new MLP();
const x1 = torch.randn(12, 6),
  y1 = torch.randint(3, [12]),
  x2 = torch.randn(12, 6).add(1),
  y2 = torch.randint(3, [12]);
let optimizer = new optim.SGD(model.parameters(), { lr: 0.1 });
for (let i = 0; i < 5; i++) {
  optimizer.zero_grad();
  const l = F.cross_entropy(model(x1), y1);
  l.backward();
  optimizer.step();
  console.log("a", l.item());
}
const ewc = new EWC(model, x1);
for (const [n, f] of Object.entries(ewc._precision_matrices)) console.log(n, f.sum().item());
optimizer = new optim.SGD(model.parameters(), { lr: 0.1 });
for (let i = 0; i < 5; i++) {
  optimizer.zero_grad();
  const l = F.cross_entropy(model(x2), y2).add(ewc.penalty(model).mul(100));
  l.backward();
  optimizer.step();
  console.log("b", l.item(), ewc.penalty(model).item());
}
