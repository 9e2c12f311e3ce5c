import { readArguments } from "../arguments.js";
import { defaultDtype } from "../dtype.js";
import { finfo } from "../dtypeFunctions.js";
import * as errors from "../errors.js";
import { broadcast_tensors } from "../ops/reshaping.js";
import { filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** What a distribution takes as a parameter. A number has the dtype of the tensor beside it. */
export type Parameter = number | Tensor;

/** What every distribution is told besides its parameters. */
export interface ValidateOption {
  /** Whether parameters and values are checked; true unless given. */
  readonly validate_args?: boolean | null;
}

/** What a constructor was given, in their order or by name, with `validate_args` at the end. */
export interface Given<Name extends string> {
  readonly values: Readonly<Record<Name, unknown>>;
  readonly validate_args: boolean | null | undefined;
}

/** Reads the arguments of a constructor. Throws for those that are missing and have no default. */
export function readGiven<Name extends string>(
  distribution: string,
  names: readonly Name[],
  args: readonly unknown[],
  defaults?: Readonly<Partial<Record<Name, unknown>>>,
): Given<Name> {
  const all = [...names, "validate_args"];
  const given = readArguments<Record<string, unknown>>(distribution, all, args);
  const values = names.map((name) => {
    const value = given[name] === undefined ? defaults?.[name] : given[name];
    if (value === undefined) throw errors.missingArgument(`${distribution}.__init__`, name);
    return [name, value];
  });
  return {
    values: Object.fromEntries(values) as Record<Name, unknown>,
    validate_args: given["validate_args"] as boolean | null | undefined,
  };
}

/** The parameters as tensors of one shape. Throws for what is neither a number nor a tensor. */
export function broadcastAll(...values: readonly unknown[]): readonly Tensor[] {
  const dtype = values.find(isTensor)?.dtype ?? defaultDtype();
  const tensors = values.map((value) => {
    if (isTensor(value)) return value;
    if (typeof value !== "number" && typeof value !== "boolean") throw errors.parameterKind();
    return filledTensor([], Number(value), dtype);
  });
  return broadcast_tensors(...tensors);
}

/** Probabilities kept away from 0 and 1, where the logarithm ends. */
export function clampedProbs(probs: Tensor): Tensor {
  const { eps } = finfo(probs.dtype);
  return probs.clamp(eps, 1 - eps);
}

/** log(p / (1 − p)). */
export function logitsOfProbs(probs: Tensor): Tensor {
  const clamped = clampedProbs(probs);
  return clamped.log().sub(clamped.neg().log1p());
}

/** Sums over the last dimensions, so many of them. */
export function sumRightmost(value: Tensor, count: number): Tensor {
  return count === 0 ? value : value.reshape([...value.shape.slice(0, Math.max(value.ndim - count, 0)), -1]).sum(-1);
}
