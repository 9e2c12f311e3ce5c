import * as torch from "../../../src/engine/index.js";
import { checkMistakes, m, n, wrong, type Mistake } from "../support/checkMistakes.js";
import { long } from "../support/tensors.js";

const F = torch.nn.functional;
const o = torch.ones;

/** Each refuses a reduction of another name, in one of two wordings. */
const reductions: readonly Mistake[] = [
  ...Object.entries<(reduction: never) => unknown>({
    binary_cross_entropy: (reduction) => F.binary_cross_entropy(m(), m(), { reduction }),
    soft_margin_loss: (reduction) => F.soft_margin_loss(m(), o(2, 3), { reduction }),
    hinge_embedding_loss: (reduction) => F.hinge_embedding_loss(m(), m(), { reduction }),
    margin_ranking_loss: (reduction) => F.margin_ranking_loss(m(), m(), m(), { reduction }),
    kl_div: (reduction) => F.kl_div(m(), m(), { reduction }),
    poisson_nll_loss: (reduction) => F.poisson_nll_loss(m(), m(), { reduction }),
    multi_margin_loss: (reduction) => F.multi_margin_loss(m(), long(0, 1), { reduction }),
    triplet_margin_loss: (reduction) => F.triplet_margin_loss(m(), m(), m(), { reduction }),
    ctc_loss: (reduction) => F.ctc_loss(o(2, 1, 3), long(1), [2], [1], { reduction }),
  }).map(([name, code]) => ({
    does: `a reduction of ${name} that is none`,
    code: () => code(wrong("average")),
    name: "ValueError",
    message: "average is not a valid value for reduction",
  })),
  ...Object.entries<(reduction: never) => unknown>({
    gaussian_nll_loss: (reduction) => F.gaussian_nll_loss(m(), m(), 1, { reduction }),
    multilabel_soft_margin_loss: (reduction) => F.multilabel_soft_margin_loss(m(), m(), { reduction }),
  }).map(([name, code]) => ({
    does: `a reduction of ${name} that is none`,
    code: () => code(wrong("average")),
    name: "ValueError",
    message: "average is not valid",
  })),
];

const likelihoods: readonly Mistake[] = [
  {
    does: "probabilities beyond 1",
    code: () => F.binary_cross_entropy(m().mul(2), m()),
    message: "all elements of input should be between 0 and 1",
  },
  {
    does: "a target that is NaN",
    code: () => F.binary_cross_entropy(m(), m().mul(NaN)),
    message: "all elements of target should be between 0 and 1",
  },
  {
    does: "probabilities of another size",
    code: () => F.binary_cross_entropy(m(), o(3)),
    name: "ValueError",
    message:
      "Using a target size (torch.Size([3])) that is different to the input size (torch.Size([2, 3])) is deprecated. Please ensure they have the same size.",
  },
  {
    does: "a weight that requires a gradient",
    code: () => F.binary_cross_entropy(m(), m(), m()),
    message: /^The function 'binary_cross_entropy' is not differentiable with respect to argument 'weight'/,
  },
  {
    does: "a divergence of integers",
    code: () => F.kl_div(long(1), long(1)),
    message: "kl_div: Integral inputs not supported.",
  },
  {
    does: "a negative variance",
    code: () => F.gaussian_nll_loss(m(), m(), -1),
    name: "ValueError",
    message: "var has negative entry/entries",
  },
  {
    does: "variances of another shape",
    code: () => F.gaussian_nll_loss(m(), m(), o(4)),
    name: "ValueError",
    message: "var is of incorrect size",
  },
  {
    does: "class weights for mse_loss that broadcast",
    code: () => F.mse_loss(m(), o(2, 3), { weight: o(3) }),
    name: "ValueError",
    message: "Weights and input must have the same size.",
  },
  {
    does: "the squares of integers",
    code: () => F.mse_loss(long(1), long(2)),
    name: "NotImplementedError",
    message: `"mse_cpu" not implemented for 'Long'`,
  },
  {
    does: "two targets for one sample",
    code: () => F.nll_loss(n(), long(1, 2)),
    name: "ValueError",
    message: "For 1D input, 1D target must have size 1, but got target size: 2",
  },
  {
    does: "several targets for a sample",
    code: () => F.nll_loss(m(), o(2, 2).long()),
    message: "0D or 1D target tensor expected, multi-target not supported",
  },
  {
    does: "integers for class probabilities",
    code: () => F.cross_entropy(m(), o(2, 3).long()),
    message: "Expected floating point type for target with class probabilities, got Long",
  },
];

