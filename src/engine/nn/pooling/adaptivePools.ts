import { booleanArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import {
  adaptive_avg_pool1d,
  adaptive_avg_pool2d,
  adaptive_avg_pool3d,
  adaptive_max_pool1d,
  adaptive_max_pool2d,
  adaptive_max_pool3d,
} from "../functional/adaptivePooling.js";
import { Module } from "../module.js";

/** One size for all dimensions of the space, or one for each; null keeps the input's. */
export type AdaptiveSize = number | null | readonly (number | null)[];

interface OutputSize {
  /** The size of the result's spatial dimensions; null keeps the input's, one number holds for all. */
  readonly output_size: AdaptiveSize;
}

export interface AdaptiveMaxPoolOptions<WithIndices extends boolean = boolean> {
  /** Whether a call gives `[values, indices]`; false unless given. */
  readonly return_indices?: WithIndices;
}

type ValuesAndIndices = readonly [values: Tensor, indices: Tensor];

/** In brackets, since what is known of a pool by `instanceof` is `any`, which would give all of these together. */
type Result<WithIndices extends boolean> = [WithIndices] extends [false]
  ? Tensor
  : [WithIndices] extends [true]
    ? ValuesAndIndices
    : Tensor | ValuesAndIndices;

/** What the adaptive pools have in common. */
abstract class AdaptivePool extends Module {
  /** The size of the result's spatial dimensions; null keeps the input's, one number holds for all. */
  readonly output_size: AdaptiveSize;

  constructor(output_size: unknown) {
    super();
    const { name } = this.constructor;
    if (output_size === undefined) throw errors.missingArgument(`${name}.__init__`, "output_size");
    const sizes: readonly unknown[] = Array.isArray(output_size) ? (output_size as readonly unknown[]) : [output_size];
    if (!sizes.every((size) => size === null || Number.isInteger(size)))
      throw errors.wrongArgument(name, "output_size", "int or tuple of ints", output_size);
    this.output_size = output_size as AdaptiveSize;
  }

  override extra_repr(): string {
    const { output_size } = this;
    const text = (size: number | null): string => (size === null ? "None" : String(size));
    if (output_size === null || typeof output_size === "number") return `output_size=${text(output_size)}`;
    return `output_size=(${output_size.map(text).join(", ")}${output_size.length === 1 ? "," : ""})`;
  }
}

/** What the adaptive average pools have in common. */
abstract class AdaptiveAvgPool extends AdaptivePool {
  constructor(output_size: AdaptiveSize | OutputSize) {
    const given = readArguments<OutputSize>(new.target.name, ["output_size"], [output_size]);
    super(given.output_size);
  }

  protected abstract readonly pool: (input: Tensor, output_size: never) => Tensor;

  override forward(input: Tensor): Tensor {
    return this.pool(input, this.output_size as never);
  }
}

/** What the adaptive max pools have in common. */
abstract class AdaptiveMaxPool<WithIndices extends boolean> extends AdaptivePool {
  /** Whether the result has the places of the maxima too. */
  readonly return_indices: boolean;

  constructor(
    output_size: AdaptiveSize | (OutputSize & AdaptiveMaxPoolOptions<WithIndices>),
    return_indices?: WithIndices | AdaptiveMaxPoolOptions<WithIndices>,
  ) {
    const { name } = new.target;
    const names = ["output_size", "return_indices"] as const;
    const given = readArguments<OutputSize & AdaptiveMaxPoolOptions>(name, names, [output_size, return_indices]);
    super(given.output_size);
    this.return_indices = booleanArgument(name, "return_indices", given.return_indices, false);
  }

  protected abstract readonly pool: (
    input: Tensor,
    output_size: never,
    return_indices: true,
  ) => readonly [Tensor, Tensor];

  override forward(input: Tensor): Result<WithIndices> {
    const { output_size, return_indices } = this;
    const results = this.pool(input, output_size as never, true);
    return (return_indices ? results : results[0]) as Result<WithIndices>;
  }
}

/**
 * The means of output_size windows, nearly as large as each other, that cover each channel of
 * sequences [N, C, L] or [C, L]. Throws for an input without elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool1d.html
 */
export class AdaptiveAvgPool1d extends AdaptiveAvgPool {
  protected get pool(): typeof adaptive_avg_pool1d {
    return adaptive_avg_pool1d;
  }
}

/**
 * The means of output_size windows, nearly as large as each other, that cover each channel of
 * images [N, C, H, W] or [C, H, W]. Throws for an input without elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html
 */
export class AdaptiveAvgPool2d extends AdaptiveAvgPool {
  protected get pool(): typeof adaptive_avg_pool2d {
    return adaptive_avg_pool2d;
  }
}

/**
 * The means of output_size windows, nearly as large as each other, that cover each channel of
 * volumes [N, C, D, H, W] or [C, D, H, W]. Throws for an input without elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool3d.html
 */
export class AdaptiveAvgPool3d extends AdaptiveAvgPool {
  protected get pool(): typeof adaptive_avg_pool3d {
    return adaptive_avg_pool3d;
  }
}

/**
 * The greatest elements of output_size windows, nearly as large as each other, that cover each channel of
 * sequences [N, C, L] or [C, L]. Throws for an input without elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool1d.html
 */
export class AdaptiveMaxPool1d<WithIndices extends boolean = false> extends AdaptiveMaxPool<WithIndices> {
  protected get pool(): typeof adaptive_max_pool1d {
    return adaptive_max_pool1d;
  }
}

/**
 * The greatest elements of output_size windows, nearly as large as each other, that cover each channel of
 * images [N, C, H, W] or [C, H, W]. Throws for an input without elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool2d.html
 */
export class AdaptiveMaxPool2d<WithIndices extends boolean = false> extends AdaptiveMaxPool<WithIndices> {
  protected get pool(): typeof adaptive_max_pool2d {
    return adaptive_max_pool2d;
  }
}

/**
 * The greatest elements of output_size windows, nearly as large as each other, that cover each channel of
 * volumes [N, C, D, H, W] or [C, D, H, W]. Throws for an input without elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool3d.html
 */
export class AdaptiveMaxPool3d<WithIndices extends boolean = false> extends AdaptiveMaxPool<WithIndices> {
  protected get pool(): typeof adaptive_max_pool3d {
    return adaptive_max_pool3d;
  }
}
