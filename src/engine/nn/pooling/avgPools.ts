import { booleanArgument, integerArgument, readArguments } from "../../arguments.js";
import type { Tensor } from "../../tensor.js";
import { pythonSize } from "../../pythonValues.js";
import { avg_pool1d, avg_pool2d, avg_pool3d } from "../functional/averagePooling.js";
import type { WindowSize } from "../functional/windows.js";
import { Module } from "../module.js";
import { windowArgument, windowOfEach } from "./windowArguments.js";

export interface AvgPoolOptions {
  /** How far the window moves; its own size unless given. */
  readonly stride?: WindowSize | null;
  /** How many zeros there are beyond each side. */
  readonly padding?: WindowSize;
  /** Whether a window may begin inside the space and end outside. */
  readonly ceil_mode?: boolean;
  /** Whether places in the padding count as elements; true unless given. */
  readonly count_include_pad?: boolean;
}

export interface AvgPoolDivisorOptions extends AvgPoolOptions {
  /** Divides the sums instead of the number of elements. */
  readonly divisor_override?: number | null;
}

interface Window {
  /** The window's size; one number holds for all dimensions. */
  readonly kernel_size: WindowSize;
}

const names = ["kernel_size", "stride", "padding", "ceil_mode", "count_include_pad"] as const;

/** What average pools of all numbers of dimensions have in common. */
abstract class AvgPool extends Module {
  /** The window's size; one number holds for all dimensions. */
  readonly kernel_size: WindowSize;
  /** How far the window moves; one number holds for all dimensions. */
  readonly stride: WindowSize;
  /** How many zeros stand at both edges; one number holds for all dimensions. */
  readonly padding: WindowSize;
  /** Whether a window that begins inside and reaches beyond the edge counts. */
  readonly ceil_mode: boolean;
  /** Whether padded zeros count in the mean. */
  readonly count_include_pad: boolean;

  constructor(given: Partial<Window & AvgPoolOptions>, stored: (size: WindowSize) => WindowSize) {
    super();
    const { name } = this.constructor;
    this.kernel_size = stored(windowArgument(name, "kernel_size", given.kernel_size));
    this.stride = stored(windowArgument(name, "stride", given.stride ?? this.kernel_size));
    this.padding = stored(windowArgument(name, "padding", given.padding ?? 0));
    this.ceil_mode = booleanArgument(name, "ceil_mode", given.ceil_mode, false);
    this.count_include_pad = booleanArgument(name, "count_include_pad", given.count_include_pad, true);
  }

  abstract override forward(input: Tensor): Tensor;

  override extra_repr(): string {
    const { kernel_size, stride, padding } = this;
    return `kernel_size=${pythonSize(kernel_size)}, stride=${pythonSize(stride)}, padding=${pythonSize(padding)}`;
  }
}

/**
 * The mean of each window of each channel of sequences [N, C, L] or [C, L]. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool1d.html
 */
export class AvgPool1d extends AvgPool {
  constructor(window: Window & AvgPoolOptions);
  constructor(
    kernel_size: WindowSize,
    stride?: WindowSize | null | AvgPoolOptions,
    padding?: WindowSize | AvgPoolOptions,
    ceil_mode?: boolean | AvgPoolOptions,
    count_include_pad?: boolean | AvgPoolOptions,
  );
  constructor(...args: unknown[]) {
    super(readArguments<Window & AvgPoolOptions>("AvgPool1d", names, args), (size) => windowOfEach(size, 1));
  }

  override forward(input: Tensor): Tensor {
    const { kernel_size, stride, padding, ceil_mode, count_include_pad } = this;
    return avg_pool1d(input, kernel_size, stride, padding, ceil_mode, count_include_pad);
  }
}

/** What the average pools have in common of which the divisor can be given. */
abstract class AvgPoolWithDivisor extends AvgPool {
  readonly divisor_override: number | null;

  constructor(window: Window & AvgPoolDivisorOptions);
  constructor(
    kernel_size: WindowSize,
    stride?: WindowSize | null | AvgPoolDivisorOptions,
    padding?: WindowSize | AvgPoolDivisorOptions,
    ceil_mode?: boolean | AvgPoolDivisorOptions,
    count_include_pad?: boolean | AvgPoolDivisorOptions,
    divisor_override?: number | null | AvgPoolDivisorOptions,
  );
  constructor(...args: unknown[]) {
    const { name } = new.target;
    const given = readArguments<Window & AvgPoolDivisorOptions>(name, [...names, "divisor_override"], args);
    super(given, (size) => size);
    const divisor = given.divisor_override ?? null;
    this.divisor_override = divisor === null ? null : integerArgument(name, "divisor_override", divisor);
  }

  protected abstract readonly pool: typeof avg_pool2d;

  override forward(input: Tensor): Tensor {
    const { kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override } = this;
    return this.pool(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
  }
}

/**
 * The mean of each window of each channel of images [N, C, H, W] or [C, H, W]. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html
 */
export class AvgPool2d extends AvgPoolWithDivisor {
  protected get pool(): typeof avg_pool2d {
    return avg_pool2d;
  }
}

/**
 * The mean of each window of each channel of volumes [N, C, D, H, W] or [C, D, H, W]. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool3d.html
 */
export class AvgPool3d extends AvgPoolWithDivisor {
  protected get pool(): typeof avg_pool3d {
    return avg_pool3d;
  }
}
