import { readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { erf } from "../../kernels/special/errorFunction.js";
import { where } from "../../ops/comparisons.js";
import { numberArgument } from "../../ops/operands.js";
import type { Generator } from "../../random/generator.js";
import { warnFarTruncation } from "../../random/warnings.js";
import { roundTo } from "../../storage.js";
import { emptyLike } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { untracked, type GeneratorOption } from "./untracked.js";

export interface TruncatedOptions extends GeneratorOption {
  /** 0 unless given. */
  readonly mean?: number;
  /** 1 unless given. */
  readonly std?: number;
  /** The least number, −2 unless given. */
  readonly a?: number;
  /** The greatest number, 2 unless given. */
  readonly b?: number;
}

type TruncatedArguments = readonly [
  mean?: number | TruncatedOptions,
  std?: number | TruncatedOptions,
  a?: number | TruncatedOptions,
  b?: number | TruncatedOptions,
  generator?: Generator | null | TruncatedOptions,
];

type Bounds = Readonly<Record<"mean" | "std" | "a" | "b", number>>;

/**
 * Normal numbers within [a, b]: those outside are drawn again. Warns where the mean is more than two deviations outside.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.trunc_normal_
 */
export function trunc_normal_(tensor: Tensor, ...args: TruncatedArguments): Tensor {
  const named = byName(trunc_normal_, "trunc_normal_(tensor, mean, std, a, b, generator)", arguments);
  if (named !== null) return named.result;
  const names = ["mean", "std", "a", "b", "generator"] as const;
  const given = readArguments<Required<TruncatedOptions>>("trunc_normal_", names, args);
  const number = (name: keyof Bounds, otherwise: number): number =>
    numberArgument("trunc_normal_", name, given[name] === undefined ? otherwise : given[name]);
  const bounds = { mean: number("mean", 0), std: number("std", 1), a: number("a", -2), b: number("b", 2) };
  const { mean, std, a, b } = bounds;
  if (mean < a - 2 * std || mean > b + 2 * std) warnFarTruncation();
  const inside = normalShare((b - mean) / std) - normalShare((a - mean) / std);
  const draw = inside > 0.3 ? redrawn : accepted;
  return untracked("trunc_normal_", tensor, () => draw(tensor, bounds, given.generator ?? null));
}

/** The share of normal numbers below x. */
function normalShare(x: number): number {
  return (1 + erf(x / Math.sqrt(2))) / 2;
}

/** Where most normal numbers are inside, those outside are drawn again. */
function redrawn(tensor: Tensor, { mean, std, a, b }: Bounds, generator: Generator | null): void {
  const [least, greatest] = [roundTo(tensor.dtype, a), roundTo(tensor.dtype, b)];
  let result = tensor.normal_(mean, std, { generator });
  for (;;) {
    const outside = result.lt(least).logical_or(result.gt(greatest));
    if (!holdsAnywhere(outside)) break;
    result = where(outside, emptyLike(tensor, tensor.dtype).normal_(mean, std, { generator }), result);
  }
  if (result !== tensor) tensor.copy_(result);
}

/** Where few are inside, uniform numbers are accepted with the density of the normal ones. */
function accepted(tensor: Tensor, { mean, std, a, b }: Bounds, generator: Generator | null): void {
  const mode = Math.max(a, Math.min(mean, b));
  const logPeak = -0.5 * ((mode - mean) / std) ** 2;
  const candidates = emptyLike(tensor, tensor.dtype);
  const chances = emptyLike(tensor, tensor.dtype);
  const isRefused = (): Tensor => {
    const logDensity = candidates.sub(mean).div(std).pow(2).mul(-0.5).sub(logPeak);
    return chances.uniform_({ generator }).log().gt(logDensity);
  };
  candidates.copy_(tensor.uniform_(a, b, { generator }));
  let pending = isRefused();
  let result = tensor;
  while (holdsAnywhere(pending)) {
    candidates.uniform_(a, b, { generator });
    result = where(pending, candidates, result);
    pending = where(pending, isRefused(), pending);
  }
  if (result !== tensor) tensor.copy_(result);
}

function holdsAnywhere(mask: Tensor): boolean {
  return Boolean(mask.any().item());
}
