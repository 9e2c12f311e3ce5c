import { byName } from "../../callByName.js";
import { slopeNotANumber, unsupportedNonlinearity } from "../../errors.js";

/** The function that follows a layer; it says how much of the signal is lost. */
export type Nonlinearity =
  | "linear"
  | "conv1d"
  | "conv2d"
  | "conv3d"
  | "conv_transpose1d"
  | "conv_transpose2d"
  | "conv_transpose3d"
  | "sigmoid"
  | "tanh"
  | "relu"
  | "leaky_relu"
  | "selu";

/**
 * By how much weights have to be larger so that a nonlinearity keeps the signal's size; `param` is the slope of a leaky
 * relu, 0.01 unless given. Throws for an unknown nonlinearity.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.calculate_gain
 */
export function calculate_gain(nonlinearity: Nonlinearity, param?: number | null): number {
  const named = byName(calculate_gain, "calculate_gain(nonlinearity, param)", arguments);
  if (named !== null) return named.result;
  switch (nonlinearity) {
    case "linear":
    case "conv1d":
    case "conv2d":
    case "conv3d":
    case "conv_transpose1d":
    case "conv_transpose2d":
    case "conv_transpose3d":
    case "sigmoid":
      return 1;
    case "tanh":
      return 5 / 3;
    case "relu":
      return Math.sqrt(2);
    case "leaky_relu":
      return Math.sqrt(2 / (1 + slopeOf(param) ** 2));
    case "selu":
      return 3 / 4;
    default:
      throw unsupportedNonlinearity(nonlinearity);
  }
}

function slopeOf(param: unknown): number {
  if (param === undefined || param === null) return 0.01;
  if (typeof param !== "number") throw slopeNotANumber(param);
  return param;
}
