// nn.Transformer that reverses its input, after the tutorial "Language Translation with nn.Transformer".
import * as torch from "gradlens";
const { nn, optim } = torch;
torch.manual_seed(11);
class PositionalEncoding extends nn.Module {
  dropout;
  declare pe: torch.Tensor;
  constructor(d_model: number, dropout = 0.1, max_len = 50) {
    super();
    this.dropout = new nn.Dropout({ p: dropout });
    const position = torch.arange(max_len).unsqueeze(1);
    const div_term = torch.exp(torch.arange(0, d_model, 2).mul(-Math.log(10000.0) / d_model));
    const pe = torch.zeros(max_len, 1, d_model);
    pe.index_put_([":", 0, "0::2"], torch.sin(position.mul(div_term)));
    pe.index_put_([":", 0, "1::2"], torch.cos(position.mul(div_term)));
    this.register_buffer("pe", pe);
  }
  override forward(x: torch.Tensor) {
    x = x.add(this.pe.index(`:${x.size(0)}`));
    return this.dropout(x);
  }
}
class Seq2SeqTransformer extends nn.Module {
  transformer;
  generator;
  tok;
  pos;
  constructor(
    vocab: number,
    readonly emb_size: number,
  ) {
    super();
    this.transformer = new nn.Transformer({
      d_model: emb_size,
      nhead: 2,
      num_encoder_layers: 1,
      num_decoder_layers: 2,
      dim_feedforward: 16,
      dropout: 0.1,
    });
    this.generator = new nn.Linear(emb_size, vocab);
    this.tok = new nn.Embedding(vocab, emb_size);
    this.pos = new PositionalEncoding(emb_size);
  }
  override forward(src: torch.Tensor, trg: torch.Tensor, tgt_mask: torch.Tensor, src_padding_mask: torch.Tensor) {
    const s = this.pos(this.tok(src).mul(Math.sqrt(this.emb_size)));
    const t = this.pos(this.tok(trg).mul(Math.sqrt(this.emb_size)));
    const outs = this.transformer(s, t, {
      tgt_mask,
      src_key_padding_mask: src_padding_mask,
      memory_key_padding_mask: src_padding_mask,
    });
    return this.generator(outs);
  }
}
const V = 8,
  L = 5,
  B = 4,
  PAD = 0,
  BOS = 1;
const model = new Seq2SeqTransformer(V, 8);
for (const p of model.parameters()) if (p.dim() > 1) nn.init.xavier_uniform_(p);
const loss_fn = new nn.CrossEntropyLoss({ ignore_index: PAD });
const optimizer = new optim.Adam(model.parameters(), { lr: 0.005, betas: [0.9, 0.98], eps: 1e-9 });
function generate_square_subsequent_mask(sz: number) {
  let mask = torch.triu(torch.ones(sz, sz)).eq(1).transpose(0, 1);
  return mask.float().masked_fill(mask.eq(0), -Infinity).masked_fill(mask.eq(1), 0.0).to(torch.get_default_dtype());
}
for (let step = 0; step < 6; step++) {
  const src = torch.randint(2, V, [L, B]);
  src.index_put_([-1, 0], PAD);
  const tgt = torch.cat([torch.full([1, B], BOS, { dtype: torch.long }), src.flip(0)], 0);
  const tgt_input = tgt.index(":-1", ":"),
    tgt_out = tgt.index("1:", ":");
  const logits = model(src, tgt_input, generate_square_subsequent_mask(tgt_input.size(0)), src.eq(PAD).transpose(0, 1));
  optimizer.zero_grad();
  const loss = loss_fn(logits.reshape(-1, logits.shape.at(-1)!), tgt_out.reshape(-1));
  loss.backward();
  optimizer.step();
  console.log(step, loss.item(), model.tok.weight.grad!.norm().item());
}
model.eval();
torch.no_grad(() => {
  const src = torch.tensor([[2], [3], [4], [5], [6]], { dtype: torch.long });
  let ys = torch.ones(1, 1).fill_(BOS).type(torch.long);
  for (let i = 0; i < L; i++) {
    const prob = model(src, ys, nn.Transformer.generate_square_subsequent_mask(ys.size(0)), torch.zeros(1, L).bool());
    const [, next_word] = torch.max(prob.index(-1), { dim: 1 });
    ys = torch.cat([ys, torch.ones(1, 1).type_as(src).fill_(next_word.item())], { dim: 0 });
  }
  console.log(ys.flatten().tolist());
});
