import * as torch from "../../../src/engine/index.js";
import { checkMistakes, m, wrong, x, type Mistake } from "../support/checkMistakes.js";

const { ones } = torch;
const double = { dtype: torch.float64 } as const;
const F = torch.nn.functional;

const added: readonly Mistake[] = [
  {
    does: "addbmm of matrices",
    code: () => torch.addbmm(m(), m(), m()),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
  },
  {
    does: "addbmm of other batches",
    code: () => torch.addbmm(ones(2, 2), ones(3, 2, 2), ones(2, 2, 2)),
    message: "batch1 and batch2 must have same number of batches, got 3 and 2",
  },
  {
    does: "addbmm of other inner sizes",
    code: () => torch.addbmm(ones(2, 2), ones(2, 2, 3), ones(2, 2, 2)),
    message: "Incompatible matrix sizes for bmm (2x3 and 2x2)",
  },
  {
    does: "addbmm to a tensor that does not broadcast",
    code: () => torch.addbmm(ones(3, 2), ones(2, 2, 2), ones(2, 2, 2)),
    message:
      "The expanded size of the tensor (2) must match the existing size (3) at non-singleton dimension 0.  Target sizes: [2, 2].  Tensor sizes: [3, 2]",
  },
  {
    does: "baddbmm of other inner sizes",
    code: () => torch.baddbmm(ones(2, 2), ones(2, 2, 3), ones(2, 2, 2)),
    message: "Expected size for first two dimensions of batch2 tensor to be: [2, 3] but got: [2, 2].",
  },
  {
    does: "baddbmm of two dtypes",
    code: () => torch.baddbmm(ones(2, 2), ones(2, 2, 2, double), ones(2, 2, 2)),
    message: "Input dtypes must be the same, got: input float, batch1: double, batch2: float",
  },
  {
    does: "baddbmm_ on another shape",
    code: () => ones(2, 2).baddbmm_(ones(2, 2, 2), ones(2, 2, 2)),
    message: "Bad in-place call: input tensor size [2, 2] and output tensor size [2, 2, 2] should match",
  },
  {
    does: "addmv of vectors",
    code: () => torch.addmv(ones(2), ones(2), ones(2)),
    message: "vector + matrix @ vector expected, got 1, 1, 1",
  },
  {
    does: "addmv of other sizes",
    code: () => torch.addmv(ones(3), ones(2, 2), ones(2)),
    message: "size mismatch, got input (3), mat (2x2), vec (2)",
  },
  {
    does: "addmv of two dtypes",
    code: () => torch.addmv(ones(2), ones(2, 2, double), ones(2)),
    message: "addmv input tensors must have the same dtype, but got Float, Double, and Float",
  },
  {
    does: "addr of matrices",
    code: () => torch.addr(ones(2, 2), ones(2, 2), ones(2)),
    message: "addr: Expected 1-D argument vec1, but got 2-D",
  },
  {
    does: "addr_ on a vector",
    code: () => ones(2).addr_(ones(2), ones(2)),
    message: "2D tensor expected, got 1D tensor for input",
  },
  {
    does: "addr of integers with a fraction",
    code: () => torch.addr(ones(2, 2).long(), ones(2).long(), ones(2).long(), { beta: 1.5 }),
    message: "For integral input tensors, argument beta must not be a floating point number.",
  },
  {
    does: "a misspelt factor",
    code: () => torch.addmm(m(), m(), m(), wrong({ alhpa: 2 })),
    name: "TypeError",
    message: "addmm() got an unexpected keyword argument 'alhpa' (did you mean 'alpha'?)",
  },
];

