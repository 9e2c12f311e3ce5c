import * as torch from "../../../src/engine/index.js";
import * as F from "../../../src/engine/nn/functional.js";
import { i, m, n, wrong, x, checkMistakes, type Mistake } from "../support/checkMistakes.js";
import { long } from "../support/tensors.js";

const mistakes: readonly Mistake[] = [
  {
    does: "class indices that are floats",
    code: () => F.nll_loss(m(), torch.tensor([0, 2])),
    message:
      "expected target dtype to be Long or Byte, but got Float: make class indices with torch.tensor([…], { dtype: torch.long })",
  },
  {
    does: "a class that is not there",
    code: () => F.cross_entropy(m(), long(0, 3)),
    name: "IndexError",
    message: "Target 3 is out of bounds.",
  },
  {
    does: "a batch of another size",
    code: () => F.cross_entropy(m(), long(0, 1, 2)),
    name: "ValueError",
    message: "Expected input batch_size (2) to match target batch_size (3).",
  },
  {
    does: "weights of other classes",
    code: () => F.cross_entropy(m(), long(0, 1), torch.ones(2)),
    message:
      "weight tensor should be defined either for all 3 classes or no classes but got weight tensor of shape: [2]",
  },
  {
    does: "a label smoothing beyond 1",
    code: () => F.cross_entropy(m(), long(0, 1), { label_smoothing: 2 }),
    message: "label_smoothing must be between 0.0 and 1.0. Got: 2",
  },
  {
    does: "a reduction of another name",
    code: () => F.mse_loss(n(), n(), { reduction: wrong("average") }),
    name: "ValueError",
    message: "average is not a valid value for reduction",
  },
  {
    does: "logits and targets of two sizes",
    code: () => F.binary_cross_entropy_with_logits(n(), torch.ones(2)),
    name: "ValueError",
    message: "Target size (torch.Size([2])) must be the same as input size (torch.Size([3]))",
  },
  {
    does: "a negative beta",
    code: () => F.smooth_l1_loss(n(), n(), { beta: -1 }),
    message: "smooth_l1_loss does not support negative values for beta.",
  },
  {
    does: "weights of classes that require grad",
    code: () => F.nll_loss(m(), long(0, 1), x()),
    message:
      "The function 'nll_loss_forward' is not differentiable with respect to argument 'weight'. This input cannot have requires_grad True.",
  },
  {
    does: "weights of classes in a plane that require grad",
    code: () => F.cross_entropy(m().unsqueeze(-1), torch.zeros(2, 1, { dtype: torch.long }), x()),
    message: /^The function 'nll_loss2d_forward' is not differentiable with respect to argument 'weight'/,
  },
  {
    does: "weights of bits that require grad",
    code: () => F.binary_cross_entropy_with_logits(m(), torch.ones(2, 3), { pos_weight: x() }),
    message:
      /^The function 'binary_cross_entropy_with_logits' is not differentiable with respect to argument 'pos_weight'/,
  },
  {
    does: "lengths of targets that are bools",
    code: () => F.ctc_loss(torch.ones(2, 1, 3), i().view(1, 2), long(2), torch.tensor([true])),
    message: "target_lengths must be integral",
  },
  {
    does: "an upsampling beyond all memory",
    code: () => F.interpolate(torch.ones(1, 1, 4, 4), { scale_factor: 1e10 }),
    message: "Storage size calculation overflowed with sizes=[1, 1, 40000000000, 40000000000]",
  },
  {
    does: "a delta of 0",
    code: () => F.huber_loss(n(), n(), { delta: 0 }),
    message: "huber_loss does not support non-positive values for delta.",
  },
  {
    does: "an embedding of floats",
    code: () => F.embedding(n(), m()),
    message: /^Expected tensor for argument #1 'indices' to have one of the following scalar types: Long/,
  },
  {
    does: "an embedding beyond the table",
    code: () => F.embedding(long(2), m()),
    name: "IndexError",
    message: "index out of range in self (index 2 of 2)",
  },
  {
    does: "a one-hot vector that is too short",
    code: () => F.one_hot(i(), 2),
    message: /must be smaller than num_classes/,
  },
  {
    does: "a probability beyond 1",
    code: () => F.dropout(n(), 1.5),
    name: "ValueError",
    message: "dropout probability has to be between 0 and 1, but got 1.5",
  },
];

checkMistakes("losses", mistakes);
