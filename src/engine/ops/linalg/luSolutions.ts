import { flagArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { int32 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { swapByPivots } from "../../kernels/matrices/lu.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import { solveTriangle } from "../../kernels/matrices/triangular.js";
import { broadcastShapes, type Shape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { call } from "../dispatch.js";
import type { Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import { unpacked } from "./luRules.js";
import { batchOf, columnwise, matricesOf, matrixOf, sourcesOf, tensorOf } from "./matrices.js";
import { checkSquare, floatingArgument } from "./matrixArguments.js";
import { matrixOp, sumOf } from "./matrixOp.js";
import { permutationOf, pivotsOf } from "./permutations.js";
import { checkSystem } from "./triangularSystems.js";

export interface LuSolveOptions {
  /** Whether A·X = B is solved, or X·A = B; true unless given. */
  readonly left?: boolean;
  /** Whether Aᵀ takes the place of A; false unless given. */
  readonly adjoint?: boolean;
}

/**
 * The solution of A·X = B for A [*, n, n] as `lu_factor` leaves it, and B [*, n, k], or [*, k, n] with left false; batches
 * are broadcast. Throws for other shapes and dtypes.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu_solve.html
 */
export function lu_solve(LU: Tensor, pivots: Tensor, B: Tensor, options?: LuSolveOptions): Tensor;
export function lu_solve(LU: Tensor, pivots: Tensor, B: Tensor, ...args: unknown[]): Tensor {
  const named = byName(lu_solve, "linalg_lu_solve(LU, pivots, B, *, left, adjoint)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_lu_solve";
  const [factors, swaps] = [tensorArgument(op, "LU", LU), tensorArgument(op, "pivots", pivots)];
  const b = tensorArgument(op, "B", B);
  const given = readArguments<LuSolveOptions>(op, ["left", "adjoint"], args);
  const left = flagArgument(op, "left", given.left, true);
  const adjoint = flagArgument(op, "adjoint", given.adjoint, false);
  floatingArgument("torch.linalg.lu_solve", factors);
  if (factors.dtype !== b.dtype) throw errors.luSolveDtypes(factors.dtype.label, b.dtype.label);
  if (swaps.dtype !== int32) throw errors.luSolveArgument("pivots should be a Tensor of scalar type torch.int32");
  checkSquare("torch.linalg.lu_solve", factors);
  if (b.ndim < 2) throw errors.notMatrices("linalg.lu_solve", "B");
  checkSystem("lu_solve", factors.shape, b.shape, left);
  if (swaps.shape.at(-1) !== factors.shape.at(-1)) {
    throw errors.luSolveArgument("Number of pivots per batch should be same as the dimension of the matrix");
  }
  return solved(factors, b, swaps, { left, adjoint });
}

/**
 * `torch.linalg.lu_solve` by its older name and with b first.
 * https://docs.pytorch.org/docs/stable/generated/torch.lu_solve.html
 */
export function luSolveOf(input: Tensor, LU_data: Tensor, LU_pivots: Tensor): Tensor {
  const named = byName(luSolveOf, "lu_solve(input, LU_data, LU_pivots)", arguments);
  if (named !== null) return named.result;
  const op = "lu_solve";
  const [b, LU] = [tensorArgument(op, "input", input), tensorArgument(op, "LU_data", LU_data)];
  return lu_solve(LU, tensorArgument(op, "LU_pivots", LU_pivots), b);
}

function solved(LU: Tensor, b: Tensor, pivots: Tensor, side: Side): Tensor {
  return call(solveOp, [LU, b, pivots], side);
}

/** The ops of this family. */
export default class LuSolutionOps {
  /** @internal */
  static get ops() {
    return { linalg_lu_solve: solveOp };
  }
}

type Side = { readonly left: boolean; readonly adjoint: boolean };

const solveOp: Op<Side> = matrixOp<Side>({
  name: "linalg_lu_solve",
  gradFn: "LinalgLuSolveBackward0",
  formulas: ["the strict lower triangle by L and the upper one by U", "inv(A).mT @ g"],
  // Indices of samples are no pivots, which count from 1.
  samples: [],
  shape: ([LU, b]) => [resultShape(LU!, b!)],
  forward([LU, b, pivots], { left, adjoint }) {
    const shape = resultShape(LU!.shape, b!.shape);
    const [rows, columns] = matrixOf(shape);
    const [n, count] = left ? [rows, columns] : [columns, rows];
    const [factors, sides, swaps] = [matricesOf(LU!), matricesOf(b!), pivotsOf(pivots!)];
    const ofB = sourcesOf(batchOf(b!.shape), batchOf(shape));
    const ofPivots = sourcesOf(pivots!.shape.slice(0, -1), batchOf(shape));
    const results = sourcesOf(batchOf(LU!.shape), batchOf(shape)).map((place, i) => {
      const side = sides[ofB[i]!]!;
      // X·A = B is Aᵀ·Xᵀ = Bᵀ.
      const x = left ? side.slice() : transposed(side, rows, columns);
      const isTurned = left === adjoint;
      const order = swaps[ofPivots[i]!]!;
      if (!isTurned) swapByPivots(x, count, order);
      solveTriangle(factors[place]!, n, x, count, isTurned ? { upper: true, transposed: true } : lower);
      solveTriangle(factors[place]!, n, x, count, isTurned ? { ...lower, transposed: true } : { upper: true });
      if (isTurned) swapByPivots(x, count, order, true);
      return transposed(x, n, count);
    });
    return [left ? columnwise(results, shape, b!.dtype) : tensorOf(results, shape, b!.dtype)];
  },
  saves: ["x", "z", "out"],
  vjp([g], { x, z, out }, { attributes: { left, adjoint } }, [ofLU]) {
    const pivots = z as Tensor;
    const ofB = solved(x, g!, pivots, { left, adjoint: !adjoint });
    if (!ofLU) return [null, ofB];
    const { L, U } = unpacked(x);
    // For A = P·L·U the gradient of A is −ofB·Xᵀ, or its transpose; those of L and U follow from it.
    const whole = left ? ofB.matmul(out.mT) : out.mT.matmul(ofB);
    const ofA = permuted(adjoint ? whole.mT : whole, pivots).neg();
    return [ofA.matmul(U.mT).tril(-1).add(L.mT.matmul(ofA).triu()), ofB];
  },
  jvp([ofLU, ofB], { x, z, out }, { attributes: { left, adjoint } }) {
    const pivots = z as Tensor;
    const { L, U } = unpacked(x);
    const product = ofLU ? ofLU.tril(-1).matmul(U).add(L.matmul(ofLU.triu())) : null;
    const moved = product && permutationOf(pivots, x.shape.at(-1)!, x.dtype).matmul(product);
    const turned = moved && adjoint ? moved.mT : moved;
    const side = sumOf(ofB ?? null, turned && (left ? turned.matmul(out) : out.matmul(turned)).neg());
    return [side && solved(x, side, pivots, { left, adjoint })];
  },
});

const lower = { upper: false, unit: true } as const;

/** Pᵀ·x */
function permuted(x: Tensor, pivots: Tensor): Tensor {
  return permutationOf(pivots, x.shape.at(-2)!, x.dtype).mT.matmul(x);
}

function resultShape(LU: Shape, b: Shape): Shape {
  return [...broadcastShapes(batchOf(LU), batchOf(b)), ...matrixOf(b)];
}
