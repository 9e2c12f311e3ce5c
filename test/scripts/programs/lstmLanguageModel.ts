import * as torch from "gradlens";
const { nn } = torch;
const F = nn.functional;

// An LSTM language model with tied weights, after pytorch/examples word_language_model.
type Hidden = [torch.Tensor, torch.Tensor];

class RNNModel extends nn.Module {
  drop;
  encoder;
  rnn;
  decoder;
  constructor(
    readonly ntoken: number,
    readonly ninp: number,
    readonly nhid: number,
    readonly nlayers: number,
    dropout = 0.5,
    tie_weights = false,
  ) {
    super();
    this.drop = new nn.Dropout(dropout);
    this.encoder = new nn.Embedding(ntoken, ninp);
    this.rnn = new nn.LSTM(ninp, nhid, nlayers, { dropout });
    this.decoder = new nn.Linear(nhid, ntoken);
    if (tie_weights) {
      if (nhid !== ninp) throw new Error("When using the tied flag, nhid must be equal to emsize");
      this.decoder.weight = this.encoder.weight;
    }
    this.init_weights();
  }
  init_weights() {
    const initrange = 0.1;
    nn.init.uniform_(this.encoder.weight, -initrange, initrange);
    nn.init.zeros_(this.decoder.bias!);
    nn.init.uniform_(this.decoder.weight, -initrange, initrange);
  }
  override forward(input: torch.Tensor, hidden: Hidden): [torch.Tensor, Hidden] {
    const emb = this.drop(this.encoder(input));
    let [output, new_hidden] = this.rnn(emb, hidden);
    output = this.drop(output);
    let decoded = this.decoder(output);
    decoded = decoded.view(-1, this.ntoken);
    return [F.log_softmax(decoded, { dim: 1 }), new_hidden];
  }
  init_hidden(bsz: number): Hidden {
    const weight = this.parameters()[0]!;
    return [weight.new_zeros(this.nlayers, bsz, this.nhid), weight.new_zeros(this.nlayers, bsz, this.nhid)];
  }
}

function repackage_hidden(h: Hidden): Hidden {
  return [h[0].detach(), h[1].detach()];
}

function batchify(data: torch.Tensor, bsz: number) {
  const nbatch = Math.floor(data.size(0) / bsz);
  data = data.narrow(0, 0, nbatch * bsz);
  return data.view(bsz, -1).t().contiguous();
}

const words =
  "the cat sat on the mat and the dog sat on the log while the cat and the dog ran to the mat and the log <eos>".split(
    " ",
  );
const vocab = new Map<string, number>();
for (const word of words) if (!vocab.has(word)) vocab.set(word, vocab.size);
const ids = torch
  .tensor(
    words.map((word) => vocab.get(word)!),
    { dtype: torch.int64 },
  )
  .repeat(8);

torch.manual_seed(1111);
const bptt = 6;
const train_data = batchify(ids, 4);
const ntokens = vocab.size;
const model = new RNNModel(ntokens, 12, 12, 2, 0.2, true);
console.log(
  model.parameters().length,
  model.parameters().reduce((n, p) => n + p.numel(), 0),
);
const criterion = new nn.NLLLoss();
let lr = 5;

function get_batch(source: torch.Tensor, i: number) {
  const seq_len = Math.min(bptt, source.size(0) - 1 - i);
  const data = source.index(`${i}:${i + seq_len}`);
  const target = source.index(torch.Slice(i + 1, i + 1 + seq_len)).reshape(-1);
  return [data, target] as const;
}

function evaluate(data_source: torch.Tensor) {
  model.eval();
  let total_loss = 0;
  let hidden = model.init_hidden(4);
  torch.no_grad(() => {
    for (let i = 0; i < data_source.size(0) - 1; i += bptt) {
      const [data, targets] = get_batch(data_source, i);
      const [output, next] = model(data, hidden);
      hidden = repackage_hidden(next);
      total_loss += data.size(0) * criterion(output, targets).item();
    }
  });
  return total_loss / (data_source.size(0) - 1);
}

let best_val_loss: number | null = null;
for (let epoch = 1; epoch <= 3; epoch++) {
  model.train();
  let hidden = model.init_hidden(4);
  for (let i = 0; i < train_data.size(0) - 1; i += bptt) {
    const [data, targets] = get_batch(train_data, i);
    model.zero_grad();
    hidden = repackage_hidden(hidden);
    let output;
    [output, hidden] = model(data, hidden);
    const loss = criterion(output, targets);
    loss.backward();
    const norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 0.25);
    torch.no_grad(() => {
      for (const p of model.parameters()) p.add_(p.grad!, { alpha: -lr });
    });
    console.log("loss", loss.item(), "norm", norm.item());
  }
  const val_loss = evaluate(train_data);
  console.log("epoch", epoch, "valid", val_loss, "ppl", Math.exp(val_loss));
  if (best_val_loss === null || val_loss < best_val_loss) best_val_loss = val_loss;
  else lr /= 4.0;
}

// generate.py
model.eval();
let hidden = model.init_hidden(1);
const input = torch.randint(ntokens, [1, 1], { dtype: torch.long });
const generated: string[] = [];
const names = [...vocab.keys()];
torch.no_grad(() => {
  for (let i = 0; i < 12; i++) {
    let output;
    [output, hidden] = model(input, hidden);
    const word_weights = output.squeeze().div(0.8).exp();
    const word_idx = torch.multinomial(word_weights, 1).index(0);
    input.fill_(word_idx);
    generated.push(names[word_idx.item()]!);
  }
});
console.log(generated.join(" "));
