// Bags of words, sequences of several lengths, samplers and collate functions.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
const {
  Dataset,
  IterableDataset,
  DataLoader,
  Sampler,
  BatchSampler,
  SubsetRandomSampler,
  WeightedRandomSampler,
  ConcatDataset,
  Subset,
  TensorDataset,
  default_collate,
} = torch.utils.data;
const { pad_sequence, pack_padded_sequence, pad_packed_sequence, pack_sequence } = nn.utils.rnn;
torch.manual_seed(0);
const train_iter: [number, string][] = [
  [1, "wall street bears claw back"],
  [0, "oil prices soar"],
  [2, "team wins the final game again"],
  [1, "bank profits rise"],
  [0, "new oil pipeline"],
  [2, "coach praises team"],
  [1, "street rally"],
  [2, "game over"],
];
const vocab = new Map<string, number>([["<unk>", 0]]);
for (const [, text] of train_iter) for (const w of text.split(" ")) if (!vocab.has(w)) vocab.set(w, vocab.size);
const text_pipeline = (x: string) => x.split(" ").map((w) => vocab.get(w) ?? 0);
function collate_batch(batch: [number, string][]) {
  const label_list: number[] = [],
    text_list: torch.Tensor[] = [],
    offsets = [0];
  for (const [_label, _text] of batch) {
    label_list.push(_label);
    const processed_text = torch.tensor(text_pipeline(_text), { dtype: torch.int64 });
    text_list.push(processed_text);
    offsets.push(processed_text.size(0));
  }
  return [
    torch.tensor(label_list, { dtype: torch.int64 }),
    torch.cat(text_list),
    torch.tensor(offsets.slice(0, -1)).cumsum({ dim: 0 }).long(),
  ] as const;
}
class TextClassificationModel extends nn.Module {
  embedding;
  fc;
  constructor(vocab_size: number, embed_dim: number, num_class: number) {
    super();
    this.embedding = new nn.EmbeddingBag(vocab_size, embed_dim, { sparse: false });
    this.fc = new nn.Linear(embed_dim, num_class);
    this.init_weights();
  }
  init_weights() {
    const initrange = 0.5;
    this.embedding.weight.data.uniform_(-initrange, initrange);
    this.fc.weight.data.uniform_(-initrange, initrange);
    this.fc.bias!.data.zero_();
  }
  override forward(text: torch.Tensor, offsets: torch.Tensor) {
    return this.fc(this.embedding(text, offsets));
  }
}
const dataloader = new DataLoader(train_iter, { batch_size: 3, shuffle: true, collate_fn: collate_batch });
const model = new TextClassificationModel(vocab.size, 8, 3);
const optimizer = new optim.SGD(model.parameters(), { lr: 5 }),
  scheduler = new optim.lr_scheduler.StepLR(optimizer, 1.0, { gamma: 0.1 });
