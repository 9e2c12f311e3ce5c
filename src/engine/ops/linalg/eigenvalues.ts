import { readArguments, stringArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { symmetricEigen } from "../../kernels/matrices/symmetricEigen.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import { namedTuple, type TwoTensors } from "../../namedTuple.js";
import type { Tensor } from "../../tensor.js";
import { callMany } from "../dispatch.js";
import type { Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import { identityLike } from "./identity.js";
import { columnwise, matricesOf, tensorOf } from "./matrices.js";
import { checkSquare } from "./matrixArguments.js";
import { matrixOp } from "./matrixOp.js";

export interface EighOptions {
  /** Which triangle of A is read, the lower one unless given. */
  readonly UPLO?: "L" | "U";
}

/** What `eigh` gives: A = V·diag(eigenvalues)·Vᵀ, V being the eigenvectors. */
export interface Eigen extends TwoTensors {
  /** The eigenvalues, the least first. */
  readonly eigenvalues: Tensor;
  /** The eigenvectors, as columns. */
  readonly eigenvectors: Tensor;
}

/**
 * Eigenvalues [*, n] in ascending order and eigenvectors [*, n, n], as columns, of symmetric matrices, of which one triangle
 * is read. The signs of the vectors are arbitrary, and their gradients infinite beside equal eigenvalues. Throws for
 * integers, NaN and infinities.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.eigh.html
 */
export function eigh(A: Tensor, UPLO?: "L" | "U" | EighOptions): Eigen;
export function eigh(A: Tensor, ...args: unknown[]): Eigen {
  const named = byName(eigh, "linalg_eigh(input, UPLO)", arguments);
  if (named !== null) return named.result;
  return namedTuple("linalg_eigh", decomposed("linalg_eigh", A, args));
}

/**
 * The eigenvalues [*, n] of symmetric matrices in ascending order. Throws for integers, NaN and infinities.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.eigvalsh.html
 */
export function eigvalsh(A: Tensor, UPLO?: "L" | "U" | EighOptions): Tensor;
export function eigvalsh(A: Tensor, ...args: unknown[]): Tensor {
  const named = byName(eigvalsh, "linalg_eigvalsh(input, UPLO)", arguments);
  if (named !== null) return named.result;
  return decomposed("linalg_eigvalsh", A, args).eigenvalues;
}

function decomposed(op: string, A: Tensor, args: readonly unknown[]) {
  const a = tensorArgument(op, "A", A);
  const { UPLO = "L" } = readArguments<EighOptions>(op, ["UPLO"], args);
  const triangle = stringArgument(op, "UPLO", UPLO).toUpperCase();
  checkSquare("linalg.eigh", a);
  if (triangle !== "L" && triangle !== "U") throw errors.unknownTriangle(UPLO);
  if (!a.dtype.is_floating_point && a.numel() > 0) throw errors.notImplementedFor("linalg_eigh_cpu", a.dtype.label);
  const [eigenvalues, eigenvectors] = callMany(eighOp, [a], { UPLO: triangle }) as readonly [Tensor, Tensor];
  return { eigenvalues, eigenvectors };
}

/** The ops of this family. */
export default class EigenvalueOps {
  /** @internal */
  static get ops() {
    return { linalg_eigh: eighOp };
  }
}

type Triangle = { readonly UPLO: "L" | "U" };

const eighOp: Op<Triangle> = matrixOp<Triangle>({
  name: "linalg_eigh",
  gradFn: "LinalgEighBackward0",
  formulas: ["V @ (skew(V.mT @ gV)/2/E + diag(gL)) @ V.mT, E being L_j - L_i"],
  // The rule is that of symmetric matrices, which samples are not.
  samples: [],
  shape: ([a]) => [a!.slice(0, -1), a!],
  forward([a], { UPLO }) {
    const n = a!.shape.at(-1)!;
    const results = matricesOf(a!).map((matrix, place) => {
      // A single number is its own eigenvalue, whatever it is.
      const result = n === 1 || matrix.every(Number.isFinite) ? symmetricEigen(matrix, n, UPLO === "U") : null;
      if (result === null) throw errors.eighDiverged(a!.ndim > 2 ? place : null, n - 1);
      return result;
    });
    return [
      tensorOf(
        results.map(({ values }) => values),
        a!.shape.slice(0, -1),
        a!.dtype,
      ),
      columnwise(
        results.map(({ vectors }) => transposed(vectors, n, n)),
        a!.shape,
        a!.dtype,
      ),
    ];
  },
  saves: ["out", "second"],
  vjp([gL, gV], { out: L, second: V }) {
    if (!gV) return [gL ? V.mul(gL.unsqueeze(-2)).matmul(V.mT) : null];
    const product = V.mT.matmul(gV);
    const middle = product.sub(product.mT).mul(0.5).div(gapsOf(L));
    if (gL) middle.diagonal(0, -2, -1).copy_(gL);
    return [V.matmul(middle.matmul(V.mT))];
  },
  jvp([tangent], { out: L, second: V }) {
    if (!tangent) return [null, null];
    const product = V.mT.matmul(tangent).matmul(V);
    const rest = product.masked_fill(identityLike(product).ne(0), 0);
    return [product.diagonal(0, -2, -1), V.matmul(rest.div(gapsOf(L)))];
  },
});

/** Lⱼ − Lᵢ, and 1 on the diagonal, where what is divided by it is 0. */
function gapsOf(L: Tensor): Tensor {
  const gaps = L.unsqueeze(-2).sub(L.unsqueeze(-1));
  return gaps.masked_fill(identityLike(gaps).ne(0), 1);
}