const others: readonly Mistake[] = [
  {
    does: "outer of matrices",
    code: () => torch.outer(m(), x()),
    message: "outer: Expected 1-D argument self, but got 2-D",
  },
  {
    does: "inner of other last sizes",
    code: () => torch.inner(m(), ones(4)),
    message: "inner() the last dimension must match on both input tensors but got shapes [2, 3] and [4]",
  },
  {
    does: "vdot of two dtypes",
    code: () => torch.vdot(ones(3, double), ones(3)),
    message: "dot : expected both vectors to have same dtype, but found Double and Float",
  },
  {
    does: "tensordot over −1 dimensions",
    code: () => torch.tensordot(m(), m(), -1),
    message: "tensordot expects dims >= 0, but got dims=-1",
  },
  {
    does: "tensordot over more dimensions than there are",
    code: () => torch.tensordot(m(), ones(3, 2), 3),
    message: "tensordot expects dims < ndim_a or ndim_b, but got dims=3",
  },
  {
    does: "tensordot over other sizes",
    code: () => torch.tensordot(m(), ones(2, 2), 1),
    message: "contracted dimensions need to match, but first has size 3 in dim -1 and second has size 2 in dim 0",
  },
  {
    does: "tensordot over lists of other lengths",
    code: () => torch.tensordot(m(), ones(2, 2), [[0], [0, 1]]),
    message: "both dimension lists should have same length",
  },
  {
    does: "tensordot over one dimension twice",
    code: () =>
      torch.tensordot(ones(2, 2), ones(2, 2), [
        [0, -2],
        [0, 1],
      ]),
    message: "dim 0 appears multiple times in the list of dims",
  },
  {
    does: "a chain of nothing",
    code: () => torch.chain_matmul(),
    message: "chain_matmul(): Expected one or more matrices",
  },
  {
    does: "a chain of matrices that do not fit",
    code: () => torch.chain_matmul(ones(2, 2), ones(3, 3)),
    message: "multi_dot(): tensors 0 and 1 with shapes [2, 2] and [3, 3] cannot be multiplied",
  },
  {
    does: "bilinear of other sizes",
    code: () => F.bilinear(ones(2, 2), ones(2, 4), ones(5, 3, 4)),
    message: "bilinear(): input1 size does not match weight size: got 2 but expected 3",
  },
];

const notation: readonly (readonly [string, readonly number[], string])[] = [
  [
    "i",
    [2, 3],
    "einsum(): the number of subscripts in the equation (1) does not match the number of dimensions (2) for operand 0 and no ellipsis was given",
  ],
  ["...ij...", [2, 3], "einsum(): found '.' for operand 0 for which an ellipsis was already found"],
  ["i.j", [2, 3], "einsum(): found '.' for operand 0 that is not part of any ellipsis"],
  ["ij,jk", [2, 3], "einsum(): fewer operands were provided than specified in the equation"],
  ["i1", [2, 3], "einsum(): invalid subscript given at index 1 in the equation string, subscripts must be in [a-zA-Z]"],
  [
    "ij->i->",
    [2, 3],
    "einsum(): invalid subscript given at index 5 in the equation string, subscripts must be in [a-zA-Z]",
  ],
  ["ij->k", [2, 3], "einsum(): output subscript k does not appear in the equation for any input operand"],
  ["ij->ii", [2, 3], "einsum(): output subscript i appears more than once in the output"],
  ["ij->......", [2, 3], "einsum(): found '.' for output but an ellipsis (...) was already found"],
  ["ii", [2, 3], "einsum(): subscript i is repeated for operand 0 but the sizes don't match, 3 != 2"],
];

checkMistakes("products that are added", added);
checkMistakes("other products", others);
checkMistakes("einsum's notation", [
  ...notation.map(([equation, shape, message]) => ({
    does: equation,
    code: () => torch.einsum(equation, ones(shape)),
    message,
  })),
  {
    does: "sizes that differ",
    code: () => torch.einsum("ij,jk->ik", m(), m()),
    message: "einsum(): subscript j has size 2 for operand 1 which does not broadcast with previously seen size 3",
  },
  {
    does: "more operands than the equation has",
    code: () => torch.einsum("ij", m(), m()),
    message: "einsum(): more operands were provided than specified in the equation",
  },
  {
    does: "a number among subscripts that no letter has",
    code: () => torch.einsum(m(), [0, 52]),
    name: "ValueError",
    message: "einsum(): subscript in subscript list is not within the valid range [0, 52)",
  },
  {
    does: "no operand",
    code: () => torch.einsum("ij->"),
    name: "ValueError",
    message:
      "einsum(): must specify the equation string and at least one operand, or at least one operand and its subscripts list",
  },
]);
