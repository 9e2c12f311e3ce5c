// A variational autoencoder, after pytorch/examples vae.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;

class VAE extends nn.Module {
  fc1 = new nn.Linear(64, 32);
  fc21 = new nn.Linear(32, 4);
  fc22 = new nn.Linear(32, 4);
  fc3 = new nn.Linear(4, 32);
  fc4 = new nn.Linear(32, 64);
  encode(x: torch.Tensor): [torch.Tensor, torch.Tensor] {
    const h1 = F.relu(this.fc1(x));
    return [this.fc21(h1), this.fc22(h1)];
  }
  reparameterize(mu: torch.Tensor, logvar: torch.Tensor) {
    const std = torch.exp(logvar.mul(0.5));
    const eps = torch.randn_like(std);
    return mu.add(eps.mul(std));
  }
  decode(z: torch.Tensor) {
    const h3 = F.relu(this.fc3(z));
    return torch.sigmoid(this.fc4(h3));
  }
  override forward(x: torch.Tensor) {
    const [mu, logvar] = this.encode(x.view(-1, 64));
    const z = this.reparameterize(mu, logvar);
    return [this.decode(z), mu, logvar] as const;
  }
}
function loss_function(recon_x: torch.Tensor, x: torch.Tensor, mu: torch.Tensor, logvar: torch.Tensor) {
  const BCE = F.binary_cross_entropy(recon_x, x.view(-1, 64), { reduction: "sum" });
  const KLD = torch.sum(torch.sub(logvar.add(1), mu.pow(2)).sub(logvar.exp())).mul(-0.5);
  return BCE.add(KLD);
}
torch.manual_seed(1);
const images = torch.rand(24, 1, 8, 8).gt(0.6).float();
const loader = new torch.utils.data.DataLoader(
  new torch.utils.data.TensorDataset(images.to(torch.get_default_dtype()), torch.arange(24)),
  { batch_size: 8, shuffle: true },
);
const model = new VAE();
const optimizer = new optim.Adam(model.parameters(), { lr: 1e-2 });
for (let epoch = 1; epoch <= 4; epoch++) {
  model.train();
  let train_loss = 0;
  for (const [data] of loader) {
    optimizer.zero_grad();
    const [recon_batch, mu, logvar] = model(data);
    const loss = loss_function(recon_batch, data, mu, logvar);
    loss.backward();
    train_loss += loss.item();
    optimizer.step();
    console.log("batch", loss.item() / data.size(0), model.fc21.weight.grad!.norm().item());
  }
  console.log("epoch", epoch, train_loss / images.size(0));
}
model.eval();
torch.no_grad(() => {
  const sample = model.decode(torch.randn(3, 4));
  console.log(sample.view(3, 8, 8).mean(2).tolist());
});
