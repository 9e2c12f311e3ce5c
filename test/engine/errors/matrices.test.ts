import * as torch from "../../../src/engine/index.js";
import { checkMistakes, wrong, type Mistake } from "../support/checkMistakes.js";

const L = torch.linalg;
const ones = torch.ones;
const eye = (): torch.Tensor => torch.eye(3);
const integers = (): torch.Tensor => torch.ones(2, 2, { dtype: torch.int64 });

/** The identity without its last row; in a batch, the second one. */
const singular = (): torch.Tensor => torch.diag(torch.tensor([1, 1, 0]));
const batch = (): torch.Tensor => torch.stack([eye(), singular()]);

const LinAlgError = "_LinAlgError";

const failures: readonly Mistake[] = [
  {
    does: "the inverse of a singular matrix",
    code: () => L.inv(singular()),
    name: LinAlgError,
    message:
      "linalg.inv: The diagonal element 3 is zero, the inversion could not be completed because the input matrix is singular.",
  },
  {
    does: "the inverses of a batch with a singular matrix",
    code: () => torch.inverse(batch()),
    name: LinAlgError,
    message:
      "linalg.inv: (Batch element 1): The diagonal element 3 is zero, the inversion could not be completed because the input matrix is singular.",
  },
  {
    does: "a power of the inverse of a singular matrix",
    code: () => L.matrix_power(singular(), -2),
    name: LinAlgError,
    message: /^linalg\.inv: The diagonal element 3 is zero/,
  },
  {
    does: "a singular system",
    code: () => L.solve(singular(), ones(3)),
    name: LinAlgError,
    message: "torch.linalg.solve: The solver failed because the input matrix is singular.",
  },
  {
    does: "a batch of systems with a singular one",
    code: () => L.solve_ex(batch(), ones(3, 2), { check_errors: true }),
    name: LinAlgError,
    message: "torch.linalg.solve_ex: (Batch element 1): The solver failed because the input matrix is singular.",
  },
  {
    does: "a matrix that is not positive-definite",
    code: () => L.cholesky(batch()),
    name: LinAlgError,
    message:
      "linalg.cholesky: (Batch element 1): The factorization could not be completed because the input is not positive-definite (the leading minor of order 3 is not positive-definite).",
  },
  {
    does: "the same by the older name",
    code: () => torch.cholesky(singular()),
    name: LinAlgError,
    message: /^cholesky: The factorization could not be completed .*\(the leading minor of order 3 is not/,
  },
  {
    does: "a singular triangular factor",
    code: () => torch.cholesky_inverse(singular()),
    name: LinAlgError,
    message: /^cholesky_inverse: The diagonal element 3 is zero/,
  },
  {
    does: "a singular tensor",
    code: () => L.tensorinv(torch.zeros(4, 2, 2), 1),
    name: LinAlgError,
    message: /^inv: The diagonal element 1 is zero/,
  },
  {
    does: "NaN where singular values are wanted",
    code: () => L.svdvals(torch.full([2, 2], NaN)),
    name: LinAlgError,
    message: "linalg.svd: The algorithm failed to converge because the input matrix contained non-finite values.",
  },
  {
    does: "NaN where eigenvalues are wanted",
    code: () => L.eigh(torch.stack([eye(), torch.full([3, 3], NaN)])),
    name: LinAlgError,
    message:
      "linalg.eigh: (Batch element 1): The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated eigenvalues (error code: 2).",
  },
  {
    does: "a least-squares problem without full rank",
    code: () => L.lstsq(ones(3, 2), ones(3, 1), { driver: "gels" }),
    name: LinAlgError,
    message:
      "torch.linalg.lstsq: The least squares solution could not be computed because the input matrix does not have full rank (error code: 2).",
  },
  {
    does: "a second derivative of slogdet at a singular matrix",
    code: () => {
      const a = singular().requires_grad_();
      torch.autograd.grad(L.slogdet(a).logabsdet, a, { create_graph: true });
    },
    name: LinAlgError,
    message: /^torch\.linalg\.solve: The solver failed/,
  },
  {
    does: "the gradient of a condition number by the inverse, as PyTorch does",
    code: () => {
      L.cond(eye().requires_grad_(), 1).backward();
    },
    message: /modified by an inplace operation: .* which is output 0 of LinalgInvEx/,
  },
  {
    does: "the gradient of R without Q",
    code: () => {
      L.qr(eye().requires_grad_(), "r").R.sum().backward();
    },
    message: /^The derivative of linalg\.qr depends on Q/,
  },
  {
    does: "the gradient of a complete Q with more rows than columns",
    code: () => {
      L.qr(ones(3, 2).requires_grad_(), { mode: "complete" }).R.sum().backward();
    },
    message: "The QR decomposition is not differentiable when mode='complete' and nrows > ncols.",
  },
];

const shapes: readonly Mistake[] = [
  {
    does: "a vector",
    code: () => L.inv(ones(3)),
    message: "linalg.inv: The input tensor A must have at least 2 dimensions.",
  },
  {
    does: "a matrix that is not square",
    code: () => L.det(ones(2, 3)),
    message: "linalg.det: A must be batches of square matrices, but they are 2 by 3 matrices",
  },
  {
    does: "integers",
    code: () => L.slogdet(integers()),
    message: "linalg.slogdet: Expected a floating point or complex tensor as input. Got Long",
  },
  {
    does: "integers where eigenvalues are wanted",
    code: () => L.eigvalsh(integers()),
    name: "NotImplementedError",
    message: `"linalg_eigh_cpu" not implemented for 'Long'`,
  },
  {
    does: "integers for a pseudoinverse",
    code: () => L.pinv(integers()),
    message:
      "linalg.pinv(Long{[2, 2]}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types",
  },
  {
    does: "a side of another size",
    code: () => L.solve(eye(), ones(2, 2)),
    message: "linalg.solve: Incompatible shapes of A and B for the equation AX = B (3x3 and 2x2)",
  },
  {
    does: "a side of another size on the left",
    code: () => L.solve_triangular(eye(), ones(2, 1), { upper: true, left: false }),
    message: "linalg.solve_triangular: Incompatible shapes of A and B for the equation XA = B (3x3 and 2x1)",
  },
  {
    does: "a triangle that is not named",
    code: () => L.solve_triangular(eye(), ones(3, 1), wrong({})),
    name: "TypeError",
    message: `linalg_solve_triangular() missing 1 required positional arguments: "upper"`,
  },
  {
    does: "a system of two dtypes",
    code: () => L.solve(eye(), ones(3, { dtype: torch.float64 })),
    message:
      "linalg.solve: Expected A and B to have the same dtype, but found A of type Float and B of type Double instead",
  },
  {
    does: "a side of another size for a Cholesky factor",
    code: () => torch.cholesky_solve(ones(2, 1), eye()),
    message: "Incompatible matrix sizes for cholesky_solve: each A matrix is 3 by 3 but each b matrix is 2 by 1",
  },
  {
    does: "least squares of other sizes",
    code: () => L.lstsq(ones(3, 2), ones(2)),
    message: "torch.linalg.lstsq: input.size(-2) should match other.size(-1)",
  },
  {
    does: "a driver that there is not",
    code: () => L.lstsq(ones(3, 2), ones(3, 1), { driver: wrong("foo") }),
    message: "torch.linalg.lstsq: parameter `driver` should be one of (gels, gelsy, gelsd, gelss)",
  },
  {
    does: "a mode that there is not",
    code: () => L.qr(eye(), wrong("full")),
    message: "qr received unrecognized mode 'full' but expected one of 'reduced' (default), 'r', or 'complete'",
  },
  {
    does: "fewer rows than columns of reflections",
    code: () => L.householder_product(ones(2, 4), ones(2)),
    message: "torch.linalg.householder_product: input.shape[-2] must be greater than or equal to input.shape[-1]",
  },
  {
    does: "an argument more than there is",
    code: () => Reflect.apply(L.multi_dot, undefined, [[eye(), eye()], 7]),
    name: "TypeError",
    message: /takes 1 positional argument but 2 were given/,
  },
  {
    does: "pivots that are no int32",
    code: () => L.lu_solve(eye(), ones(3), ones(3, 1)),
    message: "linalg.lu_solve: pivots should be a Tensor of scalar type torch.int32",
  },
  {
    does: "a factorisation without pivots",
    code: () => L.lu(eye(), wrong({ pivot: false })),
    message: "linalg.lu_factor: LU without pivoting is not implemented on the CPU",
  },
  {
    does: "a triangle that there is not",
    code: () => L.eigh(eye(), wrong("x")),
    message: "Expected UPLO argument to be 'L' or 'U', but got x",
  },
  {
    does: "a misspelt option",
    code: () => L.svd(eye(), wrong({ fullMatrices: false })),
    name: "TypeError",
    message: /did you mean 'full_matrices'/,
  },
  {
    does: "an option where only names are taken",
    code: () => L.vander(ones(3), wrong(2)),
    name: "TypeError",
    message: "linalg_vander() takes 1 positional argument but 2 were given",
  },
];

const norms: readonly Mistake[] = [
  {
    does: "an order that there is not",
    code: () => L.matrix_norm(eye(), 3),
    message: "linalg.matrix_norm: Order 3 not supported.",
  },
  {
    does: "one dimension twice",
    code: () => L.matrix_norm(eye(), 2, [0, 0]),
    message: "linalg.matrix_norm: dims must be different. Got (0, 0)",
  },
  {
    does: "three dimensions",
    code: () => L.norm(ones(2, 2, 2), 2, [0, 1, 2]),
    message: "linalg.norm: If dim is specified, it must be of length 1 or 2. Got [0, 1, 2]",
  },
  {
    does: "an order without dimensions",
    code: () => L.norm(ones(2, 2, 2), 2),
    message: "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got 3D.",
  },
  {
    does: "the greatest of nothing",
    code: () => L.vector_norm(ones(2, 0), Infinity, 1),
    message:
      "linalg.vector_norm cannot compute the inf norm on the dimension 1because this dimension is empty and the operation does not have an identity",
  },
  {
    does: "a narrower dtype",
    code: () => L.vector_norm(ones(2, { dtype: torch.float64 }), { dtype: torch.float32 }),
    message:
      "linalg.vector_norm: the dtype of the input (Double) should be convertible without narrowing to the specified dtype (Float)",
  },
  {
    does: "a condition number by another norm",
    code: () => L.cond(eye(), 3),
    message: "linalg.cond got an invalid norm type: 3",
  },
  {
    does: "a condition number of a matrix that is not square",
    code: () => L.cond(ones(3, 2), Infinity),
    message: "linalg.cond(ord=inf): A must be batches of square matrices, but they are 3 by 2 matrices",
  },
];

const products: readonly Mistake[] = [
  {
    does: "a chain of one",
    code: () => L.multi_dot([eye()]),
    message: "multi_dot(): expected at least 2 tensors but got 1",
  },
  {
    does: "factors that do not fit",
    code: () => L.multi_dot([eye(), ones(2, 2)]),
    message: "multi_dot(): tensors 0 and 1 with shapes [3, 3] and [2, 2] cannot be multiplied",
  },
  {
    does: "a batch within a chain",
    code: () => L.multi_dot([eye(), ones(3, 3, 3), eye()]),
    message: "multi_dot(): tensor 1 must be 2D but got 3D",
  },
  {
    does: "a chain of two dtypes",
    code: () => L.multi_dot([eye(), ones(3, 3, { dtype: torch.float64 })]),
    message: "multi_dot(): all tensors must have be the same dtype but tensor 0 is float and tensor 1 double",
  },
  {
    does: "a power that is not whole",
    code: () => L.matrix_power(eye(), 2.5),
    name: "TypeError",
    message: /must be int/,
  },
  {
    does: "a tensor that is no square matrix",
    code: () => L.tensorinv(ones(4, 6, 8)),
    message:
      "Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got 8 != 24",
  },
  {
    does: "no vectors of three",
    code: () => torch.cross(ones(2, 2), ones(2, 2)),
    message: "no dimension of size 3 in input",
  },
  {
    does: "dot products of integers",
    code: () => L.vecdot(integers(), integers()),
    message: "linalg.vecdot: Expected a floating point or complex tensor as input. Got Long",
  },
  {
    does: "a Vandermonde matrix of one column",
    code: () => L.vander(ones(3), { N: 1 }),
    message: "N must be greater than 1.",
  },
];

checkMistakes("matrices that have no such decomposition", failures);
checkMistakes("the arguments of torch.linalg", shapes);
checkMistakes("norms of matrices", norms);
checkMistakes("products of matrices", products);
