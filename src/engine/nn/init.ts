/**
 * `torch.nn.init`: fills tensors with initial weights, without recording. Each gives the tensor back.
 * https://docs.pytorch.org/docs/stable/nn.init.html
 */
import { readArguments } from "../arguments.js";
import { inGradMode } from "../autograd/gradMode.js";
import * as errors from "../errors.js";
import { tensorArgument } from "../ops/operands.js";
import type { Generator } from "../random/generator.js";
import { elementCount } from "../shape.js";
import type { Tensor } from "../tensor.js";

/** The function that follows a layer; it says how much of the signal is lost. */
export type Nonlinearity =
  "linear" | "sigmoid" | "tanh" | "relu" | "leaky_relu" | "selu" | "conv1d" | "conv2d" | "conv3d";

interface GeneratorOption {
  readonly generator?: Generator | null;
}

export interface KaimingOptions extends GeneratorOption {
  /** The slope below 0 of the leaky relu that follows. */
  readonly a?: number;
  /** Whether the signal is kept forwards or backwards. */
  readonly mode?: "fan_in" | "fan_out";
  readonly nonlinearity?: Nonlinearity;
}

export interface XavierOptions extends GeneratorOption {
  readonly gain?: number;
}

/** Uniform numbers on [a, b). */
export function uniform_(tensor: Tensor, a = 0, b = 1, options: GeneratorOption = {}): Tensor {
  return untracked("uniform_", tensor, () => tensor.uniform_(a, b, options));
}

/** Normal numbers. */
export function normal_(tensor: Tensor, mean = 0, std = 1, options: GeneratorOption = {}): Tensor {
  return untracked("normal_", tensor, () => tensor.normal_(mean, std, options));
}

/** One value throughout. */
export function constant_(tensor: Tensor, val: number): Tensor {
  return untracked("constant_", tensor, () => tensor.fill_(val));
}

/** Ones. */
export function ones_(tensor: Tensor): Tensor {
  return constant_(tensor, 1);
}

/** Zeros. */
export function zeros_(tensor: Tensor): Tensor {
  return constant_(tensor, 0);
}

/**
 * Uniform numbers whose deviation keeps the signal's size through a layer and the relu after it (He et al., 2015). Throws
 * for tensors with fewer than two dimensions.
 */
export function kaiming_uniform_(tensor: Tensor, a?: number | KaimingOptions, options?: KaimingOptions): Tensor {
  const { deviation, generator } = kaiming("kaiming_uniform_", tensor, a, options);
  const bound = Math.sqrt(3) * deviation;
  return uniform_(tensor, -bound, bound, { generator });
}

/** Normal numbers with the deviation of `kaiming_uniform_`. */
export function kaiming_normal_(tensor: Tensor, a?: number | KaimingOptions, options?: KaimingOptions): Tensor {
  const { deviation, generator } = kaiming("kaiming_normal_", tensor, a, options);
  return normal_(tensor, 0, deviation, { generator });
}

/**
 * Uniform numbers whose deviation suits the signal both forwards and backwards (Glorot and Bengio, 2010). Throws for
 * tensors with fewer than two dimensions.
 */
export function xavier_uniform_(tensor: Tensor, gain?: number | XavierOptions, options?: XavierOptions): Tensor {
  const { deviation, generator } = xavier("xavier_uniform_", tensor, gain, options);
  const bound = Math.sqrt(3) * deviation;
  return uniform_(tensor, -bound, bound, { generator });
}

/** Normal numbers with the deviation of `xavier_uniform_`. */
export function xavier_normal_(tensor: Tensor, gain?: number | XavierOptions, options?: XavierOptions): Tensor {
  const { deviation, generator } = xavier("xavier_normal_", tensor, gain, options);
  return normal_(tensor, 0, deviation, { generator });
}

/** By how much weights have to be larger so that a nonlinearity keeps the signal's size. */
export function calculate_gain(nonlinearity: Nonlinearity, param = 0.01): number {
  switch (nonlinearity) {
    case "tanh":
      return 5 / 3;
    case "relu":
      return Math.sqrt(2);
    case "leaky_relu":
      return Math.sqrt(2 / (1 + param ** 2));
    case "selu":
      return 3 / 4;
    case "linear":
    case "sigmoid":
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return 1;
    default:
      throw errors.unsupportedNonlinearity(String(nonlinearity));
  }
}

/** How many numbers meet in one result, and how many results one number goes into. */
export function fansOf({ shape }: Tensor): { readonly fan_in: number; readonly fan_out: number } {
  if (shape.length < 2) throw errors.fansOfVector();
  const field = elementCount(shape.slice(2));
  return { fan_in: shape[1]! * field, fan_out: shape[0]! * field };
}

function kaiming(op: string, tensor: Tensor, ...args: (number | KaimingOptions | undefined)[]) {
  const given = args.filter((value) => value !== undefined);
  const names = ["a", "mode", "nonlinearity", "generator"] as const;
  const options = readArguments<Required<KaimingOptions>>(op, names, given);
  const { a = 0, mode = "fan_in", nonlinearity = "leaky_relu", generator = null } = options;
  const deviation = calculate_gain(nonlinearity, a) / Math.sqrt(fansOf(tensor)[mode]);
  return { deviation, generator };
}

function xavier(op: string, tensor: Tensor, ...args: (number | XavierOptions | undefined)[]) {
  const given = args.filter((value) => value !== undefined);
  const { gain = 1, generator = null } = readArguments<Required<XavierOptions>>(op, ["gain", "generator"], given);
  const { fan_in, fan_out } = fansOf(tensor);
  return { deviation: gain * Math.sqrt(2 / (fan_in + fan_out)), generator };
}

function untracked(op: string, tensor: Tensor, fill: () => Tensor): Tensor {
  tensorArgument(op, "tensor", tensor);
  return inGradMode(false, fill);
}
