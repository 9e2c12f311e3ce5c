import * as torch from "../../../src/engine/index.js";
import { checkMistakes, i, m, wrong, type Mistake } from "../support/checkMistakes.js";
import { long } from "../support/tensors.js";

const F = torch.nn.functional;
const o = torch.ones;
const q = o(1, 2, 3, 2);
const attend = F.scaled_dot_product_attention;

const attention: readonly Mistake[] = [
  {
    does: "two dtypes",
    code: () => attend(q.double(), q, q),
    message:
      "Expected query, key, and value to have the same dtype, but got query.dtype: double key.dtype: float and value.dtype: float instead.",
  },
  {
    does: "vectors",
    code: () => attend(o(2), o(2), o(2)),
    message:
      "Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: 1 key.dim: 1 and value.dim: 1 instead.",
  },
  {
    does: "a mask of integers",
    code: () => attend(q, q, q, o(3, 3).long()),
    message:
      "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: long int and  query.dtype: float instead.",
  },
  {
    does: "a mask of another size",
    code: () => attend(q, q, q, o(2, 3)),
    message: "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 2",
  },
  {
    does: "a mask beside is_causal",
    code: () => attend(q.select(0, 0), q.select(0, 0), q.select(0, 0), o(3, 3), 0, true),
    message: "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True",
  },
  {
    does: "keys and values of two lengths",
    code: () => attend(q, o(1, 2, 4, 2), q),
    message: /key and value must have the same sequence length, but got 4 and 3$/,
  },
  {
    does: "heads that do not divide",
    code: () => attend(o(1, 4, 3, 2), o(1, 3, 3, 2), o(1, 3, 3, 2), { enable_gqa: true }),
    message: "Number of heads in key and value must divide the number of heads in ",
  },
  {
    does: "a probability beyond 1",
    code: () => attend(q, q, q, null, 1.5),
    message: "dropout probability has to be between 0 and 1, but got 1.5",
  },
  {
    does: "an option of another name",
    code: () => attend(q, q, q, wrong({ isCausal: true })),
    name: "TypeError",
    message: /unexpected keyword argument 'isCausal' \(did you mean 'is_causal'\?\)/,
  },
];

const places = torch.tensor([0, 1, 1], { dtype: torch.long });
const starts = torch.tensor([0, 2], { dtype: torch.long });

const bags: readonly Mistake[] = [
  {
    does: "no offsets",
    code: () => F.embedding_bag(places, m()),
    name: "ValueError",
    message: "offsets has to be a 1D Tensor but got None",
  },
  {
    does: "offsets beside a matrix",
    code: () => F.embedding_bag(places.view(1, 3), m(), starts),
    name: "ValueError",
    message: /^if input is 2D, then offsets has to be None/,
  },
  {
    does: "offsets that begin behind 0",
    code: () => F.embedding_bag(places, m(), long(1, 2)),
    message: /^offsets\[0\] has to be 0, .* However, got 1$/,
  },
  {
    does: "offsets beyond the indices",
    code: () => F.embedding_bag(places, m(), long(0, 4)),
    message: "offsets[-1] can not be greater than input's length 3 but got offsets[-1] of 4",
  },
  {
    does: "a row that is not there",
    code: () => F.embedding_bag(long(0, 2), m(), long(0)),
    message: "Index 1 of input takes value 2 which is not in the valid range [0, 2)",
  },
  {
    does: "weights of a mean",
    code: () => F.embedding_bag(places, m(), starts, { per_sample_weights: o(3) }),
    name: "NotImplementedError",
    message: /per_sample_weights is only supported for mode='sum' \(got mode='mean'\)/,
  },
  {
    does: "frequencies of maxima",
    code: () => F.embedding_bag(places, m(), starts, { mode: "max", scale_grad_by_freq: true }),
    name: "ValueError",
    message: "max mode does not support scaling the gradient by the frequency",
  },
  {
    does: "another mode",
    code: () => F.embedding_bag(places, m(), starts, { mode: wrong("median") }),
    name: "ValueError",
    message: "mode has to be one of sum, mean or max",
  },
  {
    does: "a padding row beyond the table",
    code: () => F.embedding_bag(places, m(), starts, { padding_idx: 2 }),
    message: "padding_idx must be within the number of embeddings, -2 through 1, but got 2",
  },
  {
    does: "float indices",
    code: () => F.embedding_bag(places.float(), m(), starts),
    message: /^Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int/,
  },
  {
    does: "sparse gradients",
    code: () => F.embedding(i().sub(1), m(), { sparse: true }),
    name: "NotImplementedError",
    message: "embedding: sparse gradients are not supported: leave sparse out, or give false",
  },
];

checkMistakes("attention", attention);
checkMistakes("embeddings in bags", bags);
