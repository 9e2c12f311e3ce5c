// Names are classified by their letters, after the tutorial "NLP From Scratch: Classifying Names with a Character-Level RNN".
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
torch.manual_seed(2024);
const allowed = "abcdefghijklmnopqrstuvwxyz .,;'_";
const n_letters = allowed.length;
const letterToIndex = (letter: string) =>
  allowed.indexOf(letter) === -1 ? allowed.indexOf("_") : allowed.indexOf(letter);
function lineToTensor(line: string) {
  const tensor = torch.zeros(line.length, 1, n_letters);
  for (let li = 0; li < line.length; li++) tensor.index_put_([li, 0, letterToIndex(line[li]!)], 1);
  return tensor;
}
console.log(lineToTensor("ahn").size(), lineToTensor("ahn").argmax(-1).tolist());
const data: Record<string, string[]> = {
  english: ["smith", "jones", "brown"],
  german: ["schmidt", "bauer", "zimmer"],
  korean: ["ahn", "kim", "lee"],
};
const labels = Object.keys(data);
class NamesDataset extends torch.utils.data.Dataset<[torch.Tensor, torch.Tensor, string, string]> {
  data: string[] = [];
  labels: string[] = [];
  constructor() {
    super();
    for (const l of labels)
      for (const n of data[l]!) {
        this.data.push(n);
        this.labels.push(l);
      }
  }
  get length() {
    return this.data.length;
  }
  get(idx: number): [torch.Tensor, torch.Tensor, string, string] {
    return [
      torch.tensor([labels.indexOf(this.labels[idx]!)], { dtype: torch.long }),
      lineToTensor(this.data[idx]!),
      this.labels[idx]!,
      this.data[idx]!,
    ];
  }
}
const alldata = new NamesDataset();
const [train_set, test_set] = torch.utils.data.random_split(alldata, [0.8, 0.2], {
  generator: new torch.Generator().manual_seed(2024),
});
console.log(train_set.length, test_set.length);
class CharRNN extends nn.Module {
  rnn;
  h2o;
  softmax;
  constructor(input_size: number, hidden_size: number, output_size: number) {
    super();
    this.rnn = new nn.RNN(input_size, hidden_size);
    this.h2o = new nn.Linear(hidden_size, output_size);
    this.softmax = new nn.LogSoftmax({ dim: 1 });
  }
  override forward(line_tensor: torch.Tensor) {
    const [rnn_out, hidden] = this.rnn(line_tensor);
    let output = this.h2o(hidden.index(0));
    output = this.softmax(output);
    return output;
  }
}
const rnn = new CharRNN(n_letters, 16, labels.length);
console.log(rnn);
function labelFromOutput(output: torch.Tensor): [string, number] {
  const [top_n, top_i] = output.topk(1);
  const label_i = top_i.index(0).item();
  return [labels[label_i]!, label_i];
}
const output = rnn(lineToTensor("albert"));
console.log(output, labelFromOutput(output));
function train(
  rnn: CharRNN,
  training_data: torch.utils.data.Subset<[torch.Tensor, torch.Tensor, string, string]>,
  n_epoch = 3,
  n_batch_size = 3,
  learning_rate = 0.2,
  criterion = new nn.NLLLoss(),
) {
  let current_loss = 0;
  const all_losses: number[] = [];
  rnn.train();
  const optimizer = new optim.SGD(rnn.parameters(), { lr: learning_rate });
  for (let iter = 1; iter <= n_epoch; iter++) {
    rnn.zero_grad();
    const perm = torch.randperm(training_data.length).tolist() as number[];
    for (let b = 0; b < perm.length; b += n_batch_size) {
      const batch = perm.slice(b, b + n_batch_size);
      let batch_loss: torch.Tensor | number = 0;
      for (const i of batch) {
        const [label_tensor, text_tensor] = training_data.get(i);
        const output = rnn(text_tensor);
        const loss = criterion(output, label_tensor);
        batch_loss = torch.add(loss, batch_loss);
      }
      const total = batch_loss as torch.Tensor;
      total.backward();
      nn.utils.clip_grad_norm_(rnn.parameters(), 3);
      optimizer.step();
      optimizer.zero_grad();
      current_loss += total.item() / batch.length;
    }
    all_losses.push(current_loss / perm.length);
    console.log(`${iter}: ${all_losses.at(-1)!.toFixed(5)}`);
    current_loss = 0;
  }
  return all_losses;
}
train(rnn, train_set);
const confusion = torch.zeros(labels.length, labels.length);
rnn.eval();
torch.no_grad(() => {
  for (let i = 0; i < alldata.length; i++) {
    const [, text, label] = alldata.get(i);
    const [, guess_i] = labelFromOutput(rnn(text));
    const l = labels.indexOf(label);
    confusion.index_put_([l, guess_i], confusion.index(l, guess_i).add(1));
  }
});
for (let i = 0; i < labels.length; i++) {
  const denom = confusion.index(i).sum();
  if (denom.item() > 0) confusion.index_put_([i], confusion.index(i).div(denom));
}
console.log(confusion);
