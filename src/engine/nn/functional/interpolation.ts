import { booleanArgument, readArguments, stringArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import type { InterpolationMode as TapMode } from "../../kernels/interpolationTaps.js";
import { tensorArgument } from "../../ops/operands.js";
import { resampled } from "../../ops/resampling.js";
import { elementCount } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d } from "./adaptivePooling.js";
import { warnDeprecated } from "./warnings.js";
import type { WindowSize } from "./windows.js";

export type InterpolationMode =
  "nearest" | "nearest-exact" | "linear" | "bilinear" | "bicubic" | "trilinear" | "lanczos" | "area";

interface SizeOptions {
  /** The size of the result's space; this or a factor must be given. */
  readonly size?: WindowSize | null;
  /** What the sizes of the space are multiplied with. */
  readonly scale_factor?: number | readonly number[] | null;
}

interface CornerOptions extends SizeOptions {
  /** How values between elements are made. */
  readonly mode?: InterpolationMode;
  /** Whether the outermost elements keep their places; false unless given. Only of modes that interpolate. */
  readonly align_corners?: boolean | null;
}

export interface InterpolateOptions extends CornerOptions {
  /** Whether the places are found by the sizes, not by the factor that gave them. */
  readonly recompute_scale_factor?: boolean | null;
  /** Whether a smaller result is smoothed; bilinear, bicubic and lanczos only. */
  readonly antialias?: boolean;
}

type Scale = number | readonly number[] | null;

/**
 * Input [n, c, …] with one to three dimensions of space brought to another size, by the nearest elements unless a mode is
 * given. Throws for sizes and modes that do not fit the input.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html
 */
export function interpolate(
  input: Tensor,
  size?: WindowSize | null | InterpolateOptions,
  scale_factor?: Scale | InterpolateOptions,
  mode?: InterpolationMode | InterpolateOptions,
  align_corners?: boolean | null | InterpolateOptions,
  recompute_scale_factor?: boolean | null | InterpolateOptions,
  antialias?: boolean | InterpolateOptions,
): Tensor {
  const named = byName(
    interpolate,
    "interpolate(input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias)",
    arguments,
  );
  if (named !== null) return named.result;
  const args = [size, scale_factor, mode, align_corners, recompute_scale_factor, antialias];
  return interpolated(
    tensorArgument("interpolate", "input", input),
    read<InterpolateOptions>("interpolate", names, args),
  );
}

/**
 * Another name of `interpolate`; deprecated.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.upsample.html
 */
export function upsample(
  input: Tensor,
  size?: WindowSize | null | CornerOptions,
  scale_factor?: Scale | CornerOptions,
  mode?: InterpolationMode | CornerOptions,
  align_corners?: boolean | null | CornerOptions,
): Tensor {
  const named = byName(upsample, "upsample(input, size, scale_factor, mode, align_corners)", arguments);
  if (named !== null) return named.result;
  const given = read<CornerOptions>("upsample", names.slice(0, 4), [size, scale_factor, mode, align_corners]);
  warnDeprecated("upsample");
  return interpolated(tensorArgument("upsample", "input", input), given);
}

/**
 * `interpolate` by the nearest elements; deprecated.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.upsample_nearest.html
 */
export function upsample_nearest(
  input: Tensor,
  size?: WindowSize | null | SizeOptions,
  scale_factor?: Scale | SizeOptions,
): Tensor {
  const named = byName(upsample_nearest, "upsample_nearest(input, size, scale_factor)", arguments);
  if (named !== null) return named.result;
  const given = read<SizeOptions>("upsample_nearest", sizeNames, [size, scale_factor]);
  warnDeprecated("upsample_nearest");
  return interpolated(tensorArgument("upsample_nearest", "input", input), given);
}

/**
 * `interpolate` in planes, with the corners where they were; deprecated.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.upsample_bilinear.html
 */
export function upsample_bilinear(
  input: Tensor,
  size?: WindowSize | null | SizeOptions,
  scale_factor?: Scale | SizeOptions,
): Tensor {
  const named = byName(upsample_bilinear, "upsample_bilinear(input, size, scale_factor)", arguments);
  if (named !== null) return named.result;
  const given = read<SizeOptions>("upsample_bilinear", sizeNames, [size, scale_factor]);
  warnDeprecated("upsample_bilinear");
  const x = tensorArgument("upsample_bilinear", "input", input);
  return interpolated(x, { ...given, mode: "bilinear", align_corners: true });
}

const sizeNames = ["size", "scale_factor"] as const;
const names = [...sizeNames, "mode", "align_corners", "recompute_scale_factor", "antialias"] as const;

