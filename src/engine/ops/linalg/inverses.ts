import { flagArgument, readArguments, refuseMore } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { int32 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { factorLu, swapByPivots } from "../../kernels/matrices/lu.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import { solveTriangle } from "../../kernels/matrices/triangular.js";
import { namedTuple, type TwoTensors } from "../../namedTuple.js";
import type { Tensor } from "../../tensor.js";
import { renamed } from "../functions.js";
import { callMany } from "../dispatch.js";
import { sample, type Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import { batchOf, columnwise, matricesOf, tensorOf } from "./matrices.js";
import { firstFailure, squareArgument } from "./matrixArguments.js";
import { matrixOp } from "./matrixOp.js";
import { roundingOf } from "../../storage.js";

export interface CheckOptions {
  /** Whether a failure throws; false unless given. */
  readonly check_errors?: boolean;
}

/** What `inv_ex` gives: `info` is 0, or the number of the zero that was met on the diagonal. */
export interface InverseAndInfo extends TwoTensors {
  /** The inverse. */
  readonly inverse: Tensor;
  /** 0, or the place of the pivot that is zero, counted from 1; int32, one for each matrix. */
  readonly info: Tensor;
}

/**
 * The inverses of square matrices [*, n, n]. Throws for singular ones, other shapes and integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.inv.html
 */
export function inv(A: Tensor): Tensor {
  const named = byName(inv, "linalg_inv(A) | linalg_inv(input)", arguments);
  if (named !== null) return named.result;
  return checkedInverse(squareArgument("inv", A), "linalg.inv").inverse;
}

/**
 * `inv` that does not throw for a singular matrix unless asked to, but tells of it by `info`.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.inv_ex.html
 */
export function inv_ex(A: Tensor, options?: CheckOptions): InverseAndInfo;
export function inv_ex(A: Tensor, ...args: unknown[]): InverseAndInfo {
  const named = byName(inv_ex, "linalg_inv_ex(A, *, check_errors)", arguments);
  if (named !== null) return named.result;
  const { check_errors } = readArguments<CheckOptions>("linalg_inv_ex", ["check_errors"], args);
  const input = tensorArgument("linalg_inv_ex", "A", A);
  const check = flagArgument("linalg_inv_ex", "check_errors", check_errors, false);
  const a = squareArgument("inv", input, "linalg.inv", "inv_ex");
  return namedTuple("linalg_inv_ex", check ? checkedInverse(a, "linalg.inv_ex") : inverseOf(a));
}

/**
 * `torch.linalg.inv` by its older name.
 * https://docs.pytorch.org/docs/stable/generated/torch.inverse.html
 */
export const inverse: (input: Tensor) => Tensor = renamed("inverse", inv);

/** The inverse. Throws in the name of `op` for a singular matrix. */
export function checkedInverse(a: Tensor, op: string): { readonly inverse: Tensor; readonly info: Tensor } {
  const result = inverseOf(a);
  const failure = firstFailure(result.info);
  if (failure !== null) throw errors.singularInverse(op, failure.place, failure.info);
  return result;
}

function inverseOf(a: Tensor): { readonly inverse: Tensor; readonly info: Tensor } {
  const [inverse, info] = callMany(inverseOp, [a], {}) as readonly [Tensor, Tensor];
  return { inverse, info };
}

/** Tensor methods and ops of this family. */
export default class InverseMethods {
  /** @internal */
  static get ops() {
    return { linalg_inv_ex: inverseOp };
  }

  /**
   * The inverses of square matrices. Throws for singular ones, other shapes and integers.
   * https://docs.pytorch.org/docs/stable/generated/torch.inverse.html
   */
  inverse(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("inverse", 0, arguments);
    return inv(this);
  }
}

const inverseOp: Op = matrixOp({
  name: "linalg_inv_ex",
  gradFn: "LinalgInvExBackward0",
  formulas: ["-out.mT @ g @ out.mT"],
  samples: [sample([[3, 3]], { distinct: true, low: -1 }), sample([[2, 2, 2]], { distinct: true, low: -1 })],
  shape: ([a]) => [a!, batchOf(a!)],
  forward([a]) {
    const n = a!.shape.at(-1)!;
    const factors = matricesOf(a!);
    const info: number[] = [];
    const results = factors.map((factor) => {
      const pivots = new Int32Array(n);
      info.push(factorLu(factor, n, n, pivots, roundingOf(a!.dtype)));
      const x = new Float64Array(n * n);
      for (let i = 0; i < n; i++) x[i * n + i] = 1;
      swapByPivots(x, n, pivots);
      solveTriangle(factor, n, x, n, { upper: false, unit: true });
      solveTriangle(factor, n, x, n, { upper: true });
      return transposed(x, n, n);
    });
    return [columnwise(results, a!.shape, a!.dtype), tensorOf(info, batchOf(a!.shape), int32)];
  },
  saves: ["out"],
  // d(A⁻¹) = −A⁻¹ dA A⁻¹
  vjp: ([g], { out }) => [out.mT.matmul(g!.matmul(out.mT)).neg()],
  jvp: ([tangent], { out }) => [tangent ? out.matmul(tangent).matmul(out).neg() : null, null],
});
