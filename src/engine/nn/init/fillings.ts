import { readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { missingArgument } from "../../errors.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { untracked, type GeneratorOption } from "./untracked.js";

export interface UniformInitOptions extends GeneratorOption {
  /** The least number that can be drawn; 0 unless given. */
  readonly a?: number;
  /** Greater than every number that is drawn; 1 unless given. */
  readonly b?: number;
}

export interface NormalInitOptions extends GeneratorOption {
  /** The mean of the distribution; 0 unless given. */
  readonly mean?: number;
  /** The standard deviation; 1 unless given. */
  readonly std?: number;
}

/**
 * Uniform numbers on [a, b), which is [0, 1) unless given. Throws as `Tensor.uniform_`.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.uniform_
 */
export function uniform_(
  tensor: Tensor,
  a?: number | UniformInitOptions,
  b?: number | UniformInitOptions,
  generator?: GeneratorOption["generator"] | UniformInitOptions,
): Tensor;
export function uniform_(tensor: Tensor, ...args: unknown[]): Tensor {
  const named = byName(uniform_, "uniform_(tensor, a, b, generator)", arguments);
  if (named !== null) return named.result;
  const given = readArguments<Required<UniformInitOptions>>("uniform_", ["a", "b", "generator"], args);
  const { a = 0, b = 1, generator = null } = given;
  return untracked("uniform_", tensor, () => tensor.uniform_(a, b, { generator }));
}

/**
 * Normal numbers, with mean 0 and deviation 1 unless given. Throws as `Tensor.normal_`.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.normal_
 */
export function normal_(
  tensor: Tensor,
  mean?: number | NormalInitOptions,
  std?: number | NormalInitOptions,
  generator?: GeneratorOption["generator"] | NormalInitOptions,
): Tensor;
export function normal_(tensor: Tensor, ...args: unknown[]): Tensor {
  const named = byName(normal_, "normal_(tensor, mean, std, generator)", arguments);
  if (named !== null) return named.result;
  const given = readArguments<Required<NormalInitOptions>>("normal_", ["mean", "std", "generator"], args);
  const { mean = 0, std = 1, generator = null } = given;
  return untracked("normal_", tensor, () => tensor.normal_(mean, std, { generator }));
}

/**
 * One value throughout.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.constant_
 */
export function constant_(tensor: Tensor, val: number): Tensor {
  const named = byName(constant_, "constant_(tensor, val)", arguments);
  if (named !== null) return named.result;
  if (val === undefined) throw missingArgument("constant_", "val");
  return untracked("constant_", tensor, () => tensor.fill_(numberArgument("constant_", "val", val)));
}

/**
 * Ones.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.ones_
 */
export function ones_(tensor: Tensor): Tensor {
  const named = byName(ones_, "ones_(tensor)", arguments);
  if (named !== null) return named.result;
  return untracked("ones_", tensor, () => tensor.fill_(1));
}

/**
 * Zeros.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.zeros_
 */
export function zeros_(tensor: Tensor): Tensor {
  const named = byName(zeros_, "zeros_(tensor)", arguments);
  if (named !== null) return named.result;
  return untracked("zeros_", tensor, () => tensor.zero_());
}