function read<Options extends object>(
  op: string,
  options: readonly string[],
  args: readonly unknown[],
): Partial<Options> {
  return readArguments<Options>(op, options as readonly (keyof Options & string)[], args);
}

/** The modes that interpolate, and the rank of the input that each of them wants; null stands for any. */
const modes: { readonly [mode: string]: { readonly tap: TapMode; readonly rank: number | null } } = {
  nearest: { tap: "nearest", rank: null },
  "nearest-exact": { tap: "nearest-exact", rank: null },
  linear: { tap: "linear", rank: 3 },
  bilinear: { tap: "linear", rank: 4 },
  trilinear: { tap: "linear", rank: 5 },
  bicubic: { tap: "cubic", rank: 4 },
  lanczos: { tap: "lanczos", rank: 4 },
};

function interpolated(x: Tensor, given: InterpolateOptions): Tensor {
  const { mode = "nearest", align_corners = null } = given;
  const antialias = booleanArgument("interpolate", "antialias", given.antialias, false);
  const isSampling = mode === "nearest" || mode === "nearest-exact" || mode === "area";
  if (isSampling && align_corners !== null) throw errors.alignWithoutInterpolation();
  const isAligned = booleanArgument("interpolate", "align_corners", align_corners, false);
  const { sizes, scales } = sizesOf(x, mode, given);
  if (antialias && !(["bilinear", "bicubic", "lanczos"].includes(mode) && x.ndim === 4))
    throw errors.antialiasRestricted();
  checkMode(x, stringArgument("interpolate", "mode", mode));
  if (mode === "lanczos" && isAligned) throw errors.lanczosAligned();
  if (mode === "lanczos" && !antialias) throw errors.lanczosUnsmoothed();
  if (mode === "area") {
    const pool = [adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d][sizes.length - 1]!;
    return pool(x, sizes);
  }
  const space = x.shape.slice(2);
  if ([...space, ...sizes].some((size) => size <= 0)) throw about(errors.interpolationNotPositive(space, sizes), x);
  if (x.shape[1] === 0) throw about(errors.interpolationEmpty(x.shape), x);
  if (!Number.isSafeInteger(elementCount(sizes)))
    throw about(errors.sizesOverflow([...x.shape.slice(0, 2), ...sizes]), x);
  return resampled(x, { mode: modes[mode]!.tap, output_size: sizes, scales, align_corners: isAligned, antialias });
}

/** The sizes of the result, and the factors by which its places are found; null where the sizes decide that, too. */
function sizesOf(x: Tensor, mode: string, given: InterpolateOptions) {
  const { size = null, scale_factor = null } = given;
  const space = x.shape.slice(2);
  const recompute = booleanArgument("interpolate", "recompute_scale_factor", given.recompute_scale_factor, false);
  if (size !== null && scale_factor !== null) throw errors.sizeAndScale();
  if (size !== null) {
    const sizes: readonly number[] = Array.isArray(size) ? size : space.map(() => size);
    if (Array.isArray(size) && sizes.length !== x.ndim - 2) throw about(errors.interpolationSizes(space, sizes), x);
    if (!sizes.every(Number.isInteger)) throw errors.wrongArgument("interpolate", "size", "int or tuple of ints", size);
    if (recompute) throw errors.recomputedScaleOfSize();
    return { sizes, scales: null };
  }
  if (scale_factor === null) throw errors.neitherSizeNorScale();
  const scales: readonly number[] = Array.isArray(scale_factor) ? scale_factor : space.map(() => scale_factor);
  if (Array.isArray(scale_factor) && scales.length !== x.ndim - 2)
    throw about(errors.interpolationScales(space, scales), x);
  if (!scales.every((scale) => typeof scale === "number"))
    throw errors.wrongArgument("interpolate", "scale_factor", "float or tuple of floats", scale_factor);
  if (!scales.every(Number.isFinite)) throw errors.infiniteScale();
  const sizes = space.map((length, i) => Math.trunc(length * scales[i]!) + 0);
  return { sizes, scales: recompute || mode === "area" ? null : scales };
}

function checkMode(x: Tensor, mode: string): void {
  const isKnown = mode === "area" || Object.hasOwn(modes, mode);
  const rank = modes[mode]?.rank ?? null;
  if (!isKnown || x.ndim < 3 || x.ndim > 5) throw about(errors.interpolationInput(mode, x.ndim), x);
  if (rank === null || rank === x.ndim) return;
  // Modes of planes alone have no dimension in their names that another mode could have in its place.
  if (mode === "bicubic" || mode === "lanczos") throw about(errors.interpolationInput(mode, x.ndim), x);
  throw about(errors.interpolationNeeds(mode, x.ndim, rank), x);
}
