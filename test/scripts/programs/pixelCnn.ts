// PixelCNN: masked convolutions, and samples drawn pixel by pixel from a softmax without dim.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
torch.manual_seed(0);
class MaskedConv2d extends nn.Module {
  declare mask: torch.Tensor;
  conv;
  constructor(mask_type: "A" | "B", ...args: [number, number, number, number, number, { bias: boolean }]) {
    super();
    this.conv = new nn.Conv2d(...args);
    this.register_buffer("mask", this.conv.weight.data.clone());
    const [, , kH, kW] = this.conv.weight.size();
    this.mask.fill_(1);
    this.mask.index_put_([":", ":", Math.floor(kH! / 2), `${Math.floor(kW! / 2) + (mask_type === "B" ? 1 : 0)}:`], 0);
    this.mask.index_put_([":", ":", `${Math.floor(kH! / 2) + 1}:`], 0);
  }
  override forward(x: torch.Tensor) {
    this.conv.weight.data = this.conv.weight.data.mul(this.mask);
    return this.conv(x);
  }
}
const net = new nn.Sequential(
  new MaskedConv2d("A", 1, 4, 5, 1, 2, { bias: false }),
  new nn.BatchNorm2d(4),
  new nn.ReLU(true),
  new MaskedConv2d("B", 4, 4, 3, 1, 1, { bias: false }),
  new nn.BatchNorm2d(4),
  new nn.ReLU(true),
  new nn.Conv2d(4, 4, 1),
);
const optimizer = new optim.Adam(net.parameters());
const input = torch.rand(3, 1, 7, 7);
for (let i = 0; i < 4; i++) {
  const target = input.data.index(":", 0).mul(3).long();
  const loss = F.cross_entropy(net(input), target);
  optimizer.zero_grad();
  loss.backward();
  optimizer.step();
  console.log(i, loss.item(), net.at<MaskedConv2d>(0).conv.weight.grad!.abs().sum().item());
}
net.eval();
const sample = torch.zeros(2, 1, 7, 7);
for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 7; j++) {
    const out = net(sample);
    const probs = F.softmax(out.index(":", ":", i, j)).data;
    sample.index_put_([":", ":", i, j], torch.multinomial(probs, 1).to(sample.dtype).div(3));
  }
}
console.log(sample.index(":", 0, ":3").tolist());
