import { zerosLike } from "../../tensorFactory.js";
import * as errors from "../../errors.js";
import { factorQr, productOfReflections } from "../../kernels/matrices/householder.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import { namedTuple, type TwoTensors } from "../../namedTuple.js";
import type { Shape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { flagArgument, readArguments, stringArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { callMany } from "../dispatch.js";
import type { AfterInput } from "../afterInput.js";
import { cat } from "../join.js";
import { sample, type Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import { batchOf, columnwise, matricesOf, matrixOf, tensorOf } from "./matrices.js";
import { matrixArgument } from "./matrixArguments.js";
import { matrixOp, sumOf } from "./matrixOp.js";
import { solveTriangular } from "./triangularSystems.js";

export interface QrOptions {
  /** Whether Q has as many columns as A's lesser size, or is square, or is left out; "reduced" unless given. */
  readonly mode?: "reduced" | "complete" | "r";
}

/** What `qr` gives: A = Q·R. */
export interface Qr extends TwoTensors {
  /** The factor with orthonormal columns. */
  readonly Q: Tensor;
  /** The upper triangular factor. */
  readonly R: Tensor;
}

/**
 * The factors A = Q·R of matrices [*, m, n], Q with orthonormal columns and R upper triangular. R's diagonal has the signs
 * of Householder's method and may be negative. Throws for integers; backward throws for mode "r", and for mode "complete" of
 * more rows than columns.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.qr.html
 */
export function qr(A: Tensor, mode?: NonNullable<QrOptions["mode"]> | QrOptions): Qr;
export function qr(A: Tensor, ...args: unknown[]): Qr {
  const named = byName(qr, "linalg_qr(A, mode)", arguments);
  if (named !== null) return named.result;
  const a = tensorArgument("linalg_qr", "A", A);
  const { mode = "reduced" } = readArguments<QrOptions>("linalg_qr", ["mode"], args);
  if (!["reduced", "complete", "r"].includes(stringArgument("linalg_qr", "mode", mode)))
    throw errors.unknownQrMode(mode);
  return namedTuple("linalg_qr", factors(matrixArgument("qr", a), mode));
}

/**
 * `torch.linalg.qr` by its older name; `some` for a reduced Q.
 * https://docs.pytorch.org/docs/stable/generated/torch.qr.html
 */
export function qrOf(input: Tensor, some?: boolean | { readonly some?: boolean }): Qr;
export function qrOf(input: Tensor, ...args: unknown[]): Qr {
  const named = byName(qrOf, "qr(input, some)", arguments);
  if (named !== null) return named.result;
  const a = tensorArgument("qr", "input", input);
  const { some } = readArguments<{ some: boolean }>("qr", ["some"], args);
  const mode = flagArgument("qr", "some", some, true) ? "reduced" : "complete";
  return namedTuple("qr", factors(matrixArgument("qr", a), mode));
}

function factors(a: Tensor, mode: Mode): { readonly Q: Tensor; readonly R: Tensor } {
  const [Q, R] = callMany(qrOp, [a], { mode }) as readonly [Tensor, Tensor];
  return { Q, R };
}

/** Tensor methods and ops of this family. */
export default class QrMethods {
  /** @internal */
  static get ops() {
    return { linalg_qr: qrOp };
  }

  /** The factors Q and R. https://docs.pytorch.org/docs/stable/generated/torch.qr.html */
  qr(this: Tensor, ...args: AfterInput<typeof qrOf>): Qr {
    return qrOf(this, ...args);
  }
}

type Mode = NonNullable<QrOptions["mode"]>;

const qrOp: Op<{ readonly mode: Mode }> = matrixOp<{ readonly mode: Mode }>({
  name: "linalg_qr",
  gradFn: "LinalgQrBackward0",
  formulas: ["(gQ + Q @ sym(triu(gR @ R.mT - Q.mT @ gQ))) @ inv(R).mT"],
  samples: [
    sample([[3, 3]], { distinct: true, low: -1, attributes: { mode: "reduced" } }),
    sample([[2, 3, 2]], { distinct: true, low: -1, attributes: { mode: "reduced" } }),
    sample([[2, 3]], { distinct: true, low: -1, attributes: { mode: "complete" } }),
  ],
  shape: ([a], { mode }) => shapesOf(a!, mode),
  forward([a], { mode }) {
    const [m, n] = matrixOf(a!.shape);
    const [q, r] = shapesOf(a!.shape, mode) as readonly [Shape, Shape];
    const rows = r.at(-2)!;
    const [ofQ, ofR]: [Float64Array[], Float64Array[]] = [[], []];
    for (const matrix of matricesOf(a!)) {
      const taus = factorQr(matrix, m, n);
      const upper = matrix.subarray(0, rows * n).map((value, i) => (i % n < Math.floor(i / n) ? 0 : value));
      ofR.push(transposed(upper, rows, n));
      if (mode === "r") continue;
      const columns = q.at(-1)!;
      ofQ.push(transposed(productOfReflections(matrix, m, n, taus, columns), m, columns));
    }
    const Q = mode === "r" ? tensorOf([], q, a!.dtype) : columnwise(ofQ, q, a!.dtype);
    return [Q, columnwise(ofR, r, a!.dtype)];
  },
  saves: ["out", "second"],
  vjp([gQ, gR], { out: Q, second: R }, { attributes: { mode } }) {
    const [m, n] = checkDifferentiable(Q, R, mode);
    if (!gQ && !gR) return [null];
    const middle = sumOf(gR ? gR.matmul(R.mT) : null, gQ ? Q.mT.matmul(gQ).neg() : null)!;
    if (m >= n) {
      const upper = middle.triu();
      // The diagonal counts once.
      const symmetric = upper.add(middle.triu(1).mT);
      const right = sumOf(gQ ?? null, Q.matmul(symmetric))!;
      return [solveTriangular(R.mT, right, { upper: false, left: false })];
    }
    const skew = middle.mT.sub(middle).tril();
    const square = solveTriangular(R.narrow(-1, 0, m).mT, Q.matmul(skew), { upper: false, left: false });
    const padded = cat([square, zerosLike(R.narrow(-1, m, n - m))], -1);
    return [gR ? padded.add(Q.matmul(gR)) : padded];
  },
  jvp([tangent], { out: Q, second: R }, { attributes: { mode } }) {
    if (!tangent) return [null, null];
    const [m, n] = checkDifferentiable(Q, R, mode);
    if (m >= n) {
      const right = solveTriangular(R, tangent, { upper: true, left: false });
      const product = Q.mT.matmul(right);
      const upper = product.triu().add(product.tril(-1).mT);
      return [right.sub(Q.matmul(upper)), upper.matmul(R)];
    }
    const product = Q.mT.matmul(tangent);
    const right = solveTriangular(R.narrow(-1, 0, m), product.narrow(-1, 0, m), { upper: true, left: false });
    const lower = right.tril(-1);
    const skew = lower.sub(lower.mT);
    return [Q.matmul(skew), product.sub(skew.matmul(R))];
  },
});

/** Throws where there is no derivative. Gives the sizes of A. */
function checkDifferentiable(Q: Tensor, R: Tensor, mode: Mode): readonly [number, number] {
  if (mode === "r") throw errors.qrWithoutQ();
  const [m, n] = [Q.shape.at(-2)!, R.shape.at(-1)!];
  if (mode === "complete" && m > n) throw errors.qrComplete();
  return [m, n];
}

function shapesOf(a: Shape, mode: Mode): readonly Shape[] {
  const [m, n] = matrixOf(a);
  const k = mode === "complete" ? m : Math.min(m, n);
  return [mode === "r" ? [0] : [...batchOf(a), m, k], [...batchOf(a), k, n]];
}
