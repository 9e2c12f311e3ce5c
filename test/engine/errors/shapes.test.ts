import * as torch from "../../../src/engine/index.js";
import { m, n, x, checkMistakes, type Mistake } from "../support/checkMistakes.js";

const mistakes: readonly Mistake[] = [
  {
    does: "a start that is a float",
    code: () => m().narrow(0, torch.tensor(0), 1),
    message: "start must be an 0-dim integral Tensor.",
  },
  {
    does: "a slice of a scalar",
    code: () => torch.slice_scatter(torch.tensor(2), n(), 0, 0, 1),
    name: "IndexError",
    message: "slice() cannot be applied to a 0-dim tensor.",
  },
  {
    does: "x + y of other sizes",
    code: () => x().add(torch.ones(2)),
    message: "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0",
  },
  { does: "m @ m", code: () => m().matmul(m()), message: "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)" },
  {
    does: "m @ a short vector",
    code: () => m().matmul(torch.ones(2)),
    message: "size mismatch, got input (2), mat (2x3), vec (2)",
  },
  {
    does: "x @ a short vector",
    code: () => x().matmul(torch.ones(2)),
    message:
      "inconsistent tensor size, expected tensor [3] and src [2] to have the same number of elements, but got 3 and 2 elements respectively",
  },
  {
    does: "0-d @ x",
    code: () => torch.tensor(1).matmul(x()),
    message: "both arguments to matmul need to be at least 1D, but they are 0D and 1D",
  },
  {
    does: "batches that do not broadcast",
    code: () => torch.ones(2, 3, 4).matmul(torch.ones(3, 4, 5)),
    message: "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0",
  },
  {
    does: "batches with other inner sizes",
    code: () => torch.ones(2, 3, 4).matmul(torch.ones(2, 5, 5)),
    message: "Expected size for first two dimensions of batch2 tensor to be: [2, 4] but got: [2, 5].",
  },
  { does: "mm of vectors", code: () => torch.mm(x(), x()), message: "self must be a matrix" },
  {
    does: "a product of two dtypes",
    code: () => m().matmul(torch.ones(3, 2, { dtype: torch.float64 })),
    message: "expected m1 and m2 to have the same dtype, but got: float != double",
  },
  {
    does: "t of three dimensions",
    code: () => m().unsqueeze(0).t(),
    message: "t() expects a tensor with <= 2 dimensions, but self is 3D",
  },
  {
    does: "transpose beyond the last dimension",
    code: () => m().transpose(0, 2),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
  },
  { does: "view in too few elements", code: () => m().view(4), message: "shape '[4]' is invalid for input of size 6" },
  {
    does: "view in what does not divide",
    code: () => m().view(-1, 4),
    message: "shape '[-1, 4]' is invalid for input of size 6",
  },
  { does: "view with two open sizes", code: () => m().view(-1, -1), message: "only one dimension can be inferred" },
  {
    does: "view with a negative size",
    code: () => m().view(-2, 3),
    message: "invalid shape dimension -2 at index 0 of shape [-2, 3]",
  },
  {
    does: "view of a transposed matrix",
    code: () => m().t().view(6),
    message: /^view size is not compatible with input tensor's size and stride/,
  },
  {
    does: "sum over a missing dimension",
    code: () => m().sum(2),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
  },
  {
    does: "sum over a dimension twice",
    code: () => m().sum([0, 0]),
    message: "dim 0 appears multiple times in the list of dims",
  },
  {
    does: "sum of a 0-d tensor over dimension 1",
    code: () => torch.tensor(1).sum(1),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-1, 0], but got 1)",
  },
  {
    does: "select out of range",
    code: () => m().select(0, 5),
    name: "IndexError",
    message: "select(): index 5 out of range for tensor of size [2, 3] at dimension 0",
  },
  {
    does: "index out of range",
    code: () => m().index(5),
    name: "IndexError",
    message: "index 5 is out of bounds for dimension 0 with size 2",
  },
  {
    does: "index of a 0-d tensor",
    code: () => torch.tensor(1).index(0),
    name: "IndexError",
    message: /^invalid index of a 0-dim tensor/,
  },
  {
    does: "iteration over a 0-d tensor",
    code: () => [...torch.tensor(1)],
    name: "TypeError",
    message: "iteration over a 0-d tensor",
  },
  {
    does: "expand to fewer dimensions",
    code: () => m().expand(4),
    message:
      "expand(torch.FloatTensor{[2, 3]}, size=[4]): the number of sizes provided (1) must be greater or equal to the number of dimensions in the tensor (2)",
  },
  {
    does: "expand of what is not 1",
    code: () => m().expand(2, 4),
    message:
      "The expanded size of the tensor (4) must match the existing size (3) at non-singleton dimension 1.  Target sizes: [2, 4].  Tensor sizes: [2, 3]",
  },
  {
    does: "expand with −1 in front",
    code: () => m().expand(-1, 2, 3),
    message: "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension 0",
  },
  {
    does: "permute with too few dimensions",
    code: () => m().permute(0),
    message: /^permute\(sparse_coo\): number of dimensions in the tensor input does not match/,
  },
  {
    does: "permute with a dimension twice",
    code: () => m().permute(0, 0),
    message: "permute(): duplicate dims are not allowed.",
  },
  {
    does: "flatten from back to front",
    code: () => m().flatten(1, 0),
    message: "flatten() has invalid args: start_dim cannot come after end_dim",
  },
  {
    does: "unsqueeze too far",
    code: () => m().unsqueeze(4),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-3, 2], but got 4)",
  },
  { does: "stack of nothing", code: () => torch.stack([]), message: "stack expects a non-empty TensorList" },
  {
    does: "stack of two shapes",
    code: () => torch.stack([n(), torch.ones(2)]),
    message: "stack expects each tensor to be equal size, but got [3] at entry 0 and [2] at entry 1",
  },
  {
    does: "item of several elements",
    code: () => n().item(),
    message: "a Tensor with 3 elements cannot be converted to Scalar",
  },
];

checkMistakes("shapes", mistakes);
