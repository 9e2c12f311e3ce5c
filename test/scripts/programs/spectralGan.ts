// A DCGAN with spectral norm, parametrizations and pruning by masks, after their tutorials.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
torch.manual_seed(999);
const nz = 6,
  ngf = 4,
  ndf = 4,
  nc = 1;
function weights_init(m: torch.nn.Module) {
  const classname = m.constructor.name;
  if (classname.indexOf("Conv") !== -1) nn.init.normal_((m as torch.nn.Conv2d).weight.data, 0.0, 0.02);
  else if (classname.indexOf("BatchNorm") !== -1) {
    nn.init.normal_((m as torch.nn.BatchNorm2d).weight!.data, 1.0, 0.02);
    nn.init.constant_((m as torch.nn.BatchNorm2d).bias!.data, 0);
  }
}
class Generator extends nn.Module {
  main = new nn.Sequential(
    new nn.ConvTranspose2d(nz, ngf * 2, 4, 1, 0, { bias: false }),
    new nn.BatchNorm2d(ngf * 2),
    new nn.ReLU(true),
    new nn.ConvTranspose2d(ngf * 2, nc, 4, 2, 1, { bias: false }),
    new nn.Tanh(),
  );
  override forward(input: torch.Tensor) {
    return this.main(input);
  }
}
const { spectral_norm } = nn.utils.parametrizations;
class Discriminator extends nn.Module {
  main = new nn.Sequential(
    spectral_norm(new nn.Conv2d(nc, ndf, 4, 2, 1, { bias: false })),
    new nn.LeakyReLU(0.2, { inplace: true }),
    spectral_norm(new nn.Conv2d(ndf, 1, 4, 1, 0, { bias: false })),
  );
  override forward(input: torch.Tensor) {
    return this.main(input).view(-1, 1).squeeze(1);
  }
}
const netG = new Generator(),
  netD = new Discriminator();
netG.apply(weights_init);
console.log(netG);
console.log(netD);
const criterion = new nn.BCEWithLogitsLoss();
const fixed_noise = torch.randn(2, nz, 1, 1);
const real_label = 1,
  fake_label = 0;
const optimizerD = new optim.Adam(netD.parameters(), { lr: 2e-2, betas: [0.5, 0.999] }),
  optimizerG = new optim.Adam(netG.parameters(), { lr: 2e-2, betas: [0.5, 0.999] });
for (let i = 0; i < 4; i++) {
  netD.zero_grad();
  const real_cpu = torch.rand(3, 1, 8, 8).mul(2).sub(1),
    b_size = real_cpu.size(0);
  const label = torch.full([b_size], real_label, { dtype: torch.float });
  let output = netD(real_cpu).view(-1);
  const errD_real = criterion(output, label);
  errD_real.backward();
  const D_x = output.sigmoid().mean().item();
  const noise = torch.randn(b_size, nz, 1, 1);
  const fake = netG(noise);
  label.fill_(fake_label);
  output = netD(fake.detach()).view(-1);
  const errD_fake = criterion(output, label);
  errD_fake.backward();
  const errD = errD_real.add(errD_fake);
  optimizerD.step();
  netG.zero_grad();
  label.fill_(real_label);
  output = netD(fake).view(-1);
  const errG = i % 2 ? output.mean().neg() : criterion(output, label);
  errG.backward();
  optimizerG.step();
  console.log(`[${i}/4] Loss_D: ${errD.item().toFixed(4)} Loss_G: ${errG.item().toFixed(4)} D(x): ${D_x.toFixed(4)}`);
}
netG.eval();
console.log(
  torch
    .no_grad(() => netG(fixed_noise))
    .detach()
    .cpu()
    .sum()
    .item(),
);
console.log(Object.keys(netD.state_dict()));
// parametrizations tutorial
const parametrize = nn.utils.parametrize;
class Symmetric extends nn.Module {
  override forward(X: torch.Tensor) {
    return X.triu().add(X.triu(1).transpose(-1, -2));
  }
  right_inverse(A: torch.Tensor) {
    return A.triu();
  }
}
class MatrixExponential extends nn.Module {
  override forward(X: torch.Tensor) {
    return torch.matrix_exp(X);
  }
}
class Skew extends nn.Module {
  override forward(X: torch.Tensor) {
    const A = X.triu(1);
    return A.sub(A.transpose(-1, -2));
  }
  right_inverse(A: torch.Tensor) {
    return A.triu(1);
  }
}
const layer = parametrize.register_parametrization(new nn.Linear(3, 3), "weight", new Symmetric());
console.log(torch.allclose(layer.weight, layer.weight.T), parametrize.is_parametrized(layer), layer);
console.log(layer.parametrizations.weight.original.shape);
const X = torch.rand(3, 3);
const A = X.add(X.T);
layer.weight = A as torch.nn.Parameter;
console.log(torch.allclose(layer.weight, A));
const orth = new nn.Linear(3, 3);
parametrize.register_parametrization(orth, "weight", new Skew());
parametrize.register_parametrization(orth, "weight", new MatrixExponential());
console.log(torch.dist(orth.weight.T.matmul(orth.weight), torch.eye(3)).item() < 1e-5);
parametrize.cached(() => {
  const l = orth(torch.ones(2, 3)).sum();
  l.backward();
});
console.log(parametrize.cached(() => orth.weight === orth.weight));
parametrize.remove_parametrizations(orth, "weight", { leave_parametrized: true });
console.log(orth, orth.weight.is_leaf);
// pruning by masks
class Masked extends nn.Module {
  declare mask: torch.Tensor;
  constructor(mask: torch.Tensor) {
    super();
    this.register_buffer("mask", mask);
  }
  override forward(w: torch.Tensor) {
    return w.mul(this.mask);
  }
}
const fc = new nn.Linear(6, 4);
const k = Math.round(0.5 * fc.weight.nelement());
const threshold = torch.kthvalue(fc.weight.detach().abs().view(-1), k).values;
parametrize.register_parametrization(fc, "weight", new Masked(fc.weight.detach().abs().gt(threshold).float()));
const so = new optim.SGD(fc.parameters(), { lr: 0.1 });
for (let i = 0; i < 2; i++) {
  so.zero_grad();
  const l = F.mse_loss(fc(torch.ones(2, 6)), torch.zeros(2, 4));
  l.backward();
  so.step();
  console.log(l.item());
}
console.log(
  torch.sum(fc.weight.eq(0)).item(),
  fc.named_parameters().map(([n]) => n),
  fc.named_buffers().map(([n]) => n),
);
const wn = nn.utils.parametrizations.weight_norm(new nn.Linear(3, 2), { name: "weight" });
console.log(wn, wn.parametrizations.weight.original0.size());
