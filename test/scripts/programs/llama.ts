// A Llama with RMSNorm, rotary embeddings, grouped queries, SwiGLU, a mixture of experts and a cache of keys.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
torch.manual_seed(1337);
interface ModelArgs {
  dim: number;
  n_layers: number;
  n_heads: number;
  n_kv_heads: number;
  vocab_size: number;
  multiple_of: number;
  norm_eps: number;
  max_seq_len: number;
}
const args: ModelArgs = {
  dim: 16,
  n_layers: 2,
  n_heads: 4,
  n_kv_heads: 2,
  vocab_size: 20,
  multiple_of: 8,
  norm_eps: 1e-5,
  max_seq_len: 12,
};
class RMSNorm extends nn.Module {
  weight;
  constructor(
    dim: number,
    readonly eps: number,
  ) {
    super();
    this.weight = new nn.Parameter(torch.ones(dim));
  }
  _norm(x: torch.Tensor) {
    return x.mul(torch.rsqrt(x.pow(2).mean(-1, { keepdim: true }).add(this.eps)));
  }
  override forward(x: torch.Tensor) {
    return this._norm(x.float()).type_as(x).mul(this.weight);
  }
}
function precompute_freqs(dim: number, end: number, theta = 10000.0) {
  const freqs = torch.div(
    1.0,
    torch.pow(
      theta,
      torch
        .arange(0, dim, 2)
        .index(`:${Math.floor(dim / 2)}`)
        .float()
        .div(dim),
    ),
  );
  const t = torch.arange(end, { dtype: torch.float32 });
  const f = torch.outer(t, freqs).float();
  return [torch.cos(f), torch.sin(f)] as const;
}
function apply_rotary_emb(xq: torch.Tensor, xk: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) {
  const [xq_r, xq_i] = xq
    .float()
    .reshape(...xq.shape.slice(0, -1), -1, 2)
    .unbind(-1);
  const [xk_r, xk_i] = xk
    .float()
    .reshape(...xk.shape.slice(0, -1), -1, 2)
    .unbind(-1);
  const c = cos.view(1, cos.shape[0]!, 1, -1),
    s = sin.view(1, sin.shape[0]!, 1, -1);
  const q = torch.stack([xq_r!.mul(c).sub(xq_i!.mul(s)), xq_r!.mul(s).add(xq_i!.mul(c))], { dim: -1 }).flatten(3);
  const k = torch.stack([xk_r!.mul(c).sub(xk_i!.mul(s)), xk_r!.mul(s).add(xk_i!.mul(c))], { dim: -1 }).flatten(3);
  return [q.type_as(xq), k.type_as(xk)] as const;
}
function repeat_kv(x: torch.Tensor, n_rep: number) {
  const [bs, slen, n_kv_heads, head_dim] = x.shape as [number, number, number, number];
  if (n_rep === 1) return x;
  return x
    .index(":", ":", ":", null, ":")
    .expand(bs, slen, n_kv_heads, n_rep, head_dim)
    .reshape(bs, slen, n_kv_heads * n_rep, head_dim);
}
class Attention extends nn.Module {
  wq: torch.nn.Layer;
  wk;
  wv;
  wo;
  declare mask: torch.Tensor;
  cache_k: torch.Tensor | null = null;
  cache_v: torch.Tensor | null = null;
  head_dim: number;
  n_rep: number;
  constructor(readonly args: ModelArgs) {
    super();
    this.head_dim = args.dim / args.n_heads;
    this.n_rep = args.n_heads / args.n_kv_heads;
    this.wq = new nn.Linear(args.dim, args.n_heads * this.head_dim, { bias: false });
    this.wk = new nn.Linear(args.dim, args.n_kv_heads * this.head_dim, { bias: false });
    this.wv = new nn.Linear(args.dim, args.n_kv_heads * this.head_dim, { bias: false });
    this.wo = new nn.Linear(args.n_heads * this.head_dim, args.dim, { bias: false });
    let mask = torch.full([1, 1, args.max_seq_len, args.max_seq_len], -Infinity);
    mask = torch.triu(mask, { diagonal: 1 });
    this.register_buffer("mask", mask, { persistent: false });
  }
  override forward(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor, start_pos: number | null = null) {
    const [bsz, seqlen] = x.shape as [number, number, number];
    let xq = this.wq(x).view(bsz, seqlen, this.args.n_heads, this.head_dim),
      xk = this.wk(x).view(bsz, seqlen, this.args.n_kv_heads, this.head_dim),
      xv = this.wv(x).view(bsz, seqlen, this.args.n_kv_heads, this.head_dim);
    [xq, xk] = apply_rotary_emb(xq, xk, cos, sin);
    if (start_pos !== null) {
      this.cache_k ??= torch.zeros(bsz, this.args.max_seq_len, this.args.n_kv_heads, this.head_dim);
      this.cache_v ??= torch.zeros(bsz, this.args.max_seq_len, this.args.n_kv_heads, this.head_dim);
      this.cache_k.index_put_([`:${bsz}`, `${start_pos}:${start_pos + seqlen}`], xk);
      this.cache_v.index_put_([`:${bsz}`, torch.Slice(start_pos, start_pos + seqlen)], xv);
      xk = this.cache_k.index(`:${bsz}`, `:${start_pos + seqlen}`);
      xv = this.cache_v.index(`:${bsz}`, `:${start_pos + seqlen}`);
    }
    xk = repeat_kv(xk, this.n_rep).transpose(1, 2);
    xv = repeat_kv(xv, this.n_rep).transpose(1, 2);
    xq = xq.transpose(1, 2);
    let scores = torch.matmul(xq, xk.transpose(2, 3)).div(Math.sqrt(this.head_dim));
    if (seqlen > 1) scores = scores.add(this.mask.index(":", ":", `:${seqlen}`, `:${seqlen}`));
    scores = F.softmax(scores.float(), { dim: -1 }).type_as(xq);
    return this.wo(torch.matmul(scores, xv).transpose(1, 2).contiguous().view(bsz, seqlen, -1));
  }
}
class FeedForward extends nn.Module {
  w1;
  w2;
  w3;
  constructor(dim: number, hidden_dim: number, multiple_of: number) {
    super();
    hidden_dim = Math.floor((2 * hidden_dim) / 3);
    hidden_dim = multiple_of * Math.floor((hidden_dim + multiple_of - 1) / multiple_of);
    this.w1 = new nn.Linear(dim, hidden_dim, { bias: false });
    this.w2 = new nn.Linear(hidden_dim, dim, { bias: false });
    this.w3 = new nn.Linear(dim, hidden_dim, { bias: false });
  }
  override forward(x: torch.Tensor) {
    return this.w2(F.silu(this.w1(x)).mul(this.w3(x)));
  }
}
class MoE extends nn.Module {
  experts;
  gate;
  constructor(
    dim: number,
    readonly n: number,
    readonly k: number,
  ) {
    super();
    this.experts = new nn.ModuleList(Array.from({ length: n }, () => new FeedForward(dim, 2 * dim, 4)));
    this.gate = new nn.Linear(dim, n, { bias: false });
  }
  override forward(inputs: torch.Tensor): [torch.Tensor, torch.Tensor] {
    const squashed = inputs.view(-1, inputs.shape.at(-1)!);
    const logits = this.gate(squashed);
    let [weights, selected] = torch.topk(logits, this.k);
    weights = F.softmax(weights, { dim: 1, dtype: torch.float }).type_as(inputs);
    const results = torch.zeros_like(squashed);
    for (let i = 0; i < this.n; i++) {
      const [batch_idx, nth_expert] = torch.where(selected.eq(i));
      if (batch_idx!.numel() === 0) continue;
      const out = this.experts.at(i)(squashed.index(batch_idx!));
      results.index_put_(
        [batch_idx!],
        results.index(batch_idx!).add(weights.index(batch_idx!, nth_expert!, null).mul(out)),
      );
    }
    const density = F.one_hot(selected.index(":", 0), this.n).float().mean(0),
      probs = F.softmax(logits, -1).mean(0);
    return [results.view_as(inputs), density.mul(probs).sum().mul(this.n)];
  }
}
class TransformerBlock extends nn.Module {
  attention;
  feed_forward: FeedForward | MoE;
  attention_norm;
  ffn_norm;
  constructor(
    readonly layer_id: number,
    args: ModelArgs,
  ) {
    super();
    this.attention = new Attention(args);
    this.feed_forward =
      layer_id === 1 ? new MoE(args.dim, 4, 2) : new FeedForward(args.dim, 4 * args.dim, args.multiple_of);
    this.attention_norm = new RMSNorm(args.dim, args.norm_eps);
    this.ffn_norm = new RMSNorm(args.dim, args.norm_eps);
  }
  override forward(
    x: torch.Tensor,
    cos: torch.Tensor,
    sin: torch.Tensor,
    start_pos: number | null = null,
  ): [torch.Tensor, torch.Tensor | 0] {
    const h = x.add(this.attention(this.attention_norm(x), cos, sin, start_pos));
    if (this.feed_forward instanceof MoE) {
      const [y, aux] = this.feed_forward(this.ffn_norm(h));
      return [h.add(y), aux];
    }
    return [h.add(this.feed_forward(this.ffn_norm(h))), 0];
  }
}
class Transformer extends nn.Module {
  tok_embeddings;
  layers;
  norm;
  output;
  declare freqs_cos: torch.Tensor;
  declare freqs_sin: torch.Tensor;
  constructor(readonly params: ModelArgs) {
    super();
    this.tok_embeddings = new nn.Embedding(params.vocab_size, params.dim);
    this.layers = new nn.ModuleList([0, 1].map((i) => new TransformerBlock(i, params)));
    this.norm = new RMSNorm(params.dim, params.norm_eps);
    this.output = new nn.Linear(params.dim, params.vocab_size, { bias: false });
    this.tok_embeddings.weight = this.output.weight;
    const [c, s] = precompute_freqs(params.dim / params.n_heads, params.max_seq_len);
    this.register_buffer("freqs_cos", c, false);
    this.register_buffer("freqs_sin", s, false);
    this.apply((m) => this._init_weights(m));
    for (const [pn, p] of this.named_parameters())
      if (pn.endsWith("w3.weight") || pn.endsWith("wo.weight"))
        nn.init.normal_(p, { mean: 0.0, std: 0.02 / Math.sqrt(2 * params.n_layers) });
  }
  _init_weights(module: torch.nn.Module) {
    if (module instanceof nn.Linear) {
      nn.init.normal_(module.weight, { mean: 0.0, std: 0.2 });
      if (module.bias !== null) nn.init.zeros_(module.bias);
    } else if (module instanceof nn.Embedding) nn.init.normal_(module.weight, { mean: 0.0, std: 0.2 });
  }
  override forward(tokens: torch.Tensor, start_pos: number | null = null): [torch.Tensor, torch.Tensor] {
    const seqlen = tokens.shape[1]!,
      from = start_pos ?? 0;
    let h = this.tok_embeddings(tokens),
      aux = torch.zeros([]);
    const c = this.freqs_cos.index(`${from}:${from + seqlen}`),
      s = this.freqs_sin.index(`${from}:${from + seqlen}`);
    for (const layer of this.layers) {
      const [y, a] = layer(h, c, s, start_pos);
      h = y;
      aux = aux.add(a);
    }
    return [this.output(this.norm(h)), aux];
  }
}
const model = new Transformer(args);
console.log(
  model.parameters().reduce((n, p) => n + p.numel(), 0),
  Object.keys(model.state_dict()).length,
);
const tokens = torch.randint(0, 20, [2, 9]);
const optimizer = new optim.AdamW(model.parameters(), { lr: 3e-3, betas: [0.9, 0.95], weight_decay: 0.1 });
for (let i = 0; i < 4; i++) {
  const [logits, aux] = model(tokens.index(":", ":-1"));
  const ce = F.cross_entropy(logits.view(-1, logits.size(-1)), tokens.index(":", "1:").reshape(-1), {
    ignore_index: -1,
  });
  optimizer.zero_grad();
  ce.add(aux.mul(0.01)).backward();
  const norm = nn.utils.clip_grad_norm_(model.parameters(), 1.0);
  optimizer.step();
  console.log(i, ce.item(), aux.item(), norm.item());
}
model.eval();
torch.no_grad(() => {
  const full = model(tokens.index("0:1", ":6"))[0];
  const steps: torch.Tensor[] = [model(tokens.index("0:1", ":3"), 0)[0]];
  for (let i = 3; i < 6; i++) steps.push(model(tokens.index("0:1", torch.Slice(i, i + 1)), i)[0]);
  console.log(torch.allclose(full, torch.cat(steps, 1), { atol: 1e-5 }));
  let idx = tokens.index("0:1", ":2");
  for (let i = 0; i < 6; i++) {
    let logits = model(idx)[0].index(":", -1, ":").div(0.8);
    const [v] = torch.topk(logits, Math.min(10, logits.size(-1)));
    logits.index_put_([logits.lt(v.index(":", [-1]))], -Infinity);
    const probs = F.softmax(logits, { dim: -1 });
    const [probs_sort, probs_idx] = torch.sort(probs, { dim: -1, descending: true });
    const probs_sum = torch.cumsum(probs_sort, { dim: -1 });
    const mask = probs_sum.sub(probs_sort).gt(0.9);
    probs_sort.index_put_([mask], 0.0);
    probs_sort.div_(probs_sort.sum({ dim: -1, keepdim: true }));
    const next = torch.gather(probs_idx, -1, torch.multinomial(probs_sort, { num_samples: 1 }));
    idx = torch.cat([idx, next], { dim: 1 });
  }
  console.log(idx.tolist());
});
