import { readArguments } from "../../arguments.js";
import type { Tensor } from "../../tensor.js";
import { pythonFloat, pythonSize } from "../../pythonValues.js";
import { interpolate, type InterpolateOptions } from "../functional/interpolation.js";
import { Module } from "../module.js";

type Size = NonNullable<InterpolateOptions["size"]>;
type Scale = NonNullable<InterpolateOptions["scale_factor"]>;
type Mode = NonNullable<InterpolateOptions["mode"]>;

export interface UpsampleOptions {
  /** The size of the result's space. */
  readonly size?: Size | null;
  /** By how much the space grows. */
  readonly scale_factor?: Scale | null;
  /** "nearest" unless given. */
  readonly mode?: Mode;
  /** Whether the corners' centres stay where they are; linear and cubic modes only. */
  readonly align_corners?: boolean | null;
  /** Whether the places are found by the sizes, not by the factor that gave them. */
  readonly recompute_scale_factor?: boolean | null;
}

/**
 * Input [N, C, …] with one to three dimensions of space brought to another size. A call throws for sizes and modes that do
 * not fit the input.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Upsample.html
 */
export class Upsample extends Module {
  readonly size: Size | null;
  readonly scale_factor: Scale | null;
  readonly mode: Mode;
  readonly align_corners: boolean | null;
  readonly recompute_scale_factor: boolean | null;

  constructor(
    size?: Size | null | UpsampleOptions,
    scale_factor?: Scale | null | UpsampleOptions,
    mode?: Mode | UpsampleOptions,
    align_corners?: boolean | null | UpsampleOptions,
    recompute_scale_factor?: boolean | null | UpsampleOptions,
  ) {
    super();
    const names = ["size", "scale_factor", "mode", "align_corners", "recompute_scale_factor"] as const;
    const args = [size, scale_factor, mode, align_corners, recompute_scale_factor];
    const given = readArguments<UpsampleOptions>(this.constructor.name, names, args);
    this.size = given.size ?? null;
    this.scale_factor = given.scale_factor ?? null;
    this.mode = given.mode ?? "nearest";
    this.align_corners = given.align_corners ?? null;
    this.recompute_scale_factor = given.recompute_scale_factor ?? null;
  }

  override forward(input: Tensor): Tensor {
    const { size, scale_factor, mode, align_corners, recompute_scale_factor } = this;
    return interpolate(input, size, scale_factor, mode, align_corners, recompute_scale_factor);
  }

  override extra_repr(): string {
    const { size, scale_factor, mode } = this;
    if (scale_factor === null) return `size=${size === null ? "None" : pythonSize(size)}, mode='${mode}'`;
    const scale =
      typeof scale_factor === "number"
        ? pythonFloat(scale_factor)
        : `(${scale_factor.map(pythonFloat).join(", ")}${scale_factor.length === 1 ? "," : ""})`;
    return `scale_factor=${scale}, mode='${mode}'`;
  }
}

export interface UpsamplingOptions {
  /** The size of the result's spatial dimensions; either this or scale_factor is given. */
  readonly size?: Size | null;
  /** What the sizes are multiplied by; one number holds for all dimensions. */
  readonly scale_factor?: Scale | null;
}

/**
 * `Upsample` of images [N, C, H, W] by the nearest pixels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.UpsamplingNearest2d.html
 */
export class UpsamplingNearest2d extends Upsample {
  constructor(size?: Size | null | UpsamplingOptions, scale_factor?: Scale | null | UpsamplingOptions) {
    super({ ...sizesOf("UpsamplingNearest2d", size, scale_factor), mode: "nearest" });
  }
}

/**
 * `Upsample` of images [N, C, H, W], linear between the pixels, of which the corners' centres stay where they are.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.UpsamplingBilinear2d.html
 */
export class UpsamplingBilinear2d extends Upsample {
  constructor(size?: Size | null | UpsamplingOptions, scale_factor?: Scale | null | UpsamplingOptions) {
    super({ ...sizesOf("UpsamplingBilinear2d", size, scale_factor), mode: "bilinear", align_corners: true });
  }
}

function sizesOf(module: string, ...args: readonly unknown[]): UpsamplingOptions {
  return readArguments<UpsamplingOptions>(module, ["size", "scale_factor"], args);
}
