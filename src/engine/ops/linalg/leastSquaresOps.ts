import { int64, type DType } from "../../dtype.js";
import * as errors from "../../errors.js";
import type { SingularValues } from "../../kernels/matrices/singularValues.js";
import { factorQr } from "../../kernels/matrices/householder.js";
import { broadcastShapes, type Shape } from "../../shape.js";
import { roundTo } from "../../storage.js";
import { newTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { sample, type Op } from "../op.js";
import { undifferentiable } from "../undifferentiable.js";
import { batchOf, columnsOf, columnwise, matricesOf, matrixOf, sourcesOf, tensorOf, turned } from "./matrices.js";
import { matrixOp, sumOf } from "./matrixOp.js";
import { movedPinv, pinvGradient, pseudoinverse } from "./pseudoinverses.js";
import { spectraOf } from "./spectra.js";
import { epsilonOf } from "./tolerances.js";

export const drivers = ["gels", "gelsy", "gelsd", "gelss"] as const;
export type Driver = (typeof drivers)[number];

/** `rcond` is null for the usual tolerance. */
type Method = { readonly driver: Driver; readonly rcond: number | null };

/** The ops of this family. */
export default class LeastSquaresOps {
  /** @internal */
  static get ops() {
    return { linalg_lstsq: lstsqOp, linalg_lstsq_spectrum: spectrumOp };
  }
}

const lstsqOp: Op<Method> = matrixOp<Method>({
  name: "linalg_lstsq",
  gradFn: "LinalgLstsqBackward0",
  formulas: ["the gradient of pinv(x) for gX @ y.mT, plus 2*(gR*r) @ out.mT", "pinv(x).mT @ gX - 2*gR*r"],
  samples: [
    sample(
      [
        [3, 2],
        [3, 2],
      ],
      { distinct: true, low: -1, attributes: { driver: "gels", rcond: null } },
    ),
    sample(
      [
        [2, 2, 3],
        [2, 2],
      ],
      { distinct: true, low: -1, attributes: { driver: "gelsy", rcond: null } },
    ),
  ],
  shape: ([a, b], { driver }) => [solutionShape(a!, b!), residualShape(a!, b!, driver !== "gelsy")],
  forward([a, b], { driver, rcond }) {
    const [m, n] = matrixOf(a!.shape);
    const shape = solutionShape(a!.shape, b!.shape);
    const isVector = b!.ndim < a!.ndim;
    const columns = isVector ? 1 : shape.at(-1)!;
    const spectra = spectraOf(a!, false);
    const ranks = spectra.map((spectrum) => rankOf(spectrum, a!, rcond));
    if (driver === "gels") checkFullRank(a!);
    const batch = batchOf(isVector ? [...shape, 1] : shape);
    const [sides, matrices] = [matricesOf(isVector ? columnsOf(b!) : b!), matricesOf(a!)];
    const ofB = sourcesOf(isVector ? b!.shape.slice(0, -1) : batchOf(b!.shape), batch);
    const ofA = sourcesOf(batchOf(a!.shape), batch);
    const solutions = ofA.map((place, i) => {
      const rank = driver === "gels" ? Math.min(m, n) : ranks[place]!;
      return solutionOf(spectra[place]!, rank, sides[ofB[i]!]!, n, columns);
    });
    const isFull = driver === "gels" || ranks.every((rank) => rank === n);
    const residuals = residualShape(a!.shape, b!.shape, driver !== "gelsy" && isFull);
    const rest =
      residuals[0] === 0 && residuals.length === 1
        ? []
        : ofA.map((place, i) => squaresLeft(matrices[place]!, solutions[i]!, sides[ofB[i]!]!, n, columns));
    const result = inRoomOf(Math.max(m, n), solutions, [n, columns], batch, a!.dtype);
    const { strides } = result;
    const solution = isVector
      ? newTensor(result.storage, { offset: 0, shape, strides: strides.slice(0, -1) }, a!.dtype)
      : result;
    return [solution, tensorOf(rest, residuals, a!.dtype)];
  },
  saves: ["x", "y", "out"],
  vjp([gX, gR], { x, y, out }, _info, [ofA, ofB]) {
    const [b, matrix] = asMatrices(x, y as Tensor);
    const p = gX ? pseudoinverse(x) : null;
    const g = gX ? matrix(gX) : null;
    const hasRest = gR !== null && gR !== undefined && gR.numel() > 0;
    const solved = matrix(out);
    // The squares' gradient is that for a fixed X, because X minimises them (Danskin's theorem).
    const scaled = hasRest ? x.matmul(solved).sub(b).mul(gR.unsqueeze(-2)).mul(2) : null;
    const vector = (gradient: Tensor | null): Tensor | null =>
      (y as Tensor).ndim < x.ndim ? (gradient?.squeeze(-1) ?? null) : gradient;
    return [
      ofA ? sumOf(p && pinvGradient(g!.matmul(b.mT), x, p), scaled && scaled.matmul(solved.mT)) : null,
      ofB ? vector(sumOf(p && p.mT.matmul(g!), scaled && scaled.neg())) : null,
    ];
  },
  jvp([dA, dB], { x, y, out }, _info, [, residuals]) {
    const [b, matrix] = asMatrices(x, y as Tensor);
    const p = pseudoinverse(x);
    const moved = dB ? matrix(dB) : null;
    const dX = sumOf(dA ? movedPinv(dA, x, p).matmul(b) : null, moved && p.matmul(moved));
    const result = dX !== null && (y as Tensor).ndim < x.ndim ? dX.squeeze(-1) : dX;
    if (residuals!.numel() === 0) return [result, null];
    const solved = matrix(out);
    const change = sumOf(dA ? dA.matmul(solved) : null, moved && moved.neg());
    return [result, change && x.matmul(solved).sub(b).mul(change).sum(-2).mul(2)];
  },
});

/** Ranks and singular values are those of A's own batch, whatever B's is. */
const spectrumOp = undifferentiable<Method>({
  name: "linalg_lstsq_spectrum",
  forward([a], { driver, rcond }) {
    const nothing = tensorOf([], [0], a!.dtype);
    if (driver === "gels") return [tensorOf([], [0], int64), nothing];
    const batch = batchOf(a!.shape);
    const spectra = spectraOf(a!, false);
    const ranks = spectra.map((spectrum) => rankOf(spectrum, a!, rcond));
    const rank = tensorOf(ranks, batch, int64);
    if (driver === "gelsy") return [rank, nothing];
    const values = spectra.map((spectrum) => spectrum.values);
    return [rank, tensorOf(values, [...batch, Math.min(...matrixOf(a!.shape))], a!.dtype)];
  },
});

function rankOf({ values }: SingularValues, a: Tensor, rcond: number | null): number {
  const sizes = Array.from(values, (value) => roundTo(a.dtype, value));
  const least = (rcond ?? epsilonOf(a.dtype) * Math.max(...matrixOf(a.shape))) * (sizes[0] ?? 0);
  return sizes.filter((size) => size > least).length;
}

/** Matrices by columns, each in the room of so many rows, as LAPACK leaves them where B was longer. */
function inRoomOf(
  rows: number,
  matrices: readonly Float64Array[],
  [n, columns]: readonly [number, number],
  batch: Shape,
  dtype: DType,
): Tensor {
  const rooms = matrices.map((matrix) => {
    const room = new Float64Array(rows * columns);
    for (let i = 0; i < n; i++) for (let j = 0; j < columns; j++) room[j * rows + i] = matrix[i * columns + j]!;
    return room;
  });
  const { storage, strides } = columnwise(rooms, [...batch, rows, columns], dtype);
  return newTensor(storage, { offset: 0, shape: [...batch, n, columns], strides }, dtype);
}

/** Throws where the triangular factor has a zero on its diagonal, but for rounding. */
function checkFullRank(a: Tensor): void {
  const [m, n] = matrixOf(a.shape);
  const [rows, columns] = m >= n ? [m, n] : [n, m];
  matricesOf(m >= n ? a : turned(a)).forEach((matrix, place) => {
    const greatest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    factorQr(matrix, rows, columns);
    for (let i = 0; i < columns; i++) {
      if (Math.abs(matrix[i * columns + i]!) > 2 ** -52 * greatest) continue;
      throw errors.leastSquaresRank(a.ndim > 2 ? place : null, i + 1);
    }
  });
}

function solutionOf(
  { values, left, right }: SingularValues,
  rank: number,
  b: Float64Array,
  n: number,
  columns: number,
) {
  const result = new Float64Array(n * columns);
  for (let k = 0; k < rank; k++) {
    for (let j = 0; j < columns; j++) {
      const part = left[k]!.reduce((sum, value, i) => sum + value * b[i * columns + j]!, 0) / values[k]!;
      for (let i = 0; i < n; i++) result[i * columns + j]! += part * right[k]![i]!;
    }
  }
  return result;
}

/** Σ (A·X − B)² of each column. */
function squaresLeft(a: Float64Array, x: Float64Array, b: Float64Array, n: number, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (let i = 0; i * columns < b.length; i++) {
    for (let j = 0; j < columns; j++) {
      let rest = -b[i * columns + j]!;
      for (let k = 0; k < n; k++) rest += a[i * n + k]! * x[k * columns + j]!;
      sums[j]! += rest * rest;
    }
  }
  return sums;
}

/** B as matrices, and how to make such of what has the solution's shape or B's. */
function asMatrices(a: Tensor, b: Tensor): readonly [Tensor, (tensor: Tensor) => Tensor] {
  const matrix = (tensor: Tensor): Tensor => (b.ndim < a.ndim ? tensor.unsqueeze(-1) : tensor);
  return [matrix(b), matrix];
}

function solutionShape(a: Shape, b: Shape): Shape {
  const isVector = b.length < a.length;
  const batch = broadcastShapes(batchOf(a), isVector ? b.slice(0, -1) : batchOf(b));
  return isVector ? [...batch, a.at(-1)!] : [...batch, a.at(-1)!, b.at(-1)!];
}

function residualShape(a: Shape, b: Shape, wanted: boolean): Shape {
  const [m, n] = matrixOf(a);
  if (!wanted || m <= n) return [0];
  const isVector = b.length < a.length;
  const batch = broadcastShapes(batchOf(a), isVector ? b.slice(0, -1) : batchOf(b));
  return [...batch, isVector ? 1 : b.at(-1)!];
}
