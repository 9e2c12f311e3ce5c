import { readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { nothingToScaleBy, unknownFanMode } from "../../errors.js";
import { numberArgument, tensorArgument } from "../../ops/operands.js";
import type { Generator } from "../../random/generator.js";
import { warnEmptyInit } from "../../random/warnings.js";
import type { Tensor } from "../../tensor.js";
import { fansOf } from "./fans.js";
import { normal_, uniform_ } from "./fillings.js";
import { calculate_gain, type Nonlinearity } from "./gain.js";
import type { GeneratorOption } from "./untracked.js";

export interface KaimingOptions extends GeneratorOption {
  /** The slope below 0 of the leaky relu that follows. */
  readonly a?: number;
  /** Whether the signal is kept forwards or backwards. */
  readonly mode?: "fan_in" | "fan_out";
  /** The function that comes behind the layer, which decides the gain; "leaky_relu" unless given. */
  readonly nonlinearity?: Nonlinearity;
}

export interface XavierOptions extends GeneratorOption {
  /** By how much the numbers are larger; 1 unless given. */
  readonly gain?: number;
}

/** What follows the tensor in a call: values in order, or options at the end. */
type KaimingArguments = readonly [
  a?: number | KaimingOptions,
  mode?: "fan_in" | "fan_out" | KaimingOptions,
  nonlinearity?: Nonlinearity | KaimingOptions,
  generator?: Generator | null | KaimingOptions,
];
type XavierArguments = readonly [gain?: number | XavierOptions, generator?: Generator | null | XavierOptions];

/** The deviation that numbers are to have, and where they come from. */
interface Spread {
  readonly deviation: number;
  readonly generator: Generator | null;
}

/**
 * Uniform numbers whose deviation keeps the signal's size through a layer and the relu after it (He et al., 2015). Throws
 * for tensors with fewer than two dimensions.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_uniform_
 */
export function kaiming_uniform_(tensor: Tensor, ...args: KaimingArguments): Tensor {
  const named = byName(kaiming_uniform_, "kaiming_uniform_(tensor, a, mode, nonlinearity, generator)", arguments);
  if (named !== null) return named.result;
  return filledUniform(tensor, kaiming("kaiming_uniform_", tensor, args));
}

/**
 * Normal numbers with the deviation of `kaiming_uniform_`.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_normal_
 */
export function kaiming_normal_(tensor: Tensor, ...args: KaimingArguments): Tensor {
  const named = byName(kaiming_normal_, "kaiming_normal_(tensor, a, mode, nonlinearity, generator)", arguments);
  if (named !== null) return named.result;
  return filledNormal(tensor, kaiming("kaiming_normal_", tensor, args));
}

/**
 * Uniform numbers whose deviation suits the signal both forwards and backwards (Glorot and Bengio, 2010). Throws for
 * tensors with fewer than two dimensions.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_uniform_
 */
export function xavier_uniform_(tensor: Tensor, ...args: XavierArguments): Tensor {
  const named = byName(xavier_uniform_, "xavier_uniform_(tensor, gain, generator)", arguments);
  if (named !== null) return named.result;
  return filledUniform(tensor, xavier("xavier_uniform_", tensor, args));
}

/**
 * Normal numbers with the deviation of `xavier_uniform_`.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_normal_
 */
export function xavier_normal_(tensor: Tensor, ...args: XavierArguments): Tensor {
  const named = byName(xavier_normal_, "xavier_normal_(tensor, gain, generator)", arguments);
  if (named !== null) return named.result;
  return filledNormal(tensor, xavier("xavier_normal_", tensor, args));
}

/** Of a tensor without elements there is nothing to fill, and its fans may be 0. */
function filledUniform(tensor: Tensor, spread: Spread | null): Tensor {
  if (spread === null) return tensor;
  const bound = Math.sqrt(3) * spread.deviation;
  return uniform_(tensor, -bound, bound, spread.generator);
}

function filledNormal(tensor: Tensor, spread: Spread | null): Tensor {
  return spread === null ? tensor : normal_(tensor, 0, spread.deviation, spread.generator);
}

function kaiming(op: string, tensor: Tensor, args: KaimingArguments): Spread | null {
  const names = ["a", "mode", "nonlinearity", "generator"] as const;
  const given = readArguments<Required<KaimingOptions>>(op, names, args);
  const { a = 0, mode = "fan_in", nonlinearity = "leaky_relu", generator = null } = given;
  if (tensorArgument(op, "tensor", tensor).numel() === 0) {
    warnEmptyInit();
    return null;
  }
  const fan: number | undefined = { ...fansOf(tensor) }[mode];
  if (fan === undefined) throw unknownFanMode(String(mode));
  return { deviation: calculate_gain(nonlinearity, a) / Math.sqrt(fan), generator };
}

function xavier(op: string, tensor: Tensor, args: XavierArguments): Spread {
  const given = readArguments<Required<XavierOptions>>(op, ["gain", "generator"], args);
  const { gain = 1, generator = null } = given;
  const { fan_in, fan_out } = fansOf(tensorArgument(op, "tensor", tensor));
  if (fan_in + fan_out === 0) throw nothingToScaleBy();
  return { deviation: numberArgument(op, "gain", gain) * Math.sqrt(2 / (fan_in + fan_out)), generator };
}
