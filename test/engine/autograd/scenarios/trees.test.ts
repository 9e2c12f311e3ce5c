import * as torch from "../../../../src/engine/index.js";
import { scenario } from "../../support/scenario.js";
import { leaf } from "../../support/tensors.js";

type Node = torch.autograd.graph.Node;
type Tensor = torch.Tensor;

const F = torch.nn.functional;

/** A graph as nested lists: a node's name, then for each operand null or the graph of its node and the output number. */
function names(node: Node | null): unknown {
  if (node === null) return null;
  const next = node.next_functions.map(([child, output]) => (child === null ? null : [names(child), output]));
  return [node.constructor.name, ...next];
}

const trained = { requires_grad: true } as const;

/** What the examples are made of, anew for each. */
function ingredients() {
  return {
    x: torch.tensor(
      [
        [0.5, 1.5],
        [2.5, 0.75],
      ],
      trained,
    ),
    v: leaf(1, 2),
    w: torch.ones(3, 2, trained),
    b: torch.ones(3, trained),
    img: torch.ones(1, 1, 4, 4, trained),
    k: torch.ones(1, 1, 2, 2, trained),
    t: torch.tensor([0, 1], { dtype: torch.long }),
    g: torch.ones(2, trained),
    bias: torch.zeros(2, trained),
  };
}

type Example = (of: ReturnType<typeof ingredients>) => Tensor;

