import { flagArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { int32 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { factorLu, lowerOf, upperOf } from "../../kernels/matrices/lu.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import { namedTuple, type ThreeTensors, type TwoTensors } from "../../namedTuple.js";
import type { Shape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { callMany } from "../dispatch.js";
import { sample, type Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import { batchOf, columnwise, matricesOf, matrixOf, tensorOf } from "./matrices.js";
import { firstFailure } from "./matrixArguments.js";
import { luGradient, luTangents, unpacked, widened } from "./luRules.js";
import { matrixOp } from "./matrixOp.js";
import { permutationOf } from "./permutations.js";
import { roundingOf } from "../../storage.js";

export interface PivotOptions {
  /** Rows are always swapped here, as on PyTorch's CPU. */
  readonly pivot?: true;
}

export interface LuFactorExOptions extends PivotOptions {
  /** Whether a zero on the diagonal of U throws; false unless given. */
  readonly check_errors?: boolean;
}

/** What `lu_factor` gives: L below the diagonal and U from there on, and the rows that were swapped, counted from 1. */
export interface LuAndPivots extends TwoTensors {
  /** Both factors in one matrix; the diagonal of L, which is 1, is left out. */
  readonly LU: Tensor;
  /** The row that each row was exchanged with, counted from 1; int32. */
  readonly pivots: Tensor;
}

/** What `lu` gives: A = P·L·U. */
export interface Lu extends ThreeTensors {
  /** The permutation as a matrix. */
  readonly P: Tensor;
  /** The lower triangular factor, with 1 on its diagonal. */
  readonly L: Tensor;
  /** The upper triangular factor. */
  readonly U: Tensor;
}

/**
 * The factors of P·L·U = A [*, m, n] in one, for `lu_solve`. Throws for integers, for vectors and where U has a zero on its
 * diagonal.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu_factor.html
 */
export function lu_factor(A: Tensor, options?: PivotOptions): LuAndPivots;
export function lu_factor(A: Tensor, ...args: unknown[]): LuAndPivots {
  const named = byName(lu_factor, "linalg_lu_factor(A, *, pivot)", arguments);
  if (named !== null) return named.result;
  const { LU, pivots } = factored("linalg_lu_factor", A, args, "torch.linalg.lu_factor");
  return namedTuple("linalg_lu_factor", { LU, pivots });
}

/**
 * `lu_factor` that does not throw for a zero on U's diagonal unless asked to, but tells of it by `info`.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu_factor_ex.html
 */
export function lu_factor_ex(A: Tensor, options?: LuFactorExOptions): LuAndPivots & { readonly info: Tensor };
export function lu_factor_ex(A: Tensor, ...args: unknown[]): LuAndPivots & { readonly info: Tensor } {
  const named = byName(lu_factor_ex, "linalg_lu_factor_ex(A, *, pivot, check_errors)", arguments);
  if (named !== null) return named.result;
  return namedTuple("linalg_lu_factor_ex", factored("linalg_lu_factor_ex", A, args, null));
}

/**
 * The factors A = P·L·U of matrices [*, m, n]: a permutation, L with 1 on its diagonal, and U. Throws for integers and
 * vectors.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu.html
 */
export function lu(A: Tensor, options?: PivotOptions): Lu;
export function lu(A: Tensor, ...args: unknown[]): Lu {
  const named = byName(lu, "linalg_lu(A, *, pivot)", arguments);
  if (named !== null) return named.result;
  const { pivot } = readArguments<PivotOptions>("linalg_lu", ["pivot"], args);
  const { a, isPivoted } = factorArgument("linalg_lu", "linalg.lu", A, pivot);
  const [L, U, pivots] = callMany(luOp, [a], {}) as readonly [Tensor, Tensor, Tensor];
  const P = isPivoted ? permutationOf(pivots, a.shape.at(-2)!, a.dtype) : tensorOf([], [0], a.dtype);
  return namedTuple("linalg_lu", { P, L, U });
}

/** `checking` names the function in the error for a zero on the diagonal; null if an option says whether to look. */
function factored(op: string, A: Tensor, args: readonly unknown[], checking: string | null) {
  const { pivot, check_errors } = readArguments<LuFactorExOptions>(op, ["pivot", "check_errors"], args);
  const { a } = factorArgument(op, "torch.lu_factor", A, pivot);
  const [LU, pivots, info] = callMany(factorOp, [a], {}) as readonly [Tensor, Tensor, Tensor];
  const check = checking !== null || flagArgument(op, "check_errors", check_errors, false);
  const failure = check ? firstFailure(info) : null;
  if (failure !== null) throw errors.zeroInU(checking ?? "torch.linalg.lu_factor_ex", failure.place, failure.info);
  return { LU, pivots, info };
}

function factorArgument(
  op: string,
  called: string,
  A: unknown,
  pivot: unknown,
): { readonly a: Tensor; readonly isPivoted: boolean } {
  const a = tensorArgument(op, "A", A);
  const isPivoted = flagArgument(op, "pivot", pivot, true);
  if (a.ndim < 2) throw errors.luRank(called, a.shape);
  if (a.numel() === 0) return { a, isPivoted };
  if (!a.dtype.is_floating_point) throw errors.notImplementedFor("lu_cpu", a.dtype.label);
  if (!isPivoted) throw errors.luWithoutPivots();
  return { a, isPivoted };
}

/** The ops of this family. */
export default class LuFactorOps {
  /** @internal */
  static get ops() {
    return { linalg_lu_factor_ex: factorOp, linalg_lu: luOp };
  }
}

const samples = [
  sample([[3, 3]], { distinct: true, low: -1 }),
  sample([[2, 4, 2]], { distinct: true, low: -1 }),
  sample([[2, 4]], { distinct: true, low: -1 }),
];

const formulas = ["P @ inv(L).mT @ (tril(L.mT @ gL, -1) + triu(gU @ U.mT)) @ inv(U).mT"];

interface Factored {
  readonly matrix: Float64Array;
  readonly pivots: Int32Array;
  readonly info: number;
}

function factorsOf(a: Tensor): readonly Factored[] {
  const [m, n] = matrixOf(a.shape);
  return matricesOf(a).map((matrix) => {
    const pivots = new Int32Array(Math.min(m, n));
    const info = factorLu(matrix, m, n, pivots, roundingOf(a.dtype));
    return { matrix, pivots: pivots.map((row) => row + 1), info };
  });
}

function pivotShape(a: Shape): Shape {
  return [...batchOf(a), Math.min(...matrixOf(a))];
}

const factorOp: Op = matrixOp({
  name: "linalg_lu_factor_ex",
  gradFn: "LinalgLuFactorExBackward0",
  formulas,
  samples,
  shape: ([a]) => [a!, pivotShape(a!), batchOf(a!)],
  forward([a]) {
    const [m, n] = matrixOf(a!.shape);
    const results = factorsOf(a!);
    const turned = results.map(({ matrix }) => transposed(matrix, m, n));
    const swaps = results.map(({ pivots }) => pivots);
    const infos = results.map(({ info }) => info);
    return [
      columnwise(turned, a!.shape, a!.dtype),
      tensorOf(swaps, pivotShape(a!.shape), int32),
      tensorOf(infos, batchOf(a!.shape), int32),
    ];
  },
  saves: ["out", "second"],
  vjp([g], { out, second }) {
    const { L, U } = unpacked(out);
    const k = second.shape.at(-1)!;
    const P = permutationOf(second, L.shape.at(-2)!, out.dtype);
    return [luGradient(g!.narrow(-1, 0, k).tril(-1), g!.narrow(-2, 0, k).triu(), { P, L, U })];
  },
  jvp([tangent], { out, second }) {
    if (!tangent) return [null, null, null];
    const { L, U } = unpacked(out);
    const P = permutationOf(second, L.shape.at(-2)!, out.dtype);
    const [dL, dU] = luTangents(tangent, { P, L, U });
    const [m, n] = matrixOf(out.shape);
    return [widened(dL, -1, n).add(widened(dU, -2, m)), null, null];
  },
});

const luOp: Op = matrixOp({
  name: "linalg_lu",
  gradFn: "LinalgLuBackward0",
  formulas,
  samples,
  shape: ([a]) => {
    const [m, n] = matrixOf(a!);
    const k = Math.min(m, n);
    return [[...batchOf(a!), m, k], [...batchOf(a!), k, n], pivotShape(a!)];
  },
  forward([a]) {
    const [m, n] = matrixOf(a!.shape);
    const k = Math.min(m, n);
    const results = factorsOf(a!);
    const lower = results.map(({ matrix }) => lowerOf(matrix, m, n));
    const upper = results.map(({ matrix }) => upperOf(matrix, m, n));
    const swaps = results.map(({ pivots }) => pivots);
    return [
      tensorOf(lower, [...batchOf(a!.shape), m, k], a!.dtype),
      tensorOf(upper, [...batchOf(a!.shape), k, n], a!.dtype),
      tensorOf(swaps, pivotShape(a!.shape), int32),
    ];
  },
  saves: ["out", "second", "third"],
  vjp: ([gL, gU], { out: L, second: U, third }) => {
    const P = permutationOf(third, L.shape.at(-2)!, L.dtype);
    return [luGradient(gL ?? null, gU ?? null, { P, L, U })];
  },
  jvp([tangent], { out: L, second: U, third }) {
    if (!tangent) return [null, null, null];
    const P = permutationOf(third, L.shape.at(-2)!, L.dtype);
    return [...luTangents(tangent, { P, L, U }), null];
  },
});
