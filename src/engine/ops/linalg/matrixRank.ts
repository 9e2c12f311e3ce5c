import { flagArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { int64 } from "../../dtype.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { zeroOf } from "../../tensorFactory.js";
import { call } from "../dispatch.js";
import { tensorArgument } from "../operands.js";
import { undifferentiable } from "../undifferentiable.js";
import { batchOf, matrixOf, tensorOf } from "./matrices.js";
import { spectraOf } from "./spectra.js";
import { checkTolerances, countingOf, forTolerances, tolerancesOf, type ToleranceOptions } from "./tolerances.js";

export interface RankOptions extends ToleranceOptions {
  /** atol by its older name, without an rtol beside it. */
  readonly tol?: Tensor | number;
}

/**
 * The ranks of matrices [*, m, n] as int64: how many singular values, or eigenvalues with `hermitian`, are greater than the
 * tolerance. Throws for integers, NaN and infinities.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_rank.html
 */
export function matrix_rank(A: Tensor, tol?: Tensor | number | RankOptions, hermitian?: boolean | RankOptions): Tensor;
export function matrix_rank(A: Tensor, ...args: unknown[]): Tensor {
  const named = byName(
    matrix_rank,
    "linalg_matrix_rank(input, tol, hermitian) | linalg_matrix_rank(input, *, atol, rtol, hermitian)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "linalg_matrix_rank";
  const a = tensorArgument(op, "input", A);
  const given = readArguments<RankOptions>(op, ["tol", "hermitian", "atol", "rtol"], args);
  const hermitian = flagArgument(op, "hermitian", given.hermitian, false);
  if (given.tol === null) throw errors.wrongArgument(op, "tol", "Tensor", null);
  checkTolerances(op, given);
  if (a.ndim < 2) throw errors.notMatrices("torch.linalg.matrix_rank", "input");
  const hasDefault = given.tol === undefined && (given.rtol ?? null) === null;
  if (!a.dtype.is_floating_point && hasDefault) throw errors.notFloatOrDouble();
  if (hermitian && a.numel() > 0 && a.shape.at(-1) !== a.shape.at(-2))
    throw errors.notSquare("linalg.eigh", ...matrixOf(a.shape));
  if (!a.dtype.is_floating_point) {
    if (a.numel() === 0) return call(rankOp, [a], { hermitian });
    if (hermitian) throw errors.notImplementedFor("linalg_eigh_cpu", a.dtype.label);
    throw errors.notFloating("linalg.svd", a.dtype.label);
  }
  const hasTol = given.tol !== undefined;
  const tolerance = hasTol ? { atol: given.tol, rtol: zeroOf(a) } : given;
  const [atol, rtol] = tolerancesOf(op, a, tolerance as ToleranceOptions);
  return call(rankOp, [forTolerances(a, [atol, rtol]), atol, rtol], { hermitian });
}

/** The ops of this family. */
export default class MatrixRankOps {
  /** @internal */
  static get ops() {
    return { linalg_matrix_rank: rankOp };
  }
}

const rankOp = undifferentiable<{ readonly hermitian: boolean }>({
  name: "linalg_matrix_rank",
  shape: ([a]) => [batchOf(a!)],
  forward([a, ...tolerances], { hermitian }) {
    if (a!.numel() === 0) return [tensorOf([], batchOf(a!.shape), int64)];
    const counting = countingOf(a!, tolerances);
    const ranks = spectraOf(a!, hermitian).map(({ values }, place) => counting(place, values).filter(Boolean).length);
    return [tensorOf(ranks, batchOf(a!.shape), int64)];
  },
});
