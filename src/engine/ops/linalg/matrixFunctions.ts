import { integerArgument, refuseMore } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { exponential } from "../../kernels/matrices/exponential.js";
import type { Tensor } from "../../tensor.js";
import { filledTensor, zerosLike } from "../../tensorFactory.js";
import { isMapped } from "../../func/batchLevel.js";
import type { AfterInput } from "../afterInput.js";
import { cloneInRows } from "../copies.js";
import { call } from "../dispatch.js";
import { cat } from "../join.js";
import { sample, type Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import { identityLike } from "./identity.js";
import { inv } from "./inverses.js";
import { batchOf, matricesOf, tensorOf } from "./matrices.js";
import { checkSquare, squareArgument } from "./matrixArguments.js";
import { matrixOp } from "./matrixOp.js";

/**
 * The n-th powers of square matrices [*, m, m], for a whole n; those of the inverses for a negative one. Throws for other
 * shapes, and for singular matrices and a negative n.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_power.html
 */
export function matrix_power(A: Tensor, n: number): Tensor {
  const named = byName(matrix_power, "matrix_power(input, n)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_matrix_power";
  const a = tensorArgument(op, "A", A);
  const exponent = integerArgument(op, "n", n);
  checkSquare("linalg.matrix_power", a);
  if (exponent === 0) {
    const copy = cloneInRows(a);
    copy.copy_(identityLike(a));
    return copy;
  }
  const base = exponent < 0 ? inv(a) : a;
  return Math.abs(exponent) === 1 ? (exponent < 0 ? base : cloneInRows(a)) : power(base, Math.abs(exponent));
}

/** By squaring: A⁶ = A²·A⁴. Of three factors the square comes first. */
function power(a: Tensor, exponent: number): Tensor {
  if (exponent === 3) return a.matmul(a).matmul(a);
  let [result, square, left]: [Tensor | null, Tensor, number] = [null, a, exponent];
  for (;;) {
    if (left % 2 === 1) result = result === null ? square : result.matmul(square);
    left = Math.floor(left / 2);
    if (left === 0) return result!;
    square = square.matmul(square);
  }
}

/**
 * e^A = Σ Aⁿ/n! of square matrices [*, n, n]; NaN for those that are not finite. Throws for other shapes and integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_exp.html
 */
export function matrix_exp(A: Tensor): Tensor {
  const named = byName(matrix_exp, "matrix_exp(input)", arguments);
  if (named !== null) return named.result;
  return call(exponentialOp, [squareArgument("matrix_exp", A)], {});
}

/** Tensor methods and ops of this family. */
export default class MatrixFunctionMethods {
  /** @internal */
  static get ops() {
    return { linalg_matrix_exp: exponentialOp };
  }

  /** e^A of square matrices. https://docs.pytorch.org/docs/stable/generated/torch.matrix_exp.html */
  matrix_exp(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("matrix_exp", 0, arguments);
    return matrix_exp(this);
  }

  /** The n-th powers of square matrices. https://docs.pytorch.org/docs/stable/generated/torch.matrix_power.html */
  matrix_power(this: Tensor, ...args: AfterInput<typeof matrix_power>): Tensor {
    return matrix_power(this, ...args);
  }
}

const exponentialOp: Op = matrixOp({
  name: "linalg_matrix_exp",
  gradFn: "LinalgMatrixExpBackward0",
  formulas: ["the upper right of exp([[x.mT, g], [0, x.mT]])"],
  samples: [sample([[3, 3]], { low: -1 }), sample([[2, 2, 2]], { low: -2 })],
  shape: ([a]) => [a!],
  forward([a]) {
    const n = a!.shape.at(-1)!;
    return [
      tensorOf(
        matricesOf(a!).map((matrix) => exponential(matrix, n)),
        a!.shape,
        a!.dtype,
      ),
    ];
  },
  saves: ["x"],
  vjp: ([g], { x }) => [moved(x.mT, g!)],
  jvp: ([tangent], { x }) => [tangent ? moved(x, tangent) : null],
});

/**
 * The derivative of the exponential at A in the direction E: the upper right of exp([[A, E], [0, A]]).
 * Mathias, "A Chain Rule for Matrix Functions and Applications", SIAM J. Matrix Anal. Appl. 17 (1996).
 */
function moved(a: Tensor, direction: Tensor): Tensor {
  const n = a.shape.at(-1)!;
  return matrix_exp(blockOf(a, direction, n))
    .narrow(-2, 0, n)
    .narrow(-1, n, n);
}

/** [[A, E], [0, A]], written into zeros as PyTorch does it, by which gradients through it are copies; `vmap` refuses that. */
function blockOf(a: Tensor, direction: Tensor, n: number): Tensor {
  if (isMapped(a) || isMapped(direction)) return cat([cat([a, direction], -1), cat([zerosLike(direction), a], -1)], -2);
  const block = filledTensor([...batchOf(a.shape), 2 * n, 2 * n], 0, direction.dtype);
  const part = (row: number, column: number): Tensor => block.narrow(-2, row, n).narrow(-1, column, n);
  part(0, 0).copy_(a);
  part(n, n).copy_(a);
  part(0, n).copy_(direction);
  return block;
}
