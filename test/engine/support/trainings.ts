import { dtypes } from "../../../src/engine/dtype.js";
import * as torch from "../../../src/engine/index.js";
import { tensorOf, type TrainingRun } from "./trainingRuns.js";

const { nn, optim } = torch;
const F = nn.functional;

type Tensor = torch.Tensor;

/** A training that PyTorch did as well: its model, its loss and what changes its weights. */
export interface Training {
  readonly model: torch.nn.Module & { forward(x: Tensor): Tensor };
  /** Of the input and, where there is one, the target. */
  readonly loss: (output: Tensor, target: Tensor, x: Tensor) => Tensor;
  readonly optimizer: (parameters: torch.nn.Parameter[]) => torch.optim.lr_scheduler.AnyOptimizer;
  readonly scheduler?: (optimizer: torch.optim.lr_scheduler.AnyOptimizer) => torch.optim.lr_scheduler.LRScheduler;
}

/** Gives a model the weights with which a run began. */
export function begin(model: torch.nn.Module, { dtype, init }: TrainingRun): void {
  model.to(dtypes[dtype]);
  // A tied weight stands in the file once.
  const state = Object.entries(init).map(([key, value]) => [key, tensorOf(value)]);
  model.load_state_dict(Object.fromEntries(state) as Record<string, Tensor>, false);
}

/** What a run learns from. Where there is no target the loss differentiates by the input. */
export function inputs({ data }: TrainingRun): { readonly x: Tensor; readonly y: Tensor } {
  const x = tensorOf(data.x);
  return { x, y: data.y === undefined ? x.requires_grad_() : tensorOf(data.y) };
}

class CNN extends nn.Module {
  conv = new nn.Conv2d(1, 3, 3, { padding: 1 });
  bn = new nn.BatchNorm2d(3);
  drop = new nn.Dropout(0);
  fc = new nn.Linear(27, 3);

  override forward(x: Tensor): Tensor {
    const pooled = F.max_pool2d(this.bn(this.conv(x)).relu(), 2);
    return this.fc(this.drop(pooled).flatten(1));
  }
}

class AutoEncoder extends nn.Module {
  enc = new nn.Conv2d(1, 2, 3, { stride: 2, padding: 1 });
  dec = new nn.ConvTranspose2d(2, 1, 3, { stride: 2, padding: 1, output_padding: 1 });

  override forward(x: Tensor): Tensor {
    return this.dec(this.enc(x).relu()).sigmoid();
  }
}

class BagClassifier extends nn.Module {
  bag = new nn.EmbeddingBag(7, 4, { mode: "mean", padding_idx: 0 });
  fc = new nn.Linear(4, 3);

  override forward(x: Tensor): Tensor {
    return this.fc(this.bag(x));
  }
}

/** [batch, time, heads · width] as [batch, heads, time, width]. */
function heads(x: Tensor): Tensor {
  const [batch, time] = x.shape as readonly [number, number];
  return x.view(batch, time, 2, 2).transpose(1, 2);
}

/** Causal attention with two heads, of queries, keys and values that stand side by side. */
function attention(qkv: Tensor): Tensor {
  const [q, k, v] = qkv.chunk(3, -1).map(heads) as [Tensor, Tensor, Tensor];
  const out = F.scaled_dot_product_attention(q, k, v, { is_causal: true });
  return out.transpose(1, 2).reshape(qkv.size(0), qkv.size(1), 4);
}

type Recurrent = torch.nn.Module & { forward(x: Tensor): readonly [output: Tensor, state: unknown] };

/** The last step's output of a recurrent module, as one number. */
class LastStep extends nn.Module {
  fc = new nn.Linear(4, 1);

  constructor(readonly rnn: Recurrent) {
    super();
  }

  override forward(x: Tensor): Tensor {
    const [steps] = this.rnn(x);
    return this.fc(steps.select(1, -1));
  }
}

