// Style transfer by LBFGS, after the tutorial "Neural Transfer Using PyTorch"; features by hooks.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;

torch.set_default_dtype(torch.float64);
torch.manual_seed(3);
class ContentLoss extends nn.Module {
  target: torch.Tensor;
  loss: torch.Tensor | null = null;
  constructor(target: torch.Tensor) {
    super();
    this.target = target.detach();
  }
  override forward(input: torch.Tensor) {
    this.loss = F.mse_loss(input, this.target);
    return input;
  }
}
function gram_matrix(input: torch.Tensor) {
  const [a, b, c, d] = input.size();
  const features = input.view(a * b, c * d);
  const G = torch.mm(features, features.t());
  return G.div(a * b * c * d);
}
class StyleLoss extends nn.Module {
  target: torch.Tensor;
  loss: torch.Tensor | null = null;
  constructor(target_feature: torch.Tensor) {
    super();
    this.target = gram_matrix(target_feature).detach();
  }
  override forward(input: torch.Tensor) {
    const G = gram_matrix(input);
    this.loss = F.mse_loss(G, this.target);
    return input;
  }
}
class Normalization extends nn.Module {
  mean: torch.Tensor;
  std: torch.Tensor;
  constructor(mean: torch.Tensor, std: torch.Tensor) {
    super();
    this.mean = mean.view(-1, 1, 1);
    this.std = std.view(-1, 1, 1);
  }
  override forward(img: torch.Tensor) {
    return img.sub(this.mean).div(this.std);
  }
}
const cnn = new nn.Sequential(
  new nn.Conv2d(3, 6, { kernel_size: 3, padding: 1 }),
  new nn.ReLU(true),
  new nn.Conv2d(6, 6, 3, { padding: 1 }),
  new nn.ReLU(true),
  new nn.MaxPool2d(2),
  new nn.Conv2d(6, 8, 3, { padding: "same" }),
  new nn.ReLU(true),
).eval();
cnn.requires_grad_(false);
const content_img = torch.rand(1, 3, 12, 12),
  style_img = torch.rand(1, 3, 12, 12);
const normalization = new Normalization(torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225]));
const content_losses: ContentLoss[] = [],
  style_losses: StyleLoss[] = [];
const model = new nn.Sequential(normalization);
let i = 0;
for (const layer of cnn.children()) {
  let name: string, each: torch.nn.Layer;
  if (layer instanceof nn.Conv2d) {
    i += 1;
    name = `conv_${i}`;
    each = layer;
  } else if (layer instanceof nn.ReLU) {
    name = `relu_${i}`;
    each = new nn.ReLU({ inplace: false });
  } else if (layer instanceof nn.MaxPool2d) {
    name = `pool_${i}`;
    each = layer;
  } else throw new Error(`Unrecognized layer: ${layer.constructor.name}`);
  model.add_module(name, each);
  if (name === "conv_3") {
    const content_loss = new ContentLoss(model(content_img).detach());
    model.add_module(`content_loss_${i}`, content_loss);
    content_losses.push(content_loss);
  }
  if (name === "conv_1" || name === "conv_2") {
    const style_loss = new StyleLoss(model(style_img).detach());
    model.add_module(`style_loss_${i}`, style_loss);
    style_losses.push(style_loss);
  }
}
const input_img = content_img.clone();
input_img.requires_grad_(true);
model.eval();
model.requires_grad_(false);
const optimizer = new optim.LBFGS([input_img]);
const run = [0];
while (run[0]! <= 40) {
  optimizer.step(() => {
    torch.no_grad(() => {
      input_img.clamp_(0, 1);
    });
    optimizer.zero_grad();
    model(input_img);
    let style_score = torch.tensor(0.0),
      content_score = torch.tensor(0.0);
    for (const sl of style_losses) style_score = style_score.add(sl.loss!);
    for (const cl of content_losses) content_score = content_score.add(cl.loss!);
    style_score = style_score.mul(1000);
    content_score = content_score.mul(1);
    const loss = style_score.add(content_score);
    loss.backward();
    run[0]! += 1;
    if (run[0]! % 10 === 0) console.log("run", run[0], style_score.item(), content_score.item());
    return style_score.add(content_score);
  });
}
torch.no_grad(() => input_img.clamp_(0, 1));
console.log(input_img.mean([2, 3]).tolist());
// features by hooks
const features: Record<string, torch.Tensor> = {};
const handles = [0, 2, 5].map((at) =>
  cnn.at(at).register_forward_hook((_module, _input, output) => {
    features[`conv${at}`] = output as torch.Tensor;
  }),
);
cnn(input_img);
for (const [name, f] of Object.entries(features))
  console.log(name, f.shape.join("x"), gram_matrix(f).sum().item(), f.requires_grad);
for (const handle of handles) handle.remove();
