import * as torch from "../../../src/engine/index.js";
import { checkMistakes, m, wrong, x, type Mistake } from "../support/checkMistakes.js";

const { ones } = torch;
const F = torch.nn.functional;

const distances: readonly Mistake[] = [
  {
    does: "cdist of a vector",
    code: () => torch.cdist(x(), m()),
    message: "cdist only supports at least 2D tensors, X1 got: 1D",
  },
  {
    does: "cdist of other columns",
    code: () => torch.cdist(ones(2, 2), m()),
    message: "X1 and X2 must have the same number of columns. X1: 2 X2: 3",
  },
  {
    does: "cdist of a negative order",
    code: () => torch.cdist(m(), m(), -1),
    message: "cdist only supports non-negative p values",
  },
  {
    does: "cdist of integers",
    code: () => torch.cdist(m(), ones(2, 3).long()),
    message: "cdist only supports floating-point dtypes, X2 got: Long",
  },
  {
    does: "a mode that cdist has not got",
    code: () => torch.cdist(m(), m(), { compute_mode: wrong("fast") }),
    name: "ValueError",
    message: "fast is not a valid value for compute_mode",
  },
  {
    does: "pdist of three dimensions",
    code: () => F.pdist(ones(2, 2, 2)),
    message: "pdist only supports 2D tensors, got: 3D",
  },
  {
    does: "pdist of integers",
    code: () => F.pdist(ones(2, 2).long()),
    message: "pdist only supports floating-point dtypes",
  },
  {
    does: "dist of integers",
    code: () => torch.dist(ones(2).long(), ones(2).long()),
    message: "norm(): input dtype should be either floating point or complex. Got Long instead.",
  },
  {
    does: "cosine_similarity of integers",
    code: () => F.cosine_similarity(ones(2, 2).long(), ones(2, 2).long()),
    message: "expected common dtype to be floating point, yet common dtype is Long",
  },
  {
    does: "normalize along a dimension that is not there",
    code: () => F.normalize(x()),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-1, 0], but got 1)",
  },
  {
    does: "renorm of a vector",
    code: () => torch.renorm(x(), 2, 0, 1),
    message: "renorm: input needs at least 2 dimensions, got 1 dimensions",
  },
  {
    does: "renorm of order 0",
    code: () => torch.renorm(m(), 0, 0, 1),
    message: "renorm: non-positive-norm not supported",
  },
  {
    does: "renorm to less than nothing",
    code: () => torch.renorm(m(), 2, 0, -1),
    message: "renorm: expected maxnorm to be >= 0 but got -1",
  },
  {
    does: "mvlgamma of no dimension",
    code: () => torch.mvlgamma(x(), 0),
    message: "p has to be greater than or equal to 1",
  },
  {
    does: "mvlgamma of bools",
    code: () => torch.mvlgamma(ones(2).bool(), 1),
    message: "The input tensor may not be a boolean tensor.",
  },
  {
    does: "corrcoef of three dimensions",
    code: () => torch.corrcoef(ones(2, 2, 2)),
    message: "corrcoef(): expected input to have two or fewer dimensions but got an input with 3 dimensions",
  },
  {
    does: "cov with weights of 0",
    code: () => torch.cov(ones(2), { aweights: torch.zeros(2) }),
    message: "cov(): weights sum to zero, can't be normalized",
  },
];

const strided: readonly Mistake[] = [
  {
    does: "other numbers of sizes and strides",
    code: () => x().as_strided([2, 2], [1]),
    message: "mismatch in length of strides and shape",
  },
  {
    does: "negative strides",
    code: () => x().as_strided([2, 2], [-1, 1]),
    message: "as_strided: Negative strides are not supported at the moment, got strides: [-1, 1]",
  },
  {
    does: "more than the storage holds",
    code: () => x().as_strided([2, 2], [2, 1]),
    message:
      "setStorage: sizes [2, 2], strides [2, 1], storage offset 0, and itemsize 4 requiring a storage size of 16 are out of bounds for storage of size 12",
  },
  { does: "a negative offset", code: () => x().as_strided([2], [1], -1), message: "Tensor: invalid storage offset -1" },
];

const rows = (): torch.Tensor => ones(1, 2, 3);

const pads: readonly Mistake[] = [
  { does: "an odd number of sizes", code: () => F.pad(rows(), [1]), message: "Padding length must be divisible by 2" },
  {
    does: "more sizes than dimensions",
    code: () => F.pad(ones(3), [1, 1, 1, 1]),
    message:
      "Padding length should be less than or equal to two times the input dimension but got padding length 4 and input of dimension 1",
  },
  {
    does: "taking more than there is",
    code: () => F.pad(ones(3), [-2, -2]),
    message: "narrow(): length must be non-negative.",
  },
  {
    does: "a mode that there is not",
    code: () => F.pad(rows(), [1, 1], wrong("mirror")),
    name: "NotImplementedError",
    message: "Unrecognised padding mode mirror",
  },
  {
    does: "a value to reflect",
    code: () => F.pad(rows(), [1, 1], "reflect", 1),
    message: 'Padding mode "reflect" doesn\'t take in value argument',
  },
  {
    does: "too few dimensions to reflect",
    code: () => F.pad(ones(3), [1, 1], "reflect"),
    name: "NotImplementedError",
    message:
      "Padding size 2 is not supported for 1D input tensor.\nSupported combinations for non-constant padding:\n  - 2D or 3D input: padding size = 2 (pads last dimension)\n  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)",
  },
  {
    does: "reflecting more than there is",
    code: () => F.pad(rows(), [3, 1], "reflect"),
    message:
      "Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (3, 1) at dimension 2 of input [1, 2, 3]",
  },
  {
    does: "replicating until nothing is left",
    code: () => F.pad(rows(), [-2, -1], "replicate"),
    message: "input (W: 3) is too small. Calculated output W: 0",
  },
  {
    does: "replicating nothing",
    code: () => F.pad(ones(1, 2, 0), [1, 1], "replicate"),
    message:
      "Expected 2D or 3D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: [1, 2, 0]",
  },
  {
    does: "going round twice",
    code: () => F.pad(rows(), [4, 1], "circular"),
    message: "Padding value causes wrapping around more than once.",
  },
  {
    does: "going round less than nothing",
    code: () => F.pad(rows(), [-3, -1], "circular"),
    message: "Negative padding value is resulting in an empty dimension",
  },
];

checkMistakes("distances", distances);
checkMistakes("as_strided", strided);
checkMistakes("pad", pads);
