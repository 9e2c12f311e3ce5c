import { flagArgument, integerArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { DType, int64, dtypeArgument } from "../dtype.js";
import * as errors from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import { namedTuple, type TwoTensors } from "../namedTuple.js";
import { elementCount } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { contraction } from "./contraction.js";
import { callIn, converting } from "./converting.js";
import { call, callMany } from "./dispatch.js";
import ExtremeOps, { type ArgOptions } from "./extremes.js";
import { sumIn } from "./integerArithmetic.js";
import { sample, type CallInfo, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import {
  everything,
  givenDimensions,
  reducedShape,
  wrappedDimensions,
  type Dimensions,
  type Reduction,
  type ReductionOptions,
} from "./reducing.js";

export interface NanSumOptions extends ReductionOptions {
  /** Converts the input first. */
  readonly dtype?: DType | null;
}

/** What `aminmax` gives. */
export interface MinAndMax extends TwoTensors {
  /** The least elements. */
  readonly min: Tensor;
  /** The greatest elements. */
  readonly max: Tensor;
}

/**
 * The sum of the elements that are not NaN, over all dimensions or those given. Integers and bools are summed as int64.
 * https://docs.pytorch.org/docs/stable/generated/torch.nansum.html
 */
export function nansum(
  input: Tensor,
  dim?: Dimensions | null | NanSumOptions,
  keepdim?: boolean | NanSumOptions,
  options?: NanSumOptions,
): Tensor;
export function nansum(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(nansum, "nansum(input, dim, keepdim, *, dtype)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("nansum", "input", input);
  const { reduction, dtype } = nanReduction("nansum", x, args);
  return callIn(nansumOp, x, dtype ?? (x.dtype.is_floating_point ? x.dtype : int64), reduction);
}

/**
 * The mean of the elements that are not NaN, over all dimensions or those given. Throws for integers and bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.nanmean.html
 */
export function nanmean(
  input: Tensor,
  dim?: Dimensions | null | NanSumOptions,
  keepdim?: boolean | NanSumOptions,
  options?: NanSumOptions,
): Tensor;
export function nanmean(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(nanmean, "nanmean(input, dim, keepdim, *, dtype)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("nanmean", "input", input);
  const { reduction, dtype } = nanReduction("nanmean", x, args, (given) => {
    if (!x.dtype.is_floating_point) throw errors.nanmeanOfIntegers(x.dtype.label);
    if (given !== null && !given.is_floating_point) throw errors.nanmeanDtype(given.label);
  });
  const dims = reduction.dims ?? x.shape.map((_, dim) => dim);
  const counts = dims.length === 0 ? x.detach().eq(x.detach()) : x.detach().eq(x.detach()).sum(dims, reduction.keepdim);
  return call(nansumOp, [dtype === null ? x : x.to(dtype)], reduction).div(counts);
}

/**
 * The least and the greatest element of all, or of each row along a dimension; equal ones share the gradient. Throws if there
 * are none.
 * https://docs.pytorch.org/docs/stable/generated/torch.aminmax.html
 */
export function aminmax(input: Tensor, options?: ArgOptions): MinAndMax;
export function aminmax(input: Tensor, ...args: unknown[]): MinAndMax {
  const named = byName(aminmax, "aminmax(input, *, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("aminmax", "input", input);
  const given = readArguments<ArgOptions>("aminmax", ["dim", "keepdim"], args);
  const keepdim = flagArgument("aminmax", "keepdim", given.keepdim, false);
  const dim = (given.dim ?? null) === null ? null : integerArgument("aminmax", "dim", given.dim);
  const dims = dim === null ? null : wrappedDimensions(x.ndim, [dim]);
  if (dims === null && x.numel() === 0) throw errors.aminmaxOfNothing();
  const empty = dims?.find((dim) => x.shape[dim] === 0);
  if (empty !== undefined) throw errors.aminmaxOfEmptyDimension(empty);
  const [min, max] = callMany(aminmaxOp, [x], { dims, keepdim }) as readonly [Tensor, Tensor];
  return namedTuple("aminmax", { min, max });
}

/** Tensor methods and ops of this family. */
export default class NanReductionMethods {
  /** @internal */
  static get ops() {
    return { nansum: nansumOp, aminmax: aminmaxOp };
  }

  /**
   * The sum of the elements that are not NaN, over all dimensions or those given.
   * https://docs.pytorch.org/docs/stable/generated/torch.nansum.html
   */
  nansum(this: Tensor, ...args: AfterInput<typeof nansum>): Tensor {
    return nansum(this, ...args);
  }

  /**
   * The mean of the elements that are not NaN, over all dimensions or those given. Throws for integers and bools.
   * https://docs.pytorch.org/docs/stable/generated/torch.nanmean.html
   */
  nanmean(this: Tensor, ...args: AfterInput<typeof nanmean>): Tensor {
    return nanmean(this, ...args);
  }

  /**
   * The least and the greatest element of all, or of each row along a dimension: `const [min, max] = x.aminmax({ dim: 1 })`.
   * Equal ones share the gradient. Throws if there are none.
   * https://docs.pytorch.org/docs/stable/generated/torch.aminmax.html
   */
  aminmax(this: Tensor, ...args: AfterInput<typeof aminmax>): MinAndMax {
    return aminmax(this, ...args);
  }
}

function nanReduction(
  op: string,
  x: Tensor,
  args: readonly unknown[],
  check: (dtype: DType | null) => void = () => undefined,
): { readonly reduction: Reduction; readonly dtype: DType | null } {
  const given = readArguments<NanSumOptions>(op, ["dim", "keepdim", "dtype"], args);
  const { dim = null } = given;
  const dims = givenDimensions(op, dim);
  const isKept = flagArgument(op, "keepdim", given.keepdim, false);
  const dtype = dtypeArgument(op, given.dtype);
  check(dtype);
  const reduction = dim === null && !isKept ? everything : { dims: wrappedDimensions(x.ndim, dims), keepdim: isKept };
  return { reduction, dtype };
}

const nansumOp: Op<Reduction> = converting(
  contraction<Reduction>({
    name: "nansum",
    gradFn: () => "NansumBackward0",
    formula: "1 where x is a number",
    samples: [
      sample([[2, 3]], { attributes: everything }),
      sample([[2, 3, 2]], { attributes: { dims: [0, 2], keepdim: true } }),
    ],
    forward(x, out) {
      const plus = sumIn(x.dtype);
      const next = (total: number, value: number): number => (value === value ? plus(total, value) : total);
      kernels.fold({ name: "nansum", start: 0, next }, x, out);
    },
    keepsResult: false,
    local: (x) => x.eq(x).to(x.dtype),
    tangent: (tangent, x) => tangent.masked_fill(x.isnan(), 0),
  }),
);

const { amin, amax } = ExtremeOps.ops;

/** Both results have one node, whose gradient is the sum of theirs. */
const aminmaxOp: Op<Reduction> = {
  name: "aminmax",
  gradFn: () => "AminmaxBackward0",
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["1/n where x is the least; the same where it is the greatest"],
  samples: [
    sample([[2, 3]], { distinct: true, attributes: everything }),
    sample([[2, 3]], { distinct: true, attributes: { dims: [1], keepdim: true } }),
  ],
  shape: ([shape], reduction) => [reducedShape(shape!, reduction), reducedShape(shape!, reduction)],
  forward([operand], reduction) {
    const x = operand as Tensor;
    if (elementCount(reducedShape(x.shape, reduction)) === 0) {
      const empty = x.new_zeros(reducedShape(x.shape, reduction));
      return [empty, empty.clone()];
    }
    return [amin.forward([x], { ...reduction, by: "amin" })[0]!, amax.forward([x], { ...reduction, by: "amax" })[0]!];
  },
  saves: () => ["x", "out", "second"],
  vjp([ofLeast, ofGreatest], saved, info, needed) {
    const least = ofLeast ? amin.vjp([ofLeast], saved, by("amin", info), needed)[0]! : null;
    const ofSecond = { ...saved, out: saved.second };
    const greatest = ofGreatest ? amax.vjp([ofGreatest], ofSecond, by("amax", info), needed)[0]! : null;
    return [least !== null && greatest !== null ? least.add(greatest) : (least ?? greatest)];
  },
  jvp([tangent], saved, info, [least, greatest]) {
    if (!tangent) return [null, null];
    return [
      amin.jvp([tangent], saved, by("amin", info), [least!])[0]!,
      amax.jvp([tangent], { ...saved, out: saved.second }, by("amax", info), [greatest!])[0]!,
    ];
  },
};

/** A call as one of the two sees it. */
function by<By extends "amin" | "amax">(
  extreme: By,
  info: CallInfo<Reduction>,
): CallInfo<Reduction & { readonly by: By }> {
  return {
    attributes: { ...info.attributes, by: extreme },
    shapeOf: (operand) => info.shapeOf(operand),
    stridesOf: (operand) => info.stridesOf(operand),
  };
}
