// Speech recognition in small: convolution, bidirectional GRU and CTC; packed sequences.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
torch.manual_seed(0);
class SpeechModel extends nn.Module {
  cnn = new nn.Conv2d(1, 3, 3, { stride: [1, 2], padding: 1 });
  norm = new nn.LayerNorm(4);
  birnn = new nn.GRU({
    input_size: 12,
    hidden_size: 6,
    num_layers: 2,
    batch_first: true,
    bidirectional: true,
    dropout: 0.1,
  });
  classifier = new nn.Sequential(new nn.Linear(12, 10), new nn.GELU(), new nn.Dropout(0.1), new nn.Linear(10, 5));
  override forward(x: torch.Tensor) {
    x = this.norm(this.cnn(x));
    const sizes = x.size();
    x = x.transpose(1, 2).reshape(sizes[0]!, sizes[2]!, -1);
    [x] = this.birnn(x);
    return this.classifier(x);
  }
}
const model = new SpeechModel();
const optimizer = new optim.AdamW(model.parameters(), 5e-3);
const criterion = new nn.CTCLoss({ blank: 0, zero_infinity: true });
const steps = 6;
const scheduler = new optim.lr_scheduler.OneCycleLR(optimizer, {
  max_lr: 5e-3,
  steps_per_epoch: steps,
  epochs: 1,
  anneal_strategy: "linear",
});
const spectrograms = torch.randn(3, 1, 10, 8),
  labels = torch.randint(1, 5, [3, 4]);
for (let i = 0; i < steps; i++) {
  optimizer.zero_grad();
  let output = model(spectrograms);
  output = F.log_softmax(output, { dim: 2 });
  output = output.transpose(0, 1);
  const loss = criterion(output, labels, [10, 9, 8], [4, 3, 2]);
  loss.backward();
  optimizer.step();
  scheduler.step();
  console.log(i, loss.item(), scheduler.get_last_lr()[0], model.cnn.weight.grad!.norm().item());
}
const decoded = torch.unique_consecutive(model.eval()(spectrograms).argmax(2).index(0));
console.log(decoded.tolist());
// packed sequences
const seqs = [torch.randn(5, 3), torch.randn(3, 3), torch.randn(2, 3)];
const padded = nn.utils.rnn.pad_sequence(seqs, { batch_first: true });
const packed = nn.utils.rnn.pack_padded_sequence(padded, [5, 3, 2], { batch_first: true });
const lstm = new nn.LSTM(3, 4, { batch_first: true });
const [out, [h, c]] = lstm(packed);
const [unpacked, lengths] = nn.utils.rnn.pad_packed_sequence(out, { batch_first: true });
console.log(unpacked.sum(2).tolist(), lengths.tolist(), h.sum().item(), c.sum().item());
