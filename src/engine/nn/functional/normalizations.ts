import { integerArgument, integersArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about, calledWith } from "../../failedCall.js";
import { normalizedGroups, normalizedLayer } from "../../ops/normalizations.js";
import { floatArgument, tensorArgument } from "../../ops/operands.js";
import { sumWithNumber } from "../../ops/byNumber.js";
import { sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { optionalTensor } from "./optionalTensor.js";

export interface NormOptions {
  /** Multiplies what has been normalised. */
  readonly weight?: Tensor | null;
  /** Is added last. */
  readonly bias?: Tensor | null;
  /** Is added to the variance, so that nothing is divided by 0; 1e-5 unless given. */
  readonly eps?: number;
}

/**
 * What lies in the last dimensions, as many as normalized_shape has, minus its mean, by its standard deviation, times weight
 * plus bias, which both have that shape. Throws for other shapes and dtypes.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.layer_norm.html
 */
export function layer_norm(
  input: Tensor,
  normalized_shape: readonly number[],
  weight?: Tensor | null | NormOptions,
  bias?: Tensor | null | NormOptions,
  eps?: number | NormOptions,
): Tensor {
  const named = byName(layer_norm, "layer_norm(input, normalized_shape, weight, bias, eps)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("layer_norm", "input", input);
  const sizes = integersArgument("layer_norm", "normalized_shape", normalized_shape);
  const given = normArguments("layer_norm", ["weight", "bias", "eps"], [weight, bias, eps]);
  return calledWith([x, given.weight, given.bias], () => {
    checkFirstParameter(x, [given.weight, given.bias]);
    checkNormalized(x, sizes, given, errors.normalizedShape);
    if (!x.dtype.is_floating_point) throw errors.notImplementedFor("LayerNormKernelImpl", x.dtype.label);
    checkParameterDtypes(x, [given.weight, given.bias]);
    return normalizedLayer(x, given.weight, given.bias, sizes, given.eps ?? 1e-5);
  });
}

/**
 * The channels of input [n, c, …] in num_groups groups: each group of an instance minus its mean, by its standard deviation,
 * times weight [c] plus bias [c]. Throws for other shapes and dtypes, and for one value per group.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.group_norm.html
 */
export function group_norm(
  input: Tensor,
  num_groups: number,
  weight?: Tensor | null | NormOptions,
  bias?: Tensor | null | NormOptions,
  eps?: number | NormOptions,
): Tensor {
  const named = byName(group_norm, "group_norm(input, num_groups, weight, bias, eps)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("group_norm", "input", input);
  if (x.ndim < 2) throw about(errors.groupNormRank(x.ndim), x);
  const given = normArguments("group_norm", ["weight", "bias", "eps"], [weight, bias, eps]);
  const groups = integerArgument("group_norm", "num_groups", num_groups);
  return calledWith([x, given.weight, given.bias], () => {
    checkGroups(x, groups, given);
    return normalizedGroups(x, given.weight, given.bias, groups, given.eps ?? 1e-5);
  });
}

/**
 * What lies in the last dimensions, as many as normalized_shape has, by its root mean square, times weight of that shape.
 * eps, which is added to the mean square, is the dtype's unless given. Throws for other shapes and for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rms_norm.html
 */
export function rms_norm(
  input: Tensor,
  normalized_shape: readonly number[],
  weight?: Tensor | null | Omit<NormOptions, "bias">,
  eps?: number | null | Omit<NormOptions, "bias">,
): Tensor {
  const named = byName(rms_norm, "rms_norm(input, normalized_shape, weight, eps)", arguments);
  if (named !== null) return named.result;
  const given = normArguments("rms_norm", ["weight", "eps"], [weight, eps]);
  const x = tensorArgument("rms_norm", "input", input);
  const sizes = integersArgument("rms_norm", "normalized_shape", normalized_shape);
  return calledWith([x, given.weight], () => {
    checkNormalized(x, sizes, given, (wanted, shape) =>
      shape.length < wanted.length
        ? errors.rmsNormRank(wanted.length, shape.length)
        : errors.rmsNormalizedShape(wanted, shape),
    );
    if (!x.dtype.is_floating_point) throw errors.notImplementedFor("rms_norm", x.dtype.label);
    const dims = sizes.map((_, i) => x.ndim - sizes.length + i);
    const squares = x.pow(2).mean(dims, true);
    const normal = x.mul(sumWithNumber(squares, given.eps ?? machineEpsilon(x)).rsqrt());
    // PyTorch's result is contiguous however input lies.
    return (given.weight === null ? normal : normal.mul(given.weight)).contiguous().to(x.dtype);
  });
}

/** Refuses weights and statistics of another dtype than the input's, in the words of PyTorch's kernels for the CPU. */
export function checkParameterDtypes(x: Tensor, parameters: readonly (Tensor | null)[]): void {
  const [first, ...others] = parameters.filter((parameter) => parameter !== null);
  if (first === undefined) return;
  checkFirstParameter(x, [first, ...others]);
  const other = others.find(({ dtype }) => dtype !== first.dtype);
  if (other) throw about(errors.scalarTypes(first.dtype.label, other.dtype.label), first, other);
}

function checkFirstParameter(x: Tensor, parameters: readonly (Tensor | null)[]): void {
  const given = parameters.filter((parameter) => parameter !== null);
  const [first] = given;
  const areSingle = given.every(({ dtype }) => dtype.name === "float32");
  if (first && first.dtype !== x.dtype) throw about(errors.parameterDtype(areSingle), x, first);
}

interface NormArguments {
  readonly weight: Tensor | null;
  readonly bias: Tensor | null;
  readonly eps: number | null;
}

function normArguments(op: string, names: readonly string[], args: readonly unknown[]): NormArguments {
  const given = readArguments<Record<string, unknown>>(op, names, args);
  return {
    weight: optionalTensor(op, "weight", given["weight"]),
    bias: optionalTensor(op, "bias", given["bias"]),
    eps: given["eps"] === undefined || isNone(op, given["eps"]) ? null : floatArgument(op, "eps", given["eps"]),
  };
}

/** That it is none rms_norm takes as well. */
function isNone(op: string, eps: unknown): boolean {
  return eps === null && op === "rms_norm";
}

function checkNormalized(
  x: Tensor,
  sizes: readonly number[],
  { weight, bias }: NormArguments,
  mismatch: typeof errors.normalizedShape,
): void {
  if (sizes.length === 0) throw errors.normalizedShapeEmpty();
  for (const [name, parameter] of Object.entries({ weight, bias })) {
    if (parameter !== null && !sameShape(parameter.shape, sizes)) {
      throw about(errors.normalizedParameter(name, parameter.shape, sizes), parameter);
    }
  }
  if (x.ndim < sizes.length || !sameShape(x.shape.slice(x.ndim - sizes.length), sizes)) {
    throw about(mismatch(sizes, x.shape), x);
  }
}

function checkGroups(x: Tensor, groups: number, { weight, bias }: NormArguments): void {
  if (groups === 0) throw errors.noGroups();
  const [batch, channels] = x.shape as [number, number];
  const together = [Math.floor((batch * channels) / groups), groups, ...x.shape.slice(2)];
  if (together.toSpliced(1, 1).reduce((total, size) => total * size, 1) === 1) {
    throw about(errors.oneValuePerGroup(together), x);
  }
  if (groups < 0) throw errors.normGroupCount(groups);
  if (channels % groups !== 0) throw about(errors.groupChannels(x.shape, groups), x);
  for (const [name, parameter] of Object.entries({ weight, bias })) {
    if (parameter !== null && !sameShape(parameter.shape, [channels])) {
      // PyTorch tells the weight's shape of either.
      throw about(errors.channelVector(name, weight?.shape ?? [0], x.shape), x, parameter);
    }
  }
  checkFirstParameter(x, [weight, bias]);
  if (!x.dtype.is_floating_point) throw errors.notImplementedFor("GroupNormKernelImpl", x.dtype.label);
  checkParameterDtypes(x, [weight, bias]);
}

function machineEpsilon({ dtype }: Tensor): number {
  return dtype.name === "float32" ? 2 ** -23 : Number.EPSILON;
}
