import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;

// A character-level GPT with causal attention, after nanoGPT's model.py and train.py: fused and with a mask of its own.
interface GPTConfig {
  block_size: number;
  vocab_size: number;
  n_layer: number;
  n_head: number;
  n_embd: number;
  dropout: number;
  bias: boolean;
  flash: boolean;
}

class LayerNorm extends nn.Module {
  weight: torch.nn.Parameter;
  bias: torch.nn.Parameter | null;
  constructor(ndim: number, bias: boolean) {
    super();
    this.weight = new nn.Parameter(torch.ones(ndim));
    this.bias = bias ? new nn.Parameter(torch.zeros(ndim)) : null;
  }
  override forward(input: torch.Tensor) {
    return F.layer_norm(input, this.weight.shape, this.weight, this.bias, 1e-5);
  }
}

class CausalSelfAttention extends nn.Module {
  c_attn;
  c_proj;
  attn_dropout;
  resid_dropout;
  declare mask: torch.Tensor;
  n_head: number;
  n_embd: number;
  dropout: number;
  flash: boolean;
  constructor(config: GPTConfig) {
    super();
    this.c_attn = new nn.Linear(config.n_embd, 3 * config.n_embd, { bias: config.bias });
    this.c_proj = new nn.Linear(config.n_embd, config.n_embd, { bias: config.bias });
    this.attn_dropout = new nn.Dropout(config.dropout);
    this.resid_dropout = new nn.Dropout(config.dropout);
    this.n_head = config.n_head;
    this.n_embd = config.n_embd;
    this.dropout = config.dropout;
    this.flash = config.flash;
    if (!this.flash) {
      this.register_buffer(
        "mask",
        torch.tril(torch.ones(config.block_size, config.block_size)).view(1, 1, config.block_size, config.block_size),
      );
    }
  }
  override forward(x: torch.Tensor) {
    const [B, T, C] = x.size();
    let [q, k, v] = this.c_attn(x).split(this.n_embd, 2);
    k = k.view(B, T, this.n_head, Math.floor(C / this.n_head)).transpose(1, 2);
    q = q.view(B, T, this.n_head, Math.floor(C / this.n_head)).transpose(1, 2);
    v = v.view(B, T, this.n_head, Math.floor(C / this.n_head)).transpose(1, 2);
    let y: torch.Tensor;
    if (this.flash) {
      y = F.scaled_dot_product_attention(q, k, v, {
        attn_mask: null,
        dropout_p: this.training ? this.dropout : 0,
        is_causal: true,
      });
    } else {
      let att = q.matmul(k.transpose(-2, -1)).mul(1.0 / Math.sqrt(k.size(-1)));
      att = att.masked_fill(this.mask.index(":", ":", `:${T}`, `:${T}`).eq(0), -Infinity);
      att = F.softmax(att, { dim: -1 });
      att = this.attn_dropout(att);
      y = att.matmul(v);
    }
    y = y.transpose(1, 2).contiguous().view(B, T, C);
    return this.resid_dropout(this.c_proj(y));
  }
}

class MLP extends nn.Module {
  c_fc;
  gelu;
  c_proj;
  dropout;
  constructor(config: GPTConfig) {
    super();
    this.c_fc = new nn.Linear(config.n_embd, 4 * config.n_embd, { bias: config.bias });
    this.gelu = new nn.GELU();
    this.c_proj = new nn.Linear(4 * config.n_embd, config.n_embd, { bias: config.bias });
    this.dropout = new nn.Dropout(config.dropout);
  }
  override forward(x: torch.Tensor) {
    x = this.c_fc(x);
    x = this.gelu(x);
    x = this.c_proj(x);
    return this.dropout(x);
  }
}

class Block extends nn.Module {
  ln_1;
  attn;
  ln_2;
  mlp;
  constructor(config: GPTConfig) {
    super();
    this.ln_1 = new LayerNorm(config.n_embd, config.bias);
    this.attn = new CausalSelfAttention(config);
    this.ln_2 = new LayerNorm(config.n_embd, config.bias);
    this.mlp = new MLP(config);
  }
  override forward(x: torch.Tensor) {
    x = x.add(this.attn(this.ln_1(x)));
    x = x.add(this.mlp(this.ln_2(x)));
    return x;
  }
}

