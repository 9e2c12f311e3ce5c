// Graph convolution with index_add and graph attention.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
torch.manual_seed(42);
class GCNConv extends nn.Module {
  lin;
  bias;
  constructor(in_channels: number, out_channels: number) {
    super();
    this.lin = new nn.Linear(in_channels, out_channels, { bias: false });
    this.bias = new nn.Parameter(torch.empty(out_channels));
    this.reset_parameters();
  }
  reset_parameters() {
    this.lin.reset_parameters();
    this.bias.data.zero_();
  }
  override forward(x: torch.Tensor, edge_index: torch.Tensor) {
    const n = x.size(0);
    const loop = torch.arange(n).repeat(2, 1);
    edge_index = torch.cat([edge_index, loop], 1);
    x = this.lin(x);
    const [row, col] = edge_index;
    const deg = torch.zeros(n, { dtype: x.dtype }).scatter_add_(0, col!, torch.ones(col!.size(0), { dtype: x.dtype }));
    const deg_inv_sqrt = deg.pow(-0.5);
    deg_inv_sqrt.index_put_([deg_inv_sqrt.eq(Infinity)], 0);
    const norm = deg_inv_sqrt.index(row!).mul(deg_inv_sqrt.index(col!));
    const out = torch.zeros_like(x).index_add(0, col!, norm.view(-1, 1).mul(x.index(row!)));
    return out.add(this.bias);
  }
}
class GAT extends nn.Module {
  W;
  a;
  constructor(i: number, o: number) {
    super();
    this.W = new nn.Parameter(torch.empty([i, o]));
    nn.init.xavier_uniform_(this.W.data, { gain: 1.414 });
    this.a = new nn.Parameter(torch.empty([2 * o, 1]));
    nn.init.xavier_uniform_(this.a.data, 1.414);
  }
  override forward(h: torch.Tensor, adj: torch.Tensor) {
    const Wh = torch.mm(h, this.W);
    const o = Wh.size(1);
    const Wh1 = torch.matmul(Wh, this.a.index(`:${o}`, ":")),
      Wh2 = torch.matmul(Wh, this.a.index(`${o}:`, ":"));
    const e = F.leaky_relu(Wh1.add(Wh2.T), 0.2);
    const zero_vec = torch.ones_like(e).mul(-9e15);
    let attention = torch.where(adj.gt(0), e, zero_vec);
    attention = F.softmax(attention, { dim: 1 });
    attention = F.dropout(attention, { p: 0.3, training: this.training });
    return F.elu(torch.matmul(attention, Wh));
  }
}
class Net extends nn.Module {
  conv1 = new GCNConv(5, 8);
  conv2 = new GCNConv(8, 3);
  gat = new GAT(5, 3);
  override forward(x: torch.Tensor, edge_index: torch.Tensor, adj: torch.Tensor) {
    let h = this.conv1(x, edge_index).relu();
    h = F.dropout(h, { training: this.training });
    h = this.conv2(h, edge_index).add(this.gat(x, adj));
    return F.log_softmax(h, { dim: 1 });
  }
}
const x = torch.randn(7, 5),
  y = torch.randint(0, 3, [7]);
const edge_index = torch.tensor(
  [
    [0, 1, 1, 2, 3, 4, 5, 6, 0, 3],
    [1, 0, 2, 1, 4, 3, 6, 5, 6, 0],
  ],
  { dtype: torch.long },
);
const adj = torch.zeros(7, 7);
adj.index_put_([edge_index.index(0), edge_index.index(1)], torch.ones(10));
adj.add_(torch.eye(7));
const train_mask = torch.tensor([true, true, true, true, false, false, false], { dtype: torch.bool });
const model = new Net();
const optimizer = new optim.Adam(
  [
    { params: model.conv1.parameters(), weight_decay: 5e-4 },
    { params: [...model.conv2.parameters(), ...model.gat.parameters()] },
  ],
  { lr: 0.05 },
);
for (let epoch = 0; epoch < 8; epoch++) {
  model.train();
  optimizer.zero_grad();
  const out = model(x, edge_index, adj);
  const loss = F.nll_loss(out.index(train_mask), y.index(train_mask));
  loss.backward();
  optimizer.step();
  model.eval();
  const pred = torch.no_grad(() => model(x, edge_index, adj).argmax({ dim: -1 }));
  const acc =
    pred.index(train_mask.logical_not()).eq(y.index(train_mask.logical_not())).sum().item() /
    train_mask.logical_not().sum().item();
  console.log(epoch, loss.item(), acc, model.gat.a.grad!.norm().item());
}