const margins: readonly Mistake[] = [
  {
    does: "rankings of two ranks",
    code: () => F.margin_ranking_loss(m(), m(), n()),
    message:
      "margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: torch.Size([2, 3]), input2: torch.Size([2, 3]), target: torch.Size([3]) ",
  },
  {
    does: "a margin of 0 for triplets",
    code: () => F.triplet_margin_loss(m(), m(), m(), 0),
    name: "ValueError",
    message: "margin must be greater than 0, got 0.0",
  },
  {
    does: "triplets of two ranks",
    code: () => F.triplet_margin_with_distance_loss(m(), m(), n()),
    message:
      "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: anchor 2D, positive 2D, and negative 1D inputs",
  },
  {
    does: "a matrix of targets for cosines",
    code: () => F.cosine_embedding_loss(m(), m(), m()),
    message: "0D or 1D target tensor expected, multi-target not supported",
  },
  {
    does: "vectors with a vector of targets",
    code: () => F.cosine_embedding_loss(n(), n(), n()),
    message: "1D target tensor expects 2D input tensors, but found inputs with sizes [3] and [3].",
  },
  {
    does: "a third power of the excess",
    code: () => F.multi_margin_loss(m(), long(0, 1), 3),
    name: "ValueError",
    message: "only p == 1 and p == 2 supported",
  },
  {
    does: "a class that is not there",
    code: () => F.multi_margin_loss(m(), long(0, 3)),
    message: "target out of range",
  },
  {
    does: "labels below −1",
    code: () => F.multilabel_margin_loss(n(), long(0, -2, 1)),
    message: "argument #2 'target' is out of range",
  },
  {
    does: "labels of another size",
    code: () => F.multilabel_margin_loss(m(), long(0, 1)),
    message: "inconsistent target size: [2] for input of size: [2, 3]",
  },
  {
    does: "a soft margin's target that requires a gradient",
    code: () => F.soft_margin_loss(m(), m()),
    message: /^The function 'soft_margin_loss' is not differentiable with respect to argument 'target'/,
  },
];

const probabilities = (): torch.Tensor => o(4, 2, 3, { requires_grad: true });

const labellings: readonly Mistake[] = [
  {
    does: "lengths of another batch",
    code: () => F.ctc_loss(probabilities(), o(2, 2).long(), [4], [2, 2]),
    message: "input_lengths must be of size batch_size",
  },
  {
    does: "an input that is too long",
    code: () => F.ctc_loss(probabilities(), o(2, 2).long(), [5, 4], [2, 2]),
    message:
      "Expected input_lengths to have value at most 4, but got value 5 (while checking arguments for ctc_loss_allocate_outputs)",
  },
  {
    does: "targets that are too short",
    code: () => F.ctc_loss(probabilities(), o(2, 2).long(), [4, 4], [3, 2]),
    message: /^Expected tensor to have size at least 3 at dimension 1, but got size 2 for argument #2 'targets'/,
  },
  {
    does: "a blank that is no label",
    code: () => F.ctc_loss(probabilities(), o(2, 2).long(), [4, 4], [2, 2], 3),
    message: "blank must be in label range",
  },
  {
    does: "lengths that are no integers",
    code: () => F.ctc_loss(probabilities(), o(2, 2).long(), o(2), long(2, 2)),
    message: "input_lengths must be integral",
  },
  {
    does: "a label that is not there",
    code: () => F.ctc_loss(probabilities(), o(2, 2).long().mul(3), [4, 4], [2, 2]),
    message: "ctc_loss: targets has the label 3, which is not in the range [0, 3)",
  },
  {
    does: "a second derivative of labellings",
    code() {
      const x = probabilities();
      const loss = F.ctc_loss(x, o(2, 2).long(), [4, 4], [1, 1]);
      const [gradient] = torch.autograd.grad(loss, x, { create_graph: true });
      gradient!.sum().backward();
    },
    message: "derivative for aten::_ctc_loss_backward is not implemented",
  },
];

checkMistakes("the losses' reductions", reductions);
checkMistakes("likelihoods", likelihoods);
checkMistakes("margins", margins);
checkMistakes("labellings", labellings);