class GPT extends nn.Module {
  transformer;
  lm_head;
  constructor(readonly config: GPTConfig) {
    super();
    this.transformer = new nn.ModuleDict({
      wte: new nn.Embedding(config.vocab_size, config.n_embd),
      wpe: new nn.Embedding(config.block_size, config.n_embd),
      drop: new nn.Dropout(config.dropout),
      h: new nn.ModuleList(Array.from({ length: config.n_layer }, () => new Block(config))),
      ln_f: new LayerNorm(config.n_embd, config.bias),
    });
    this.lm_head = new nn.Linear(config.n_embd, config.vocab_size, { bias: false });
    this.transformer.get("wte").weight = this.lm_head.weight;
    this.apply((module) => this._init_weights(module));
    for (const [pn, p] of this.named_parameters()) {
      if (pn.endsWith("c_proj.weight")) nn.init.normal_(p, { mean: 0.0, std: 0.02 / Math.sqrt(2 * config.n_layer) });
    }
  }
  get_num_params() {
    let n = 0;
    for (const p of this.parameters()) n += p.numel();
    return n - this.transformer.get("wpe").weight.numel();
  }
  _init_weights(module: torch.nn.Module) {
    if (module instanceof nn.Linear) {
      nn.init.normal_(module.weight, { mean: 0.0, std: 0.02 });
      if (module.bias !== null) nn.init.zeros_(module.bias);
    } else if (module instanceof nn.Embedding) {
      nn.init.normal_(module.weight, { mean: 0.0, std: 0.02 });
    }
  }
  override forward(idx: torch.Tensor, targets: torch.Tensor | null = null): [torch.Tensor, torch.Tensor | null] {
    const [b, t] = idx.size();
    const pos = torch.arange(0, t, { dtype: torch.long });
    const tok_emb = this.transformer.get("wte")(idx);
    const pos_emb = this.transformer.get("wpe")(pos);
    let x = this.transformer.get("drop")(tok_emb.add(pos_emb));
    for (const block of this.transformer.get("h")) x = block(x);
    x = this.transformer.get("ln_f")(x);
    if (targets !== null) {
      const logits = this.lm_head(x);
      const loss = F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1), { ignore_index: -1 });
      return [logits, loss];
    }
    return [this.lm_head(x.index(":", [-1], ":")), null];
  }
  configure_optimizers(weight_decay: number, learning_rate: number, betas: [number, number]) {
    const param_dict = new Map(this.named_parameters().filter(([, p]) => p.requires_grad));
    const decay_params = [...param_dict.values()].filter((p) => p.dim() >= 2);
    const nodecay_params = [...param_dict.values()].filter((p) => p.dim() < 2);
    return new optim.AdamW(
      [
        { params: decay_params, weight_decay },
        { params: nodecay_params, weight_decay: 0.0 },
      ],
      { lr: learning_rate, betas },
    );
  }
  generate(this: GPT, idx: torch.Tensor, max_new_tokens: number, temperature = 1.0, top_k: number | null = null) {
    return torch.no_grad(() => {
      for (let i = 0; i < max_new_tokens; i++) {
        const idx_cond = idx.size(1) <= this.config.block_size ? idx : idx.index(":", `-${this.config.block_size}:`);
        let [logits] = this(idx_cond);
        logits = logits.index(":", -1, ":").div(temperature);
        if (top_k !== null) {
          const [v] = torch.topk(logits, Math.min(top_k, logits.size(-1)));
          logits.index_put_([logits.lt(v.index(":", [-1]))], -Infinity);
        }
        const probs = F.softmax(logits, { dim: -1 });
        const idx_next = torch.multinomial(probs, { num_samples: 1 });
        idx = torch.cat([idx, idx_next], { dim: 1 });
      }
      return idx;
    });
  }
}

const text =
  "the quick brown fox jumps over the lazy dog. pack my box with five dozen liquor jugs. how vexingly quick daft zebras jump! ";
const chars = [...new Set(text)].sort();
const stoi = new Map(chars.map((ch, i) => [ch, i]));
const encode = (s: string) => [...s].map((c) => stoi.get(c)!);
const decode = (l: readonly number[]) => l.map((i) => chars[i]).join("");
const data = torch.tensor(encode(text.repeat(4)), { dtype: torch.long });

const learning_rate = 1e-2,
  warmup_iters = 3,
  lr_decay_iters = 12,
  min_lr = 1e-3;
function get_lr(it: number) {
  if (it < warmup_iters) return (learning_rate * (it + 1)) / (warmup_iters + 1);
  if (it > lr_decay_iters) return min_lr;
  const decay_ratio = (it - warmup_iters) / (lr_decay_iters - warmup_iters);
  return min_lr + 0.5 * (1 + Math.cos(Math.PI * decay_ratio)) * (learning_rate - min_lr);
}

for (const flash of [true, false]) {
  torch.manual_seed(1337);
  const config: GPTConfig = {
    block_size: 8,
    vocab_size: chars.length,
    n_layer: 2,
    n_head: 2,
    n_embd: 16,
    dropout: flash ? 0 : 0.1,
    bias: flash,
    flash,
  };
  const model = new GPT(config);
  console.log("params", model.get_num_params());
  const optimizer = model.configure_optimizers(0.1, learning_rate, [0.9, 0.95]);
  const get_batch = (): [torch.Tensor, torch.Tensor] => {
    const ix = torch.randint(data.size(0) - config.block_size, [4]);
    const x = torch.stack([...ix].map((i) => data.index(`${i.item()}:${i.item() + config.block_size}`)));
    const y = torch.stack([...ix].map((i) => data.index(`${i.item() + 1}:${i.item() + 1 + config.block_size}`)));
    return [x, y];
  };
  for (let iter = 0; iter < 10; iter++) {
    const lr = get_lr(iter);
    for (const param_group of optimizer.param_groups) param_group.lr = lr;
    const [X, Y] = get_batch();
    const [, loss] = model(X, Y);
    optimizer.zero_grad({ set_to_none: true });
    loss!.backward();
    const norm = nn.utils.clip_grad_norm_(model.parameters(), 1.0);
    optimizer.step();
    console.log(iter, "loss", loss!.item(), "norm", norm.item(), "lr", lr);
  }
  model.eval();
  const out = model.generate(torch.zeros([1, 1], { dtype: torch.long }), 12, 0.8, 5);
  console.log(decode(out.index(0).tolist() as number[]));
}
