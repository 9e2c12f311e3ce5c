import { flagArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { int32 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { factorCholesky } from "../../kernels/matrices/cholesky.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import { namedTuple, type TwoTensors } from "../../namedTuple.js";
import type { Gradients } from "../../autograd/node.js";
import type { Tensor } from "../../tensor.js";
import { callMany } from "../dispatch.js";
import type { Op, Saved } from "../op.js";
import { tensorArgument } from "../operands.js";
import { batchOf, columnwise, matricesOf, tensorOf, turned } from "./matrices.js";
import { checkSquare, firstFailure, squareArgument } from "./matrixArguments.js";
import { matrixOp } from "./matrixOp.js";
import { solveTriangular } from "./triangularSystems.js";

export interface CholeskyOptions {
  /** Whether the upper factor is wanted, and the upper triangle of the matrix read; false unless given. */
  readonly upper?: boolean;
}

export interface CholeskyExOptions extends CholeskyOptions {
  /** Whether a failure throws; false unless given. */
  readonly check_errors?: boolean;
}

/** What `cholesky_ex` gives: `info` is 0, or the order of the first leading minor that is not positive-definite. */
export interface CholeskyAndInfo extends TwoTensors {
  /** The lower triangular factor, or the upper one where that was asked for. */
  readonly L: Tensor;
  /** 0, or the order of the leading minor that is not positive definite; int32, one for each matrix. */
  readonly info: Tensor;
}

/**
 * The triangular factor L of positive-definite A = L·Lᵀ [*, n, n], or the upper U of A = Uᵀ·U, from that triangle of A.
 * Throws for matrices that are not positive-definite, other shapes and integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.cholesky.html
 */
export function cholesky(A: Tensor, options?: CholeskyOptions): Tensor;
export function cholesky(A: Tensor, ...args: unknown[]): Tensor {
  const named = byName(cholesky, "linalg_cholesky(input, *, upper)", arguments);
  if (named !== null) return named.result;
  const input = tensorArgument("linalg_cholesky", "A", A);
  const given = readArguments<CholeskyOptions>("linalg_cholesky", ["upper"], args);
  const upper = flagArgument("linalg_cholesky", "upper", given.upper, false);
  return factors(exOp, squareArgument("cholesky", input), upper, "linalg.cholesky").L;
}

/**
 * `cholesky` that does not throw for a matrix that is not positive-definite unless asked to, but tells of it by `info`.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.cholesky_ex.html
 */
export function cholesky_ex(A: Tensor, options?: CholeskyExOptions): CholeskyAndInfo;
export function cholesky_ex(A: Tensor, ...args: unknown[]): CholeskyAndInfo {
  const named = byName(cholesky_ex, "linalg_cholesky_ex(input, *, upper, check_errors)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_cholesky_ex";
  const input = tensorArgument(op, "A", A);
  const given = readArguments<CholeskyExOptions>(op, ["upper", "check_errors"], args);
  const upper = flagArgument(op, "upper", given.upper, false);
  const check = flagArgument(op, "check_errors", given.check_errors, false);
  const a = squareArgument("cholesky", input, "linalg.cholesky", "cholesky_ex");
  return namedTuple(op, factors(exOp, a, upper, check ? "linalg.cholesky_ex" : null));
}

/**
 * `torch.linalg.cholesky` by its older name.
 * https://docs.pytorch.org/docs/stable/generated/torch.cholesky.html
 */
export function choleskyOf(input: Tensor, upper?: boolean | CholeskyOptions): Tensor;
export function choleskyOf(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(choleskyOf, "cholesky(input, upper)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("cholesky", "input", input);
  const given = readArguments<CholeskyOptions>("cholesky", ["upper"], args);
  const isUpper = flagArgument("cholesky", "upper", given.upper, false);
  // Of what has no elements PyTorch makes as little, whatever it is.
  if (x.numel() > 0) checkSquare("cholesky", x);
  if (x.numel() > 0 && !x.dtype.is_floating_point) throw errors.notImplementedFor("cholesky_cpu", x.dtype.label);
  return factors(plainOp, x, isUpper, "cholesky").L;
}

/** The factors. Throws in the name of `called`, unless that is null, for what is not positive-definite. */
function factors(op: Op<Triangle>, a: Tensor, upper: boolean, called: string | null) {
  const [L, info] = callMany(op, [a], { upper }) as readonly [Tensor, Tensor];
  const failure = called === null ? null : firstFailure(info);
  if (failure !== null) throw errors.notPositiveDefinite(called!, failure.place, failure.info);
  return { L, info };
}

/** The ops of this family. */
export default class CholeskyOps {
  /** @internal */
  static get ops() {
    return { linalg_cholesky_ex: exOp, cholesky: plainOp };
  }
}

type Triangle = { readonly upper: boolean };

function factoring(name: string, gradFn: string): Op<Triangle> {
  return matrixOp<Triangle>({
    name,
    gradFn,
    formulas: ["half of inv(L).mT @ (tril(L.mT @ g) and its transpose) @ inv(L), L being out"],
    // The rule is that of symmetric matrices, which samples are not.
    samples: [],
    shape: ([a]) => [a!, batchOf(a!)],
    forward([a], { upper }) {
      if (a!.numel() === 0) return [tensorOf([], a!.shape, a!.dtype), tensorOf([], batchOf(a!.shape), int32)];
      const n = a!.shape.at(-1)!;
      const info: number[] = [];
      const lower = matricesOf(upper ? turned(a!) : a!).map((matrix) => {
        info.push(factorCholesky(matrix, n));
        return matrix;
      });
      const results = upper ? lower : lower.map((matrix) => transposed(matrix, n, n));
      return [columnwise(results, a!.shape, a!.dtype), tensorOf(info, batchOf(a!.shape), int32)];
    },
    saves: ["out"],
    vjp([g], { out }, { attributes: { upper } }) {
      const [factor, gradient] = upper ? [out.mH, g!.mH] : [out, g!];
      checkSquare("linalg.solve_triangular", factor.mH);
      const product = factor.mT.matmul(gradient);
      // Both triangles get half of what the lower one gets alone.
      const symmetric = product.tril().add(product.tril(-1).mT).mul(0.5);
      const right = solveTriangular(factor, symmetric, { upper: false, left: false });
      return [solveTriangular(factor.mT, right, { upper: true })];
    },
    jvp: (tangents, saved, { attributes }) => [tangentOf(tangents, saved, attributes), null],
  });
}

/** dL = L·φ(L⁻¹·dA·L⁻ᵀ), φ being the lower triangle with half the diagonal. */
function tangentOf([tangent]: Gradients, { out }: Saved, { upper }: Triangle): Tensor | null {
  if (!tangent) return null;
  const factor = upper ? out.mT : out;
  const left = solveTriangular(factor, tangent, { upper: false });
  const both = solveTriangular(factor.mT, left, { upper: true, left: false });
  const lower = both.tril().sub(both.diagonal(0, -2, -1).mul(0.5).diag_embed());
  const result = factor.matmul(lower);
  return upper ? result.mT : result;
}

const exOp = factoring("linalg_cholesky_ex", "LinalgCholeskyExBackward0");
const plainOp = factoring("cholesky", "CholeskyBackward0");