class Gpt extends nn.Module {
  tok = new nn.Embedding(6, 4);
  pos = new nn.Embedding(5, 4);
  ln1 = new nn.LayerNorm(4);
  qkv = new nn.Linear(4, 12, { bias: false });
  proj = new nn.Linear(4, 4, { bias: false });
  ln2 = new nn.LayerNorm(4);
  fc = new nn.Linear(4, 8);
  out = new nn.Linear(8, 4);
  lnf = new nn.LayerNorm(4);
  head = new nn.Linear(4, 6, { bias: false });

  constructor() {
    super();
    this.head.weight = this.tok.weight;
  }

  override forward(x: Tensor): Tensor {
    const embedded = this.tok(x).add(this.pos(torch.arange(x.size(1))));
    const attended = embedded.add(this.proj(attention(this.qkv(this.ln1(embedded)))));
    const hidden = F.gelu(this.fc(this.ln2(attended)), { approximate: "tanh" });
    return this.head(this.lnf(attended.add(this.out(hidden))));
  }
}

class Block extends nn.Module {
  pos = new nn.Parameter(torch.zeros(4, 4));
  tok = new nn.Embedding(5, 4);
  ln1 = new nn.LayerNorm(4);
  qkv = new nn.Linear(4, 12);
  proj = new nn.Linear(4, 4);
  ln2 = new nn.LayerNorm(4);
  fc1 = new nn.Linear(4, 8);
  fc2 = new nn.Linear(8, 4);
  lnf = new nn.LayerNorm(4);
  head = new nn.Linear(4, 5, { bias: false });

  override forward(x: Tensor): Tensor {
    const embedded = this.tok(x).add(this.pos);
    const attended = embedded.add(this.proj(attention(this.qkv(this.ln1(embedded)))));
    return this.head(this.lnf(attended.add(this.fc2(F.gelu(this.fc1(this.ln2(attended)))))));
  }
}

/** Over all positions. */
function tokenLoss(output: Tensor, target: Tensor): Tensor {
  return F.cross_entropy(output.flatten(0, 1), target.flatten());
}

/** u' = −u and u(0) = 1. */
function physicsLoss(u: Tensor, x: Tensor, model: (x: Tensor) => Tensor): Tensor {
  const [slope] = torch.autograd.grad(u.sum(), x, { create_graph: true }) as [Tensor];
  const start = model(torch.zeros(1, 1, { dtype: x.dtype }));
  return slope.add(u).pow(2).mean().add(start.sub(1).pow(2).sum());
}

