import { booleanArgument, readArguments } from "../arguments.js";
import type { Tensor } from "../tensor.js";
import { pythonSize } from "./formatModule.js";
import { avg_pool2d } from "./functional/averagePooling.js";
import type { WindowSize } from "./functional/windows.js";
import { Module } from "./module.js";

export interface AvgPool2dOptions {
  /** How far the window moves; its own size unless given. */
  readonly stride?: WindowSize | null;
  readonly padding?: WindowSize;
  /** Whether a window may begin inside the image and end outside. */
  readonly ceil_mode?: boolean;
  /** Whether places in the padding count as elements; true unless given. */
  readonly count_include_pad?: boolean;
  /** Divides the sums instead of the number of elements. */
  readonly divisor_override?: number | null;
}

/**
 * The mean of each window of each channel: [N, C, H, W] or [C, H, W].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html
 */
export class AvgPool2d extends Module {
  readonly kernel_size: WindowSize;
  readonly stride: WindowSize;
  readonly padding: WindowSize;
  readonly ceil_mode: boolean;
  readonly count_include_pad: boolean;
  readonly divisor_override: number | null;

  constructor(
    kernel_size: WindowSize,
    stride?: WindowSize | null | AvgPool2dOptions,
    padding?: WindowSize | AvgPool2dOptions,
    ceil_mode?: boolean | AvgPool2dOptions,
    count_include_pad?: boolean | AvgPool2dOptions,
    divisor_override?: number | null | AvgPool2dOptions,
  ) {
    super();
    const args = [stride, padding, ceil_mode, count_include_pad, divisor_override];
    const names = ["stride", "padding", "ceil_mode", "count_include_pad", "divisor_override"] as const;
    const given = readArguments<AvgPool2dOptions>(
      "AvgPool2d",
      names,
      args.filter((value) => value !== undefined),
    );
    this.kernel_size = kernel_size;
    this.stride = given.stride ?? kernel_size;
    this.padding = given.padding ?? 0;
    this.ceil_mode = booleanArgument("AvgPool2d", "ceil_mode", given.ceil_mode, false);
    this.count_include_pad = booleanArgument("AvgPool2d", "count_include_pad", given.count_include_pad, true);
    this.divisor_override = given.divisor_override ?? null;
  }

  override forward(input: Tensor): Tensor {
    const { kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override } = this;
    return avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
  }

  override extra_repr(): string {
    const { kernel_size, stride, padding } = this;
    return `kernel_size=${pythonSize(kernel_size)}, stride=${pythonSize(stride)}, padding=${pythonSize(padding)}`;
  }
}
