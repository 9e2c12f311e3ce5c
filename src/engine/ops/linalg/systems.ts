import { flagArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { int32 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { factorLu, swapByPivots } from "../../kernels/matrices/lu.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import { solveTriangle } from "../../kernels/matrices/triangular.js";
import { namedTuple, type TwoTensors } from "../../namedTuple.js";
import { broadcastShapes, sameShape, type Shape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { callMany } from "../dispatch.js";
import { sample, type Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import {
  batchOf,
  columnsOf,
  columnwise,
  inColumns,
  matricesOf,
  matrixOf,
  sourcesOf,
  tensorOf,
  turned,
} from "./matrices.js";
import { checkSquare, firstFailure, floatingArgument } from "./matrixArguments.js";
import { matrixOp, sumOf } from "./matrixOp.js";
import { checkSystem } from "./triangularSystems.js";
import { roundingOf } from "../../storage.js";

export interface SolveOptions {
  /** Whether A·X = B is solved, or X·A = B; true unless given. */
  readonly left?: boolean;
}

export interface SolveExOptions extends SolveOptions {
  /** Whether a singular matrix throws; false unless given. */
  readonly check_errors?: boolean;
}

/** What `solve_ex` gives: `info` is 0, or the number of the zero that was met on the diagonal. */
export interface SolveResult extends TwoTensors {
  /** The solution. */
  readonly result: Tensor;
  /** 0, or the place of the pivot that is zero, counted from 1; int32, one for each matrix. */
  readonly info: Tensor;
}

/**
 * The solution of A·X = B, or X·A = B with left false, for square A [*, n, n] and B [*, n, k], [n] or, as a batch of vectors,
 * of A's shape without its last dimension; batches are broadcast. Throws for singular matrices, other shapes and integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.solve.html
 */
export function solve(A: Tensor, B: Tensor, options?: SolveOptions): Tensor;
export function solve(A: Tensor, B: Tensor, ...args: unknown[]): Tensor {
  const named = byName(solve, "linalg_solve(A, B, *, left)", arguments);
  if (named !== null) return named.result;
  const { left } = readArguments<SolveOptions>("linalg_solve", ["left"], args);
  return solved("solve", A, B, left, true).result;
}

/**
 * `solve` that does not throw for a singular matrix unless asked to, but tells of it by `info`.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.solve_ex.html
 */
export function solve_ex(A: Tensor, B: Tensor, options?: SolveExOptions): SolveResult;
export function solve_ex(A: Tensor, B: Tensor, ...args: unknown[]): SolveResult {
  const named = byName(solve_ex, "linalg_solve_ex(A, B, *, left, check_errors)", arguments);
  if (named !== null) return named.result;
  const given = readArguments<SolveExOptions>("linalg_solve_ex", ["left", "check_errors"], args);
  const check = flagArgument("linalg_solve_ex", "check_errors", given.check_errors, false);
  const { result, info } = solved("solve_ex", A, B, given.left, check);
  return namedTuple("linalg_solve_ex", { result, info });
}

function solved(op: "solve" | "solve_ex", A: Tensor, B: Tensor, side: unknown, check: boolean) {
  const [a, b] = [tensorArgument(`linalg_${op}`, "A", A), tensorArgument(`linalg_${op}`, "B", B)];
  const left = flagArgument(`linalg_${op}`, "left", side, true);
  floatingArgument("linalg.solve", a);
  if (a.dtype !== b.dtype) throw errors.systemDtypes(a.dtype.label, b.dtype.label);
  const isVector = hasVectors(a.shape, b.shape);
  checkSquare("linalg.solve", a);
  if (!isVector && b.ndim < 2) throw errors.notMatrices("linalg.solve", "B");
  checkSystem("solve", a.shape, isVector ? [...b.shape, 1] : b.shape, left);
  const [result, info] = callMany(solveOp, [a, b], { left }) as readonly [Tensor, Tensor];
  const failure = check ? firstFailure(info) : null;
  if (failure !== null) throw errors.singularSystem(op, failure.place);
  return { result, info };
}

/** The solution without a check, for rules: a singular matrix gives infinities and NaN. */
export function solution(a: Tensor, b: Tensor, left = true): Tensor {
  return callMany(solveOp, [a, b], { left })[0]!;
}

/** The ops of this family. */
export default class SystemOps {
  /** @internal */
  static get ops() {
    return { linalg_solve_ex: solveOp };
  }
}

type Side = { readonly left: boolean };

const solveOp: Op<Side> = matrixOp<Side>({
  name: "linalg_solve_ex",
  gradFn: "LinalgSolveExBackward0",
  formulas: ["-inv(x).mT @ g @ out.mT", "inv(x).mT @ g"],
  samples: [
    sample(
      [
        [3, 3],
        [2, 3, 2],
      ],
      { distinct: true, low: -1, attributes: { left: true } },
    ),
    sample(
      [
        [2, 3, 3],
        [2, 3],
      ],
      { distinct: true, low: -1, attributes: { left: true } },
    ),
    sample(
      [
        [2, 3, 3],
        [2, 2, 3],
      ],
      { distinct: true, low: -1, attributes: { left: false } },
    ),
  ],
  shape: ([a, b]) => [resultShape(a!, b!), batchOf(a!)],
  forward([a, b], { left }) {
    const isVector = hasVectors(a!.shape, b!.shape);
    const shape = resultShape(a!.shape, b!.shape);
    const whole = isVector ? [...shape, 1] : shape;
    const [rows, columns] = matrixOf(whole);
    const [n, count] = left ? [rows, columns] : [columns, rows];
    // X·A = B is Aᵀ·Xᵀ = Bᵀ.
    const factors = matricesOf(left ? a! : turned(a!));
    const pivots = factors.map(() => new Int32Array(n));
    const info = factors.map((factor, i) => factorLu(factor, n, n, pivots[i]!, roundingOf(a!.dtype)));
    const sides = matricesOf(isVector ? columnsOf(b!) : b!);
    const ofA = sourcesOf(batchOf(a!.shape), batchOf(whole));
    const ofB = sourcesOf(isVector ? b!.shape.slice(0, -1) : batchOf(b!.shape), batchOf(whole));
    const results = ofA.map((place, i) => {
      const side = sides[ofB[i]!]!;
      const x = left ? side.slice() : transposed(side, rows, columns);
      solveFactored(factors[place]!, n, pivots[place]!, x, count);
      return transposed(x, n, count);
    });
    const infos = tensorOf(info, batchOf(a!.shape), int32);
    // The transpose of the solution: X by columns, or that of Xᵀ, which is X by rows.
    const solutions = isVector || !left ? tensorOf(results, shape, a!.dtype) : columnwise(results, shape, a!.dtype);
    // Of a batch of vectors PyTorch takes the last two dimensions for a matrix.
    return [isVector && left && shape.length > 1 ? inColumns(solutions) : solutions, infos];
  },
  saves: ["x", "out"],
  vjp([g], { x, out }, { attributes: { left } }, [ofA]) {
    const isVector = out.ndim < x.ndim;
    const columnOf = (tensor: Tensor): Tensor => (isVector ? tensor.unsqueeze(-1) : tensor);
    const ofB = solution(x.mT, columnOf(g!), left);
    const ofSide = isVector ? ofB.squeeze(-1) : ofB;
    if (!ofA) return [null, ofSide];
    const rows = columnOf(out).mT;
    return [(left ? ofB.matmul(rows) : rows.matmul(ofB)).neg(), ofSide];
  },
  jvp([ofA, ofB], { x, out }, { attributes: { left } }) {
    const isVector = out.ndim < x.ndim;
    const column = isVector ? out.unsqueeze(-1) : out;
    const byA = ofA ? (left ? ofA.matmul(column) : column.matmul(ofA)).neg() : null;
    const side = sumOf(ofB ? (isVector ? ofB.unsqueeze(-1) : ofB) : null, byA);
    if (side === null) return [null, null];
    const tangent = solution(x, side, left);
    return [isVector ? tangent.squeeze(-1) : tangent, null];
  },
});

/** Solves with the factors of `factorLu`; the solution takes the place of b, whose rows have `columns` elements. */
function solveFactored(lu: Float64Array, n: number, pivots: ArrayLike<number>, b: Float64Array, columns: number): void {
  swapByPivots(b, columns, pivots);
  solveTriangle(lu, n, b, columns, { upper: false, unit: true });
  solveTriangle(lu, n, b, columns, { upper: true });
}

/** Whether B is one vector, or one for each matrix. */
function hasVectors(a: Shape, b: Shape): boolean {
  return b.length === 1 || (b.length === a.length - 1 && sameShape(b, a.slice(0, -1)));
}

function resultShape(a: Shape, b: Shape): Shape {
  const isVector = hasVectors(a, b);
  const [batch, rest] = isVector ? [b.slice(0, -1), b.slice(-1)] : [batchOf(b), matrixOf(b)];
  return [...broadcastShapes(batchOf(a), batch), ...rest];
}
