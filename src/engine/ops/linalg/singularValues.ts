import { zerosLike } from "../../tensorFactory.js";
import { flagArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { namedTuple, type ThreeTensors } from "../../namedTuple.js";
import type { Shape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { AfterInput } from "../afterInput.js";
import { cat } from "../join.js";
import { callMany } from "../dispatch.js";
import { sample, type Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import { batchOf, columnwise, matrixOf, tensorOf } from "./matrices.js";
import { floatingArgument, matrixArgument } from "./matrixArguments.js";
import { matrixOp } from "./matrixOp.js";
import { decompositionsOf } from "./spectra.js";
import { betweenVectors, movedLeft, movedRight } from "./singularVectors.js";

export interface SvdOptions {
  /** Whether U and Vh are square, completed by vectors that have no singular value; true unless given. */
  readonly full_matrices?: boolean;
  /** Null: the choice of an algorithm is one for GPUs only. */
  readonly driver?: null;
}

/** What `svd` gives: A = U·diag(S)·Vh. */
export interface Svd extends ThreeTensors {
  /** The left singular vectors, as columns. */
  readonly U: Tensor;
  /** The singular values, the greatest first. */
  readonly S: Tensor;
  /** The right singular vectors, as rows. */
  readonly Vh: Tensor;
}

/**
 * The singular value decomposition A = U·diag(S)·Vh of matrices [*, m, n], with singular values in descending order. The
 * signs of the vectors are arbitrary, and their gradients infinite beside equal singular values. Throws for integers and
 * NaN; infinities give NaN.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.svd.html
 */
export function svd(A: Tensor, full_matrices?: boolean | SvdOptions): Svd;
export function svd(A: Tensor, ...args: unknown[]): Svd {
  const named = byName(svd, "linalg_svd(A, full_matrices, *, driver)", arguments);
  if (named !== null) return named.result;
  const a = tensorArgument("linalg_svd", "A", A);
  const given = readArguments<SvdOptions>("linalg_svd", ["full_matrices", "driver"], args);
  const full = flagArgument("linalg_svd", "full_matrices", given.full_matrices, true);
  if (given.driver !== undefined && given.driver !== null) throw errors.driverOnCpu();
  return namedTuple("linalg_svd", decomposed(matrixArgument("svd", a), full));
}

/**
 * The singular values of matrices [*, m, n] in descending order. Throws for integers and NaN; infinities give NaN.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.svdvals.html
 */
export function svdvals(A: Tensor, options?: Pick<SvdOptions, "driver">): Tensor;
export function svdvals(A: Tensor, ...args: unknown[]): Tensor {
  const named = byName(svdvals, "linalg_svdvals(A, *, driver)", arguments);
  if (named !== null) return named.result;
  const { driver } = readArguments<SvdOptions>("linalg_svdvals", ["driver"], args);
  if (driver !== undefined && driver !== null) throw errors.driverOnCpu();
  return decomposed(matrixArgument("svdvals", A, "linalg.svd"), false).S;
}

/** The decomposition by its older name: `some` leaves out the vectors without a singular value, and V is not transposed. */
export interface OlderSvd extends ThreeTensors {
  /** The left singular vectors, as columns. */
  readonly U: Tensor;
  /** The singular values, the greatest first. */
  readonly S: Tensor;
  /** The right singular vectors, as columns. */
  readonly V: Tensor;
}

/**
 * `torch.linalg.svd` by its older name, with V for its transpose.
 * https://docs.pytorch.org/docs/stable/generated/torch.svd.html
 */
export function svdOf(
  input: Tensor,
  some?: boolean | { readonly some?: boolean; readonly compute_uv?: boolean },
  compute_uv?: boolean | { readonly compute_uv?: boolean },
): OlderSvd;
export function svdOf(input: Tensor, ...args: unknown[]): OlderSvd {
  const named = byName(svdOf, "svd(input, some, compute_uv)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("svd", "input", input);
  const given = readArguments<{ some: boolean; compute_uv: boolean }>("svd", ["some", "compute_uv"], args);
  const isReduced = flagArgument("svd", "some", given.some, true);
  const hasVectors = flagArgument("svd", "compute_uv", given.compute_uv, true);
  if (x.ndim < 2) throw errors.svdRank(x.ndim);
  floatingArgument("linalg.svd", x);
  const { U, S, Vh } = decomposed(x, !isReduced);
  if (hasVectors) return namedTuple("svd", { U, S, V: Vh.mT });
  const [rows, columns] = matrixOf(x.shape);
  const zeros = (size: number): Tensor => tensorOf([], [...batchOf(x.shape), size, size], x.dtype);
  return namedTuple("svd", { U: zeros(rows), S, V: zeros(columns).mT });
}

function decomposed(a: Tensor, full: boolean): { readonly U: Tensor; readonly S: Tensor; readonly Vh: Tensor } {
  const [U, S, Vh] = callMany(svdOp, [a], { full }) as readonly [Tensor, Tensor, Tensor];
  return { U, S, Vh };
}

/** Tensor methods and ops of this family. */
export default class SingularValueMethods {
  /** @internal */
  static get ops() {
    return { linalg_svd: svdOp };
  }

  /** The singular value decomposition. https://docs.pytorch.org/docs/stable/generated/torch.svd.html */
  svd(this: Tensor, ...args: AfterInput<typeof svdOf>): OlderSvd {
    return svdOf(this, ...args);
  }
}

type Extent = { readonly full: boolean };

const svdOp: Op<Extent> = matrixOp<Extent>({
  name: "linalg_svd",
  gradFn: "LinalgSvdBackward0",
  formulas: ["U @ (skew(U.mT @ gU)/E*S + S*skew(V.mT @ gV)/E + diag(gS)) @ Vh, E being S_j^2 - S_i^2"],
  samples: [
    sample([[3, 3]], { distinct: true, low: -1, attributes: { full: true } }),
    sample([[3, 2]], { distinct: true, low: -1, attributes: { full: false } }),
    sample([[2, 2, 3]], { distinct: true, low: -1, attributes: { full: false } }),
  ],
  shape: ([a], { full }) => shapesOf(a!, full),
  forward([a], { full }) {
    const results = decompositionsOf(a!, full);
    const columns = a!.shape.at(-1)!;
    const [u, s, vh] = shapesOf(a!.shape, full) as readonly [Shape, Shape, Shape];
    // The rows of Vᵀ, turned to lie column by column.
    const byColumns = results.map(({ right }) =>
      Float64Array.from(
        { length: right.length * columns },
        (_, i) => right[i % right.length]![Math.floor(i / right.length)]!,
      ),
    );
    return [
      columnwise(
        results.flatMap(({ left }) => left),
        u,
        a!.dtype,
      ),
      tensorOf(
        results.map(({ values }) => values),
        s,
        a!.dtype,
      ),
      columnwise(byColumns, vh, a!.dtype),
    ];
  },
  saves: ["out", "second", "third"],
  vjp([gU, gS, gVh], { out, second: S, third }, { attributes: { full } }) {
    const k = S.shape.at(-1)!;
    const [U, Vh] = full ? [out.narrow(-1, 0, k), third.narrow(-2, 0, k)] : [out, third];
    const [ofU, ofVh] = full ? [gU?.narrow(-1, 0, k), gVh?.narrow(-2, 0, k)] : [gU, gVh];
    const [m, n] = [U.shape.at(-2)!, Vh.shape.at(-1)!];
    if (!ofU && !ofVh) {
      if (!gS) return [null];
      return [m >= n ? U.matmul(gS.unsqueeze(-1).mul(Vh)) : U.mul(gS.unsqueeze(-2)).matmul(Vh)];
    }
    const byVectors = betweenVectors(ofU ?? null, ofVh ?? null, { U, S, Vh });
    const middle = gS ? byVectors.add(gS.diag_embed()) : byVectors;
    if (m > n && ofU) {
      // (I − U·Uᵀ)·gU·S⁻¹·Vᵀ
      const scaled = ofU.div(S.unsqueeze(-2));
      return [
        U.matmul(middle)
          .add(scaled)
          .sub(U.matmul(U.mT.matmul(scaled)))
          .matmul(Vh),
      ];
    }
    if (m < n && ofVh) {
      // U·S⁻¹·gVᵀ·(I − V·Vᵀ)
      const scaled = ofVh.div(S.unsqueeze(-1));
      return [U.matmul(middle.matmul(Vh).add(scaled).sub(scaled.matmul(Vh.mT).matmul(Vh)))];
    }
    return [m >= n ? U.matmul(middle.matmul(Vh)) : U.matmul(middle).matmul(Vh)];
  },
  jvp([tangent], { out, second: S, third }, { attributes: { full } }) {
    if (!tangent) return [null, null, null];
    const k = S.shape.at(-1)!;
    const [U, Vh] = [out.narrow(-1, 0, k), third.narrow(-2, 0, k)];
    const product = U.mT.matmul(tangent).matmul(Vh.mT);
    const dS = product.diagonal(0, -2, -1);
    const rest = product.sub(dS.diag_embed());
    const dU = movedLeft(rest, tangent, U, S, Vh);
    const dVh = movedRight(rest, tangent, U, S, Vh);
    // The vectors that have no singular value are taken to stay, as in PyTorch.
    const still = (vectors: Tensor, all: Tensor, dim: number): Tensor =>
      full && all.shape.at(dim)! > k
        ? cat([vectors, zerosLike(all.narrow(dim, k, all.shape.at(dim)! - k))], dim)
        : vectors;
    return [still(dU, out, -1), dS, still(dVh, third, -2)];
  },
});

function shapesOf(a: Shape, full: boolean): readonly Shape[] {
  const [rows, columns] = matrixOf(a);
  const k = Math.min(rows, columns);
  const batch = batchOf(a);
  return [
    [...batch, rows, full ? rows : k],
    [...batch, k],
    [...batch, full ? columns : k, columns],
  ];
}