for (let epoch = 1; epoch <= 2; epoch++) {
  model.train();
  for (const [label, text, offsets] of dataloader) {
    optimizer.zero_grad();
    const predicted_label = model(text, offsets);
    const loss = F.cross_entropy(predicted_label, label);
    loss.backward();
    nn.utils.clip_grad_norm_(model.parameters(), 0.1);
    optimizer.step();
    console.log(epoch, label.tolist(), offsets.tolist(), loss.item(), predicted_label.argmax(1).eq(label).sum().item());
  }
  scheduler.step();
}
// packed LSTM
class Seqs extends Dataset<{ x: torch.Tensor; y: number; name: string }> {
  constructor(readonly items: torch.Tensor[]) {
    super();
  }
  override get length() {
    return this.items.length;
  }
  override get(i: number) {
    return { x: this.items[i]!, y: i % 2, name: `s${i}` };
  }
}
class BucketSampler extends Sampler<number[]> {
  constructor(
    readonly lengths: number[],
    readonly batch: number,
  ) {
    super();
  }
  override *[Symbol.iterator]() {
    const order = this.lengths.map((_, i) => i).sort((a, b) => this.lengths[b]! - this.lengths[a]!);
    for (let i = 0; i < order.length; i += this.batch) yield order.slice(i, i + this.batch);
  }
  override get length() {
    return Math.ceil(this.lengths.length / this.batch);
  }
}
const items = [5, 2, 7, 3, 4].map((n) => torch.randn(n, 3));
const collate_seq = (batch: { x: torch.Tensor; y: number; name: string }[]) => {
  const lengths = torch.tensor(
    batch.map((b) => b.x.size(0)),
    { dtype: torch.long },
  );
  return {
    x: pad_sequence(
      batch.map((b) => b.x),
      { batch_first: true, padding_value: -1 },
    ),
    lengths,
    y: torch.tensor(batch.map((b) => b.y)).float(),
    names: batch.map((b) => b.name),
  };
};
const loader = new DataLoader(new Seqs(items), {
  batch_sampler: new BucketSampler(
    items.map((i) => i.size(0)),
    2,
  ),
  collate_fn: collate_seq,
});
class Sentiment extends nn.Module {
  lstm = new nn.LSTM(3, 4, { num_layers: 2, batch_first: true, bidirectional: true, dropout: 0.2 });
  fc = new nn.Linear(8, 1);
  override forward(x: torch.Tensor, lengths: torch.Tensor) {
    const packed = pack_padded_sequence(x, lengths.cpu(), { batch_first: true, enforce_sorted: false });
    const [packed_out, [hidden, _cell]] = this.lstm(packed);
    const [out, out_len] = pad_packed_sequence(packed_out, { batch_first: true });
    const h = torch.cat([hidden.index(-2, ":", ":"), hidden.index(-1, ":", ":")], { dim: 1 });
    return [this.fc(h).squeeze(1), out, out_len] as const;
  }
}
const sent = new Sentiment(),
  adam = new optim.Adam(sent.parameters(), { lr: 0.01 });
for (let epoch = 0; epoch < 2; epoch++)
  for (const { x, lengths, y, names } of loader) {
    const [logit, out, out_len] = sent(x, lengths);
    const loss = F.binary_cross_entropy_with_logits(logit, y);
    adam.zero_grad();
    loss.backward();
    adam.step();
    console.log(names.join(), x.shape, out.shape, out_len.tolist(), loss.item());
  }
// default collate of dicts, iterable dataset, samplers
for (const batch of new DataLoader(new Seqs(items.map((i) => i.index(":2"))), { batch_size: 2, drop_last: true }))
  console.log(batch.x.shape, batch.y, batch.name);
class Stream extends IterableDataset<[number, torch.Tensor]> {
  override *[Symbol.iterator](): Generator<[number, torch.Tensor]> {
    for (let i = 0; i < 5; i++) yield [i + 0.5, torch.arange(i, i + 2)];
  }
}
for (const [a, b] of new DataLoader(new Stream(), { batch_size: 2 })) console.log(a, b.tolist());
const ds = new TensorDataset(torch.arange(12).float(), torch.arange(12).remainder(3));
const weights = [1, 10, 5];
const sampler = new WeightedRandomSampler(
  ds.tensors[1].tolist<number[]>().map((c) => weights[c]!),
  8,
  { replacement: true, generator: new torch.Generator().manual_seed(5) },
);
for (const [x, y] of new DataLoader(ds, { batch_size: 4, sampler })) console.log(x.tolist(), y.tolist());
for (let fold = 0; fold < 3; fold++) {
  const ids = Array.from({ length: 12 }, (_, i) => i);
  const train = new SubsetRandomSampler(ids.filter((i) => i % 3 !== fold)),
    val = new Subset(
      ds,
      ids.filter((i) => i % 3 === fold),
    );
  const xs = [...new DataLoader(ds, { batch_size: 4, sampler: train })].map(([x]) => x.tolist());
  console.log(fold, xs, [...new DataLoader(val, { batch_size: 4 })][0]![0].tolist());
}
console.log(
  new ConcatDataset([ds, val2()]).get(-1),
  default_collate([
    { a: 1.5, b: [2.5, 3.5] },
    { a: 4.5, b: [5.5, 6.5] },
  ]),
);
function val2() {
  return new Subset(ds, [3, 4]);
}
console.log([...new BatchSampler(new SubsetRandomSampler([7, 8, 9]), { batch_size: 2, drop_last: false })]);
const ps = pack_sequence([torch.tensor([1, 2, 3]), torch.tensor([4, 5]), torch.tensor([6])]);
console.log(ps.data.tolist(), ps.batch_sizes.tolist());
