// A small ResNet with batch norm, after pytorch-cifar: its printed form, training, evaluation and state_dict.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
torch.manual_seed(0);
class BasicBlock extends nn.Module {
  static expansion = 1;
  conv1;
  bn1;
  conv2;
  bn2;
  shortcut;
  constructor(in_planes: number, planes: number, stride = 1) {
    super();
    this.conv1 = new nn.Conv2d(in_planes, planes, { kernel_size: 3, stride, padding: 1, bias: false });
    this.bn1 = new nn.BatchNorm2d(planes);
    this.conv2 = new nn.Conv2d(planes, planes, { kernel_size: 3, stride: 1, padding: 1, bias: false });
    this.bn2 = new nn.BatchNorm2d(planes);
    this.shortcut = new nn.Sequential();
    if (stride !== 1 || in_planes !== planes * BasicBlock.expansion) {
      this.shortcut = new nn.Sequential(
        new nn.Conv2d(in_planes, planes * BasicBlock.expansion, { kernel_size: 1, stride, bias: false }),
        new nn.BatchNorm2d(planes * BasicBlock.expansion),
      );
    }
  }
  override forward(x: torch.Tensor) {
    let out = F.relu(this.bn1(this.conv1(x)));
    out = this.bn2(this.conv2(out));
    out.add_(this.shortcut(x));
    return F.relu(out);
  }
}
class ResNet extends nn.Module {
  in_planes = 4;
  conv1;
  bn1;
  layer1;
  layer2;
  avgpool;
  linear;
  constructor(block: typeof BasicBlock, num_blocks: readonly [number, number], num_classes = 10) {
    super();
    this.conv1 = new nn.Conv2d(3, 4, { kernel_size: 3, stride: 1, padding: 1, bias: false });
    this.bn1 = new nn.BatchNorm2d(4);
    this.layer1 = this._make_layer(block, 4, num_blocks[0], 1);
    this.layer2 = this._make_layer(block, 8, num_blocks[1], 2);
    this.avgpool = new nn.AdaptiveAvgPool2d([1, 1]);
    this.linear = new nn.Linear(8 * block.expansion, num_classes);
    for (const m of this.modules()) {
      if (m instanceof nn.Conv2d) nn.init.kaiming_normal_(m.weight, { mode: "fan_out", nonlinearity: "relu" });
      else if (m instanceof nn.BatchNorm2d) {
        nn.init.constant_(m.weight!, 1);
        nn.init.constant_(m.bias!, 0);
      }
    }
    for (const m of this.modules()) if (m instanceof BasicBlock) nn.init.constant_(m.bn2.weight!, 0.5);
  }
  _make_layer(block: typeof BasicBlock, planes: number, num_blocks: number, stride: number) {
    const strides = [stride, ...Array<number>(num_blocks - 1).fill(1)];
    const layers: BasicBlock[] = [];
    for (const s of strides) {
      layers.push(new block(this.in_planes, planes, s));
      this.in_planes = planes * block.expansion;
    }
    return new nn.Sequential(...layers);
  }
  override forward(x: torch.Tensor) {
    let out = F.relu(this.bn1(this.conv1(x)));
    out = this.layer1(out);
    out = this.layer2(out);
    out = this.avgpool(out);
    out = torch.flatten(out, 1);
    return this.linear(out);
  }
}
const net = new ResNet(BasicBlock, [1, 2], 5);
console.log(String(net));
const criterion = new nn.CrossEntropyLoss({ label_smoothing: 0.1 });
const optimizer = new optim.SGD(net.parameters(), { lr: 0.1, momentum: 0.9, weight_decay: 5e-4 });
const scheduler = new optim.lr_scheduler.CosineAnnealingLR(optimizer, { T_max: 6 });
const inputs = torch.randn(8, 3, 8, 8),
  targets = torch.randint(0, 5, [8]);
for (let epoch = 0; epoch < 6; epoch++) {
  net.train();
  optimizer.zero_grad();
  const outputs = net(inputs);
  const loss = criterion(outputs, targets);
  loss.backward();
  optimizer.step();
  const [, predicted] = outputs.max(1);
  const correct = predicted.eq(targets).sum().item();
  console.log(epoch, loss.item(), correct, scheduler.get_last_lr()[0], net.conv1.weight.grad!.norm().item());
  scheduler.step();
}
net.eval();
torch.no_grad(() =>
  console.log(net(inputs).index(":2").tolist(), net.bn1.running_var!.tolist(), net.bn1.num_batches_tracked!.item()),
);
const checkpoint = { net: net.state_dict(), epoch: 6 };
const other = new ResNet(BasicBlock, [1, 2], 5);
other.load_state_dict(checkpoint.net);
other.eval();
console.log(torch.equal(other(inputs), net(inputs)), Object.keys(checkpoint.net).length);