export const trainings: Readonly<Record<string, () => Training>> = {
  linreg_sgd: () => ({
    model: new nn.Linear(2, 1),
    loss: asFunction(new nn.MSELoss()),
    optimizer: (parameters) => new optim.SGD(parameters, { lr: 0.05 }),
  }),
  xor_mlp_adam: () => ({
    model: new nn.Sequential(new nn.Linear(2, 4), new nn.Tanh(), new nn.Linear(4, 1)),
    loss: asFunction(new nn.BCEWithLogitsLoss()),
    optimizer: (parameters) => new optim.Adam(parameters, { lr: 0.05 }),
  }),
  adamw_classifier: () => ({
    model: new nn.Sequential(new nn.Linear(3, 5), new nn.LayerNorm(5), new nn.GELU(), new nn.Linear(5, 3)),
    loss: asFunction(new nn.CrossEntropyLoss({ label_smoothing: 0.05 })),
    optimizer: (parameters) => new optim.AdamW(parameters, { lr: 0.03, betas: [0.9, 0.98], weight_decay: 0.05 }),
  }),
  sgd_momentum_nesterov_wd: () => ({
    model: new nn.Sequential(new nn.Linear(2, 3), new nn.Sigmoid(), new nn.Linear(3, 1)),
    loss: (output, target) => F.smooth_l1_loss(output, target),
    optimizer: (parameters) =>
      new optim.SGD(parameters, { lr: 0.1, momentum: 0.9, nesterov: true, weight_decay: 0.01 }),
  }),
  rmsprop_centered_momentum: () => ({
    model: new nn.Sequential(new nn.Linear(2, 4), new nn.ELU(), new nn.Linear(4, 1)),
    loss: (output, target) => F.huber_loss(output, target),
    optimizer: (parameters) => new optim.RMSprop(parameters, { lr: 0.01, alpha: 0.95, centered: true, momentum: 0.5 }),
  }),
  rmsnorm_silu_adam: () => ({
    model: new nn.Sequential(new nn.Linear(3, 5), new nn.RMSNorm(5), new nn.SiLU(), new nn.Linear(5, 3)),
    loss: asFunction(new nn.CrossEntropyLoss()),
    optimizer: (parameters) => new optim.Adam(parameters, { lr: 0.02 }),
  }),
  cnn_cross_entropy: () => ({
    model: new CNN(),
    loss: asFunction(new nn.CrossEntropyLoss()),
    optimizer: (parameters) => new optim.SGD(parameters, { lr: 0.1, momentum: 0.9 }),
  }),
  conv1d_groupnorm_nadam: () => ({
    model: new nn.Sequential(
      new nn.Conv1d(2, 4, 3, { padding: 1 }),
      new nn.GroupNorm(2, 4),
      new nn.Mish(),
      new nn.AdaptiveAvgPool1d(2),
      new nn.Flatten(),
      new nn.Linear(8, 2),
    ),
    loss: asFunction(new nn.CrossEntropyLoss()),
    optimizer: (parameters) => new optim.NAdam(parameters, { lr: 0.02 }),
    scheduler: (optimizer) => new optim.lr_scheduler.OneCycleLR(optimizer, { max_lr: 0.05, total_steps: 20 }),
  }),
  conv_autoencoder_adam: () => ({
    model: new AutoEncoder(),
    loss: asFunction(new nn.MSELoss()),
    optimizer: (parameters) => new optim.Adam(parameters, { lr: 0.02 }),
  }),
  embedding_bag_sgd: () => ({
    model: new BagClassifier(),
    loss: asFunction(new nn.CrossEntropyLoss()),
    optimizer: (parameters) => new optim.SGD(parameters, { lr: 0.5, momentum: 0.5 }),
  }),
  grad_accumulation_clip_value: () => ({
    model: new nn.Sequential(new nn.Linear(2, 4), new nn.Tanh(), new nn.Linear(4, 1)),
    loss: asFunction(new nn.MSELoss()),
    optimizer: (parameters) => new optim.SGD(parameters, { lr: 0.1, momentum: 0.9 }),
  }),
  gpt_sdpa_adamw: () => ({
    model: new Gpt(),
    loss: tokenLoss,
    optimizer: (parameters) =>
      new optim.AdamW(
        [
          { params: parameters.filter(({ ndim }) => ndim >= 2), weight_decay: 0.1 },
          { params: parameters.filter(({ ndim }) => ndim < 2), weight_decay: 0 },
        ],
        { lr: 0.02, betas: [0.9, 0.95] },
      ),
    scheduler: (optimizer) => new optim.lr_scheduler.LambdaLR(optimizer, (step) => Math.min(1, (step + 1) / 5)),
  }),
  transformer_block_adamw: () => ({
    model: new Block(),
    loss: tokenLoss,
    optimizer: (parameters) => new optim.AdamW(parameters, { lr: 0.01 }),
    scheduler: (optimizer) => new optim.lr_scheduler.CosineAnnealingLR(optimizer, { T_max: 20 }),
  }),
  rnn1_adam_clip: () => recurrentTraining(new nn.RNN(2, 4, { batch_first: true })),
  lstm1_adam_clip: () => recurrentTraining(new nn.LSTM(2, 4, { batch_first: true })),
  physics_second_order: () => {
    const model = new nn.Sequential(new nn.Linear(1, 5), new nn.Tanh(), new nn.Linear(5, 1));
    return {
      model,
      loss: (output, _, x) => physicsLoss(output, x, model),
      optimizer: (parameters) => new optim.Adam(parameters, { lr: 0.02 }),
    };
  },
};

function recurrentTraining(rnn: Recurrent): Training {
  return {
    model: new LastStep(rnn),
    loss: asFunction(new nn.MSELoss()),
    optimizer: (parameters) => new optim.Adam(parameters, { lr: 0.02 }),
  };
}

/** A loss module as a function of what it takes. */
function asFunction(loss: (output: Tensor, target: Tensor) => Tensor): Training["loss"] {
  return (output, target) => loss(output, target);
}
