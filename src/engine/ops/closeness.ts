import { flagArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { closeDtypes, negativeTolerance } from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { call, refuseOutdated, reportUntracked } from "./dispatch.js";
import { elementwise } from "./elementwise.js";
import type { Op } from "./op.js";
import { floatArgument, tensorArgument } from "./operands.js";

/** Options of `isclose` and `allclose`. */
export interface CloseOptions {
  /** How far elements may differ, relative to the second one; 1e-5 unless given. */
  readonly rtol?: number;
  /** How far elements may differ besides; 1e-8 unless given. */
  readonly atol?: number;
  /** Whether NaN counts as close to NaN. */
  readonly equal_nan?: boolean;
}

/**
 * Whether |input − other| ≤ atol + rtol·|other|, element by element and broadcast, as bools. Throws for different dtypes
 * and for negative tolerances.
 * https://docs.pytorch.org/docs/stable/generated/torch.isclose.html
 */
export function isclose(
  input: Tensor,
  other: Tensor,
  rtol?: number | CloseOptions,
  atol?: number | CloseOptions,
  equal_nan?: boolean | CloseOptions,
): Tensor {
  const named = byName(isclose, "isclose(input, other, rtol, atol, equal_nan)", arguments);
  if (named !== null) return named.result;
  return closeness("isclose", input, other, [rtol, atol, equal_nan]);
}

/**
 * Whether all elements are close, as `isclose` has it.
 * https://docs.pytorch.org/docs/stable/generated/torch.allclose.html
 */
export function allclose(
  input: Tensor,
  other: Tensor,
  rtol?: number | CloseOptions,
  atol?: number | CloseOptions,
  equal_nan?: boolean | CloseOptions,
): boolean {
  const named = byName(allclose, "allclose(input, other, rtol, atol, equal_nan)", arguments);
  if (named !== null) return named.result;
  return denseNumbers(closeness("allclose", input, other, [rtol, atol, equal_nan])).every((close) => close !== 0);
}

/**
 * Whether two tensors have the same shape and the same elements; NaN equals nothing.
 * https://docs.pytorch.org/docs/stable/generated/torch.equal.html
 */
export function equal(input: Tensor, other: Tensor): boolean {
  const named = byName(equal, "equal(input, other)", arguments);
  if (named !== null) return named.result;
  const [x, y] = [tensorArgument("equal", "input", input), tensorArgument("equal", "other", other)];
  reportUntracked("equal", [x, y], []);
  if (!sameShape(x.shape, y.shape)) return false;
  const [left, right] = [denseNumbers(x), denseNumbers(y)];
  return left.every((value, i) => value === right[i]);
}

/** The ops of this family. */
export default class ClosenessOps {
  /** @internal */
  static get ops() {
    return { isclose: closeOp };
  }
}

type Tolerance = { readonly rtol: number; readonly atol: number; readonly equal_nan: boolean };

const closeOp: Op<Tolerance> = elementwise<Tolerance>({
  name: "isclose",
  choose:
    (_, { rtol, atol, equal_nan }) =>
    (x, y) => {
      if (x === y || (equal_nan && Number.isNaN(x) && Number.isNaN(y))) return 1;
      const distance = Math.abs(x - y);
      return Number.isFinite(distance) && distance <= atol + Math.abs(rtol * y) ? 1 : 0;
    },
  derivatives: [],
  result: "bool",
  samples: [],
});

function closeness(op: string, input: unknown, other: unknown, given: readonly unknown[]): Tensor {
  const [x, y] = [tensorArgument(op, "input", input), tensorArgument(op, "other", other)];
  const options = readArguments<CloseOptions>(op, ["rtol", "atol", "equal_nan"], given);
  const rtol = floatArgument(op, "rtol", options.rtol, 1e-5);
  const atol = floatArgument(op, "atol", options.atol, 1e-8);
  const equal_nan = flagArgument(op, "equal_nan", options.equal_nan, false);
  if (x.dtype !== y.dtype) throw closeDtypes(x.dtype.label, y.dtype.label);
  if (!(rtol >= 0)) throw negativeTolerance("rtol", rtol);
  if (!(atol >= 0)) throw negativeTolerance("atol", atol);
  const close = call(closeOp, [x, y], { rtol, atol, equal_nan });
  // PyTorch computes the distance by ops that have gradients.
  const hasDistance = x.dtype.is_floating_point && (rtol !== 0 || atol !== 0);
  if (hasDistance) refuseOutdated([y, x]);
  return close;
}
