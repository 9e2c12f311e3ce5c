import * as torch from "../../../src/engine/index.js";
import { checkMistakes, m, n, wrong, x, type Mistake } from "../support/checkMistakes.js";

const F = torch.nn.functional;
const square = (): torch.Tensor => torch.zeros([2, 2], { dtype: torch.int64 });

/** Calls that are wrong in more than one way, or for more than one reason, and the words that PyTorch has for them. */
const mistakes: readonly Mistake[] = [
  {
    does: "a list after a size",
    code: () => m().view(3, wrong([1, 2])),
    name: "TypeError",
    message:
      "view(): argument 'size' failed to unpack the object at pos 2 with error \"type must be tuple of ints,but got Array\"",
  },
  {
    does: "a size after null",
    code: () => m().expand(wrong(null), 3),
    name: "TypeError",
    message: "expand() takes 1 positional argument but 2 were given",
  },
  {
    does: "one size where a list is wanted",
    code: () => torch.reshape(m(), wrong(-1)),
    name: "TypeError",
    message: "reshape(): argument 'shape' must be tuple of ints, not number",
  },
  {
    does: "a range of a long fraction",
    code: () => n().histc(1, -50 / 7, Infinity),
    message: "torch.histc: range of [-7.14286, inf] is not finite",
  },
  {
    does: "a share far above 1",
    code: () => n().quantile(1234567.5),
    message: "quantile() q must be in the range [0, 1] but got 1.23457e+06",
  },
  {
    does: "a list for a mode",
    code: () => torch.cdist(m(), m(), 2, wrong([1, 2])),
    name: "ValueError",
    message: "(1, 2) is not a valid value for compute_mode",
  },
  {
    does: "a 0-d tensor for a reduction",
    code: () => F.mse_loss(x(), n(), { reduction: wrong(torch.tensor(0.5)) }),
    name: "ValueError",
    message: "0.5 is not a valid value for reduction",
  },
  {
    does: "a reduction of a loss with weights",
    code: () => F.l1_loss(x(), n(), { weight: n(), reduction: wrong("all") }),
    name: "ValueError",
    message: "Invalid reduction mode: all. Expected one of 'none', 'mean', 'sum'.",
  },
  {
    does: "indices of two dimensions, and a dimension that is not there",
    code: () => m().tensor_split(square(), 3),
    message:
      "tensor_split expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional tensor, but got a tensor with 2 dims",
  },
  {
    does: "parts of infinite size",
    code: () => n().split(torch.tensor(Infinity)),
    name: "OverflowError",
    message: "cannot convert float infinity to integer",
  },
  {
    does: "integers without a tolerance",
    code: () => torch.linalg.matrix_rank(square()),
    message: "This function doesn't handle types other than float and double",
  },
  {
    does: "integers with a tolerance",
    code: () => torch.linalg.matrix_rank(square(), 1),
    message: "linalg.svd: Expected a floating point or complex tensor as input. Got Long",
  },
  {
    does: "an index that is out of range, and a tensor that is filled first",
    code: () =>
      n().index_reduce(0, torch.tensor([3], { dtype: torch.int64 }), torch.ones(1), "mean", { include_self: false }),
    name: "IndexError",
    message: "index 3 is out of bounds for dimension 0 with size 3",
  },
  {
    does: "a slope in place",
    code: () => F.leaky_relu_(n(), wrong([1])),
    name: "TypeError",
    message: "leaky_relu_(): argument 'negative_slope' must be Number, not Array",
  },
  {
    does: "no distance between the elements of a window",
    code: () => F.conv1d(torch.ones(1, 2, 5), torch.ones(1, 2, 2), { dilation: 0 }),
    message: "dilation should be greater than zero, but got [1, 0]",
  },
  {
    does: "no distance between the elements of a window turned round",
    code: () => F.conv_transpose1d(torch.ones(1, 2, 5), torch.ones(2, 2, 2), { dilation: 0 }),
    message: "dilation should be greater than zero, but got dilation_height: 1, dilation_width: 0",
  },
];

checkMistakes("which fault is told first", mistakes);
