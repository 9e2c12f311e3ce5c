// WGAN with gradient penalty, after wgan-gp: the penalty is differentiated through autograd.grad.
import * as torch from "gradlens";
const { nn, optim, autograd } = torch;

class Generator extends nn.Module {
  main = new nn.Sequential(
    new nn.Linear(2, 32),
    new nn.ReLU(true),
    new nn.Linear(32, 32),
    new nn.ReLU(true),
    new nn.Linear(32, 2),
  );
  override forward(noise: torch.Tensor) {
    return this.main(noise);
  }
}
class Discriminator extends nn.Module {
  main = new nn.Sequential(
    new nn.Linear(2, 32),
    new nn.ReLU(true),
    new nn.Linear(32, 32),
    new nn.LeakyReLU(0.2, true),
    new nn.Linear(32, 1),
  );
  override forward(inputs: torch.Tensor) {
    return this.main(inputs).view(-1);
  }
}
const LAMBDA = 0.1,
  CRITIC_ITERS = 3,
  BATCH = 16;
torch.manual_seed(1);
function weights_init(m: torch.nn.Module) {
  const classname = m.constructor.name;
  if (classname.includes("Linear") && m instanceof nn.Linear) {
    m.weight.data.normal_(0.0, 0.2);
    m.bias!.data.fill_(0);
  }
}
const netG = new Generator(),
  netD = new Discriminator();
netD.apply(weights_init);
netG.apply(weights_init);
const optimizerD = new optim.Adam(netD.parameters(), { lr: 1e-3, betas: [0.5, 0.9] });
const optimizerG = new optim.Adam(netG.parameters(), { lr: 1e-3, betas: [0.5, 0.9] });
function calc_gradient_penalty(net: Discriminator, real: torch.Tensor, fake: torch.Tensor) {
  let alpha = torch.rand(BATCH, 1);
  alpha = alpha.expand(real.size());
  const interpolates = alpha.mul(real).add(torch.sub(1, alpha).mul(fake)).detach().requires_grad_(true);
  const disc = net(interpolates);
  const gradients = autograd.grad(disc, interpolates, {
    grad_outputs: torch.ones(disc.size()),
    create_graph: true,
    retain_graph: true,
    only_inputs: true,
  })[0]!;
  return gradients.norm(2, { dim: 1 }).sub(1).pow(2).mean().mul(LAMBDA);
}
const one = torch.tensor(1.0),
  mone = one.mul(-1);
for (let iteration = 0; iteration < 6; iteration++) {
  for (const p of netD.parameters()) p.requires_grad = true;
  for (let i = 0; i < CRITIC_ITERS; i++) {
    const real = torch
      .randn(BATCH, 2)
      .mul(0.1)
      .add(torch.tensor([1, -1]));
    netD.zero_grad();
    const D_real = netD(real).mean();
    D_real.backward(mone);
    const noise = torch.randn(BATCH, 2);
    const fake = torch.no_grad(() => netG(noise));
    const D_fake = netD(fake).mean();
    D_fake.backward(one);
    const gp = calc_gradient_penalty(netD, real, fake);
    gp.backward();
    const w = D_real.sub(D_fake);
    optimizerD.step();
    console.log(
      "D",
      D_fake.sub(D_real).add(gp).item(),
      "W",
      w.item(),
      "gp",
      gp.item(),
      netD.main.at<torch.nn.Linear>(0).weight.grad!.norm().item(),
    );
  }
  for (const p of netD.parameters()) p.requires_grad = false;
  netG.zero_grad();
  const G = netD(netG(torch.randn(BATCH, 2))).mean();
  G.backward(mone);
  optimizerG.step();
  console.log(
    "G",
    G.neg().item(),
    netG.main.at<torch.nn.Linear>(0).weight.grad!.norm().item(),
    netD.main.at<torch.nn.Linear>(0).weight.requires_grad,
  );
}
