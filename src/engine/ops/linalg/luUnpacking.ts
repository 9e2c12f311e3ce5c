import { flagArgument, readArguments } from "../../arguments.js";
import { keepSizes } from "../../autograd/keepSizes.js";
import { byName } from "../../callByName.js";
import { int32 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { allSlicesOf } from "../../func/batchLevel.js";
import { denseNumbers } from "../../kernels/dense.js";
import { lowerOf, upperOf } from "../../kernels/matrices/lu.js";
import { namedTuple } from "../../namedTuple.js";
import type { Shape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { callMany } from "../dispatch.js";
import { sample, type Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import type { Lu } from "./luFactors.js";
import { widened } from "./luRules.js";
import { batchOf, matricesOf, matrixOf, tensorOf } from "./matrices.js";
import { matrixOp, sumOf } from "./matrixOp.js";
import { permutationOf } from "./permutations.js";

export interface LuUnpackOptions {
  /** Whether L and U are wanted, or empty; true unless given. */
  readonly unpack_data?: boolean;
  /** Whether P is wanted, or empty; true unless given. */
  readonly unpack_pivots?: boolean;
}

/**
 * The P, L and U of what `torch.linalg.lu_factor` gives. Throws for pivots that are no int32.
 * https://docs.pytorch.org/docs/stable/generated/torch.lu_unpack.html
 */
export function lu_unpack(
  LU_data: Tensor,
  LU_pivots: Tensor,
  unpack_data?: boolean | LuUnpackOptions,
  unpack_pivots?: boolean | LuUnpackOptions,
): Lu;
export function lu_unpack(LU_data: Tensor, LU_pivots: Tensor, ...args: unknown[]): Lu {
  const named = byName(lu_unpack, "lu_unpack(LU_data, LU_pivots, unpack_data, unpack_pivots)", arguments);
  if (named !== null) return named.result;
  const op = "lu_unpack";
  const [data, pivots] = [tensorArgument(op, "LU_data", LU_data), tensorArgument(op, "LU_pivots", LU_pivots)];
  const given = readArguments<LuUnpackOptions>(op, ["unpack_data", "unpack_pivots"], args);
  const hasData = flagArgument(op, "unpack_data", given.unpack_data, true);
  const hasPivots = flagArgument(op, "unpack_pivots", given.unpack_pivots, true);
  keepSizes(data, -1, -2);
  if (data.ndim < 2) throw errors.luRank("torch.lu_unpack", data.shape);
  if (hasPivots) checkPivots(pivots, data.shape.at(-2)!);
  const [L, U] = callMany(unpackOp, [data], { hasData }) as readonly [Tensor, Tensor];
  const P = hasPivots ? permutationOf(pivots, data.shape.at(-2)!, data.dtype) : tensorOf([], [0], data.dtype);
  return namedTuple(op, { P, L, U });
}

function checkPivots(pivots: Tensor, rows: number): void {
  if (pivots.dtype !== int32) throw errors.luUnpackPivots();
  if (denseNumbers(allSlicesOf(pivots)).some((pivot) => pivot < 1 || pivot > rows)) throw errors.luUnpackRange();
}

/** The ops of this family. */
export default class LuUnpackingOps {
  /** @internal */
  static get ops() {
    return { lu_unpack: unpackOp };
  }
}

type Unpacking = { readonly hasData: boolean };

const unpackOp: Op<Unpacking> = matrixOp<Unpacking>({
  name: "lu_unpack",
  gradFn: "LuUnpackBackward0",
  formulas: ["tril(gL, -1) + triu(gU)"],
  samples: [
    [3, 3],
    [2, 4, 2],
    [2, 4],
  ].map((shape) => sample([shape], { attributes: { hasData: true } })),
  shape: ([LU], { hasData }) => (hasData ? shapesOf(LU!) : [[0], [0]]),
  forward([LU], { hasData }) {
    if (!hasData) return [tensorOf([], [0], LU!.dtype), tensorOf([], [0], LU!.dtype)];
    const [m, n] = matrixOf(LU!.shape);
    const [lower, upper] = shapesOf(LU!.shape) as readonly [Shape, Shape];
    const matrices = matricesOf(LU!);
    const ofL = matrices.map((matrix) => lowerOf(matrix, m, n));
    const ofU = matrices.map((matrix) => upperOf(matrix, m, n));
    return [tensorOf(ofL, lower, LU!.dtype), tensorOf(ofU, upper, LU!.dtype)];
  },
  saves: [],
  vjp([gL, gU], _saved, info) {
    const [m, n] = matrixOf(info.shapeOf(0));
    return [sumOf(gL ? widened(gL.tril(-1), -1, n) : null, gU ? widened(gU.triu(), -2, m) : null)];
  },
  jvp([tangent], _saved, { attributes: { hasData } }) {
    if (!tangent) return [null, null];
    const k = Math.min(...matrixOf(tangent.shape));
    if (!hasData) throw errors.tangentOfWrongSize([0], shapesOf(tangent.shape)[0]!);
    return [tangent.narrow(-1, 0, k).tril(-1), tangent.narrow(-2, 0, k).triu()];
  },
});

function shapesOf(LU: Shape): readonly Shape[] {
  const [m, n] = matrixOf(LU);
  const k = Math.min(m, n);
  return [
    [...batchOf(LU), m, k],
    [...batchOf(LU), k, n],
  ];
}
