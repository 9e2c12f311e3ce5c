import { booleanArgument, readArguments } from "../arguments.js";
import type { Tensor } from "../tensor.js";
import { pythonBool, pythonSize } from "./formatModule.js";
import { max_pool2d } from "./functional/maxPooling.js";
import type { WindowSize } from "./functional/windows.js";
import { Module } from "./module.js";

export interface MaxPool2dOptions {
  /** How far the window moves; its own size unless given. */
  readonly stride?: WindowSize | null;
  readonly padding?: WindowSize;
  readonly dilation?: WindowSize;
  /** Whether a window may begin inside the image and end outside. */
  readonly ceil_mode?: boolean;
}

/**
 * The greatest number in each window of each channel: [N, C, H, W] or [C, H, W].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html
 */
export class MaxPool2d extends Module {
  readonly kernel_size: WindowSize;
  readonly stride: WindowSize;
  readonly padding: WindowSize;
  readonly dilation: WindowSize;
  readonly ceil_mode: boolean;

  constructor(
    kernel_size: WindowSize,
    stride?: WindowSize | null | MaxPool2dOptions,
    padding?: WindowSize | MaxPool2dOptions,
    dilation?: WindowSize | MaxPool2dOptions,
    options?: MaxPool2dOptions,
  ) {
    super();
    const args = [stride, padding, dilation, options].filter((value) => value !== undefined);
    const names = ["stride", "padding", "dilation", "ceil_mode"] as const;
    const given = readArguments<MaxPool2dOptions>("MaxPool2d", names, args);
    this.kernel_size = kernel_size;
    this.stride = given.stride ?? kernel_size;
    this.padding = given.padding ?? 0;
    this.dilation = given.dilation ?? 1;
    this.ceil_mode = booleanArgument("MaxPool2d", "ceil_mode", given.ceil_mode, false);
  }

  override forward(input: Tensor): Tensor {
    return max_pool2d(input, this.kernel_size, this.stride, this.padding, this.dilation, this.ceil_mode);
  }

  override extra_repr(): string {
    const { kernel_size, stride, padding, dilation, ceil_mode } = this;
    return `kernel_size=${pythonSize(kernel_size)}, stride=${pythonSize(stride)}, padding=${pythonSize(padding)}, dilation=${pythonSize(dilation)}, ceil_mode=${pythonBool(ceil_mode)}`;
  }
}
