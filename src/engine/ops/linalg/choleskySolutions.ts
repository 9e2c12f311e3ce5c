import { flagArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import { solveTriangle } from "../../kernels/matrices/triangular.js";
import { broadcastShapes, type Shape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { AfterInput } from "../afterInput.js";
import { call } from "../dispatch.js";
import type { Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import { batchOf, columnwise, matricesOf, matrixOf, sourcesOf } from "./matrices.js";
import { choleskyOf, type CholeskyOptions } from "./choleskyFactors.js";
import { checkSquare } from "./matrixArguments.js";
import { matrixOp, sumOf } from "./matrixOp.js";

/**
 * The solution X [*, n, k] of A·X = input for A = L·Lᵀ, or A = Uᵀ·U with upper, whose triangular factor L2 [*, n, n] is
 * given; batches are broadcast. Throws for other shapes, dtypes that differ and integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.cholesky_solve.html
 */
export function cholesky_solve(input: Tensor, L2: Tensor, upper?: boolean | CholeskyOptions): Tensor;
export function cholesky_solve(input: Tensor, L2: Tensor, ...args: unknown[]): Tensor {
  const named = byName(cholesky_solve, "cholesky_solve(input, input2, upper)", arguments);
  if (named !== null) return named.result;
  const op = "cholesky_solve";
  const [b, a] = [tensorArgument(op, "input", input), tensorArgument(op, "input2", L2)];
  const given = readArguments<CholeskyOptions>(op, ["upper"], args);
  const upper = flagArgument(op, "upper", given.upper, false);
  if (b.ndim < 2) throw errors.choleskySolveRank("b", b.ndim);
  if (a.ndim < 2) throw errors.choleskySolveRank("u", a.ndim);
  if (b.dtype !== a.dtype) throw errors.choleskySolveDtypes(b.dtype.label, a.dtype.label);
  const [rows, columns] = matrixOf(a.shape);
  if (rows !== columns) throw errors.notSquare("", rows, columns);
  if (matrixOf(b.shape)[0] !== rows) throw errors.choleskySolveSizes(matrixOf(a.shape), matrixOf(b.shape));
  if (!a.dtype.is_floating_point) throw errors.notImplementedFor("cholesky_solve_cpu", a.dtype.label);
  return call(solveOp, [b, a], { upper });
}

/**
 * The inverse of A = L·Lᵀ, or A = Uᵀ·U with upper, whose triangular factor input [*, n, n] is given. Throws for singular
 * factors, other shapes and integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.cholesky_inverse.html
 */
export function cholesky_inverse(input: Tensor, upper?: boolean | CholeskyOptions): Tensor;
export function cholesky_inverse(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(cholesky_inverse, "cholesky_inverse(input, upper)", arguments);
  if (named !== null) return named.result;
  const op = "cholesky_inverse";
  const x = tensorArgument(op, "input", input);
  const given = readArguments<CholeskyOptions>(op, ["upper"], args);
  const upper = flagArgument(op, "upper", given.upper, false);
  checkSquare(op, x);
  if (!x.dtype.is_floating_point) throw errors.notImplementedFor("cholesky_inverse_out_cpu", x.dtype.label);
  return call(inverseOp, [x], { upper });
}

/** Tensor methods and ops of this family. */
export default class CholeskyMethods {
  /** @internal */
  static get ops() {
    return { cholesky_solve: solveOp, cholesky_inverse: inverseOp };
  }

  /**
   * The triangular factor of positive-definite matrices. Throws for others, other shapes and integers.
   * https://docs.pytorch.org/docs/stable/generated/torch.cholesky.html
   */
  cholesky(this: Tensor, ...args: AfterInput<typeof choleskyOf>): Tensor {
    return choleskyOf(this, ...args);
  }

  /**
   * The inverse of the matrices of which these are the triangular factors. Throws for singular ones.
   * https://docs.pytorch.org/docs/stable/generated/torch.cholesky_inverse.html
   */
  cholesky_inverse(this: Tensor, ...args: AfterInput<typeof cholesky_inverse>): Tensor {
    return cholesky_inverse(this, ...args);
  }

  /**
   * The solution of A·X = this tensor for the A whose triangular factor is given.
   * https://docs.pytorch.org/docs/stable/generated/torch.cholesky_solve.html
   */
  cholesky_solve(this: Tensor, ...rest: AfterInput<typeof cholesky_solve>): Tensor {
    return cholesky_solve(this, ...rest);
  }
}

type Triangle = { readonly upper: boolean };

const solveOp: Op<Triangle> = matrixOp<Triangle>({
  name: "cholesky_solve",
  gradFn: "CholeskySolveBackward0",
  formulas: ["inv(A) @ g", "-(inv(A) @ g @ out.mT and its transpose) @ y"],
  // The rule is that of triangular factors, which samples are not.
  samples: [],
  shape: ([b, a]) => [resultShape(b!, a!)],
  forward([b, a], { upper }) {
    const shape = resultShape(b!.shape, a!.shape);
    const [n, columns] = matrixOf(shape);
    const [sides, triangles] = [matricesOf(b!), matricesOf(a!)];
    const ofB = sourcesOf(batchOf(b!.shape), batchOf(shape));
    const results = sourcesOf(batchOf(a!.shape), batchOf(shape)).map((place, i) => {
      const x = sides[ofB[i]!]!.slice();
      solveBoth(triangles[place]!, n, x, columns, upper);
      return transposed(x, n, columns);
    });
    return [columnwise(results, shape, b!.dtype)];
  },
  saves: ["y", "out", "x"],
  vjp([g], { y, out }, { attributes: { upper } }, [, ofFactor]) {
    const factor = y as Tensor;
    const ofB = cholesky_solve(g!, factor, upper);
    if (!ofFactor) return [ofB, null];
    const product = ofB.matmul(out.mT);
    return [ofB, byFactor(product.add(product.mT).neg(), factor, upper)];
  },
  jvp([ofB, ofFactor], { y, out }, { attributes: { upper } }) {
    const factor = y as Tensor;
    const moved = ofFactor ? movedProduct(ofFactor, factor, upper).matmul(out).neg() : null;
    const side = sumOf(ofB ?? null, moved);
    return [side === null ? null : cholesky_solve(side, factor, upper)];
  },
});

const inverseOp: Op<Triangle> = matrixOp<Triangle>({
  name: "cholesky_inverse",
  gradFn: "CholeskyInverseBackward0",
  formulas: ["-out @ (g + g.mT) @ out @ x"],
  samples: [],
  shape: ([a]) => [a!],
  forward([a], { upper }) {
    const n = a!.shape.at(-1)!;
    const isBatch = a!.ndim > 2;
    const results = matricesOf(a!).map((factor, place) => {
      for (let i = 0; i < n; i++) {
        if (factor[i * n + i] === 0) throw errors.singularInverse("cholesky_inverse", isBatch ? place : null, i + 1);
      }
      const x = new Float64Array(n * n);
      for (let i = 0; i < n; i++) x[i * n + i] = 1;
      solveBoth(factor, n, x, n, upper);
      return x;
    });
    return [columnwise(results, a!.shape, a!.dtype)];
  },
  saves: ["x", "out"],
  vjp([g], { x, out }, { attributes: { upper } }) {
    const symmetric = g!.add(g!.mT);
    return [byFactor(out.matmul(symmetric).matmul(out).neg(), x, upper)];
  },
  jvp: ([tangent], { x, out }, { attributes: { upper } }) => [
    tangent
      ? out
          .matmul(movedProduct(tangent, x, upper))
          .matmul(out)
          .neg()
      : null,
  ],
});

/** From the gradient of the product, as it is symmetric, to that of its factor. */
function byFactor(gradient: Tensor, factor: Tensor, upper: boolean): Tensor {
  return upper ? factor.matmul(gradient) : gradient.matmul(factor);
}

/** The tangent of L·Lᵀ, or Uᵀ·U, from that of the factor. */
function movedProduct(tangent: Tensor, factor: Tensor, upper: boolean): Tensor {
  const half = upper ? tangent.mT.matmul(factor) : tangent.matmul(factor.mT);
  return half.add(half.mT);
}

function solveBoth(a: Float64Array, n: number, b: Float64Array, columns: number, upper: boolean): void {
  solveTriangle(a, n, b, columns, { upper, transposed: upper });
  solveTriangle(a, n, b, columns, { upper, transposed: !upper });
}

function resultShape(b: Shape, a: Shape): Shape {
  return [...broadcastShapes(batchOf(b), batchOf(a)), ...matrixOf(b)];
}