const examples: Readonly<Record<string, Example>> = {
  "x*x+1": ({ x }) => x.mul(x).add(1),
  "2*x-x/3": ({ x }) => torch.mul(2, x).sub(x.div(3)),
  "x@x": ({ x }) => x.matmul(x),
  "x@x.t()": ({ x }) => x.matmul(x.t()),
  "x@x.T": ({ x }) => x.matmul(x.T),
  "x@v": ({ x, v }) => x.matmul(v),
  "3d@2d": ({ x }) => x.index(null).matmul(x),
  "3d@3d": ({ x }) => x.index(null).matmul(x.index(null)),
  linear: ({ x, w, b }) => F.linear(x, w, b),
  "linear without bias": ({ x, w }) => F.linear(x, w),
  "linear 3d": ({ x, w, b }) => F.linear(x.index(null), w, b),
  addmm: ({ x, w, b }) => torch.addmm(b, x, w.t()),
  view: ({ x }) => x.view(4),
  "reshape of t()": ({ x }) => x.t().reshape(4),
  "x[0:1]": ({ x }) => x.index("0:1"),
  "x[:,0]": ({ x }) => x.index(":", 0),
  "x[0]": ({ x }) => x.index(0),
  "x[t]": ({ x, t }) => x.index(t),
  "x[0,1]": ({ x }) => x.index(0, 1),
  "b[0]=v in place": ({ x, v }) => x.mul(1).index_put_([0], v),
  "c[:,0].mul_(2)": ({ x }) => {
    const c = x.mul(1);
    c.index(":", 0).mul_(2);
    return c;
  },
  "plain[0]=v[0]": ({ v }) => torch.zeros(2).index_put_([0], v.index(0)),
  expand: ({ v }) => v.expand(2, 2),
  "v+x broadcast": ({ v, x }) => v.add(x),
  sum: ({ x }) => x.sum(),
  "sum(0)": ({ x }) => x.sum(0),
  mean: ({ x }) => x.mean(),
  "mean(1)": ({ x }) => x.mean(1),
  "x.var()": ({ x }) => x.var(),
  "max(0)": ({ x }) => x.max(0).values,
  cross_entropy: ({ x, t }) => F.cross_entropy(x, t),
  "cross_entropy smoothing": ({ x, t }) => F.cross_entropy(x, t, { label_smoothing: 0.1 }),
  "cross_entropy probabilities": ({ x }) => F.cross_entropy(x, x.detach().softmax(1)),
  "nll(log_softmax)": ({ x, t }) => F.nll_loss(F.log_softmax(x, 1), t),
  mse: ({ x }) => F.mse_loss(x, torch.zeros(2, 2)),
  "bce with logits": ({ x }) => F.binary_cross_entropy_with_logits(x, torch.ones(2, 2)),
  conv2d: ({ img, k }) => F.conv2d(img, k),
  "conv2d relu pool": ({ img, k }) => F.max_pool2d(F.relu(F.conv2d(img, k, { padding: 1 })), 2) as Tensor,
  avg_pool2d: ({ img }) => F.avg_pool2d(img, 2),
  interpolate: ({ img }) => F.interpolate(img, { scale_factor: 2 }),
  unfold: ({ img }) => F.unfold(img, 2),
  conv_transpose2d: ({ img, k }) => F.conv_transpose2d(img, k),
  adaptive_avg_pool2d: ({ img }) => F.adaptive_avg_pool2d(img, 1),
  batch_norm: ({ x, g, bias }) => F.batch_norm(x, null, null, g, bias, { training: true }),
  "batch_norm eval": ({ x, g, bias }) => F.batch_norm(x, torch.zeros(2), torch.ones(2), g, bias),
  layer_norm: ({ x, g, bias }) => F.layer_norm(x, [2], g, bias),
  group_norm: ({ x }) => F.group_norm(x.index(null), 1),
  rms_norm: ({ x, g }) => F.rms_norm(x, [2], g),
  embedding: ({ x, t }) => F.embedding(t, x),
  embedding_bag: ({ x, t }) => F.embedding_bag(t.index(null), x),
  dropout: ({ x }) => F.dropout(x, 0.5),
  softmax: ({ x }) => x.softmax(1),
  "gelu(linear)": ({ x, w, b }) => F.gelu(F.linear(x, w, b)),
  cat: ({ x }) => torch.cat([x, x.mul(2)]),
  stack: ({ v }) => torch.stack([v, v]),
  split: ({ x }) => {
    const [a, c] = x.split(1);
    return a!.mul(c!);
  },
  where: ({ x, v }) => torch.where(x.gt(1), x, v),
  "x.norm()": ({ x }) => x.norm(),
  "x.std()": ({ x }) => x.std(),
  "einsum bij,bjk": ({ x }) => torch.einsum("bij,bjk->bik", x.index(null), x.index(null)),
  "attention 3d": ({ x }) => F.scaled_dot_product_attention(x.index(null), x.index(null), x.index(null)),
  "attention 4d": ({ x }) =>
    F.scaled_dot_product_attention(x.index(null, null), x.index(null, null), x.index(null, null)),
  detach: ({ x }) => x.detach().mul(x),
  clone: ({ x }) => x.clone(),
  double: ({ x }) => x.double(),
  maximum: ({ x, v }) => torch.maximum(x, v),
  clamp: ({ x }) => x.clamp(0, 1),
  "x**2": ({ x }) => x.pow(2),
  "1/x": ({ x }) => torch.div(1, x),
  scatter_add: ({ x, t }) => torch.zeros(2, 2).scatter_add(0, t.index(null), x),
  "index_put accumulate": ({ x, v, t }) => x.index_put([t], v, true),
  masked_fill: ({ x }) => x.masked_fill(x.gt(1), 0),
  tril: ({ x }) => x.tril(),
  cumsum: ({ x }) => x.cumsum(0),
  outer: ({ v }) => torch.outer(v, v),
  normalize: ({ x }) => F.normalize(x),
  cosine_similarity: ({ x }) => F.cosine_similarity(x, x),
  bilinear: ({ x }) => F.bilinear(x, x, torch.ones(1, 2, 2, trained)),
  "in-place chain": ({ x }) => x.mul(2).add_(1).relu_(),
  pad: ({ x }) => F.pad(x, [1, 1]),
  "pad reflect": ({ x }) => F.pad(x.index(null), [1, 1], { mode: "reflect" }),
  prelu: ({ x }) => F.prelu(x, leaf(0.1)),
  MultiheadAttention: ({ x }) => {
    const attention = new torch.nn.MultiheadAttention(2, 1);
    return attention(x.index(null), x.index(null), x.index(null), { need_weights: false })[0];
  },
  logsumexp: ({ x }) => x.logsumexp(1),
  GRUCell: ({ x }) => new torch.nn.GRUCell(2, 2)(x),
  LSTMCell: ({ x }) => new torch.nn.LSTMCell(2, 2)(x)[0],
};

describe("the graphs that ops make, as PyTorch's scenario has them:", () => {
  scenario("next_functions_trees", () =>
    Object.fromEntries(Object.entries(examples).map(([name, make]) => [name, names(make(ingredients()).grad_fn)])),
  );
});
