import { booleanArgument, readArguments } from "../../arguments.js";
import type { Tensor } from "../../tensor.js";
import { pythonBool, pythonSize } from "../../pythonValues.js";
import { max_pool1d, max_pool2d, max_pool3d } from "../functional/maxPooling.js";
import type { WindowSize } from "../functional/windows.js";
import { Module } from "../module.js";
import { windowArgument } from "./windowArguments.js";

export interface MaxPoolOptions<WithIndices extends boolean = boolean> {
  /** How far the window moves; its own size unless given. */
  readonly stride?: WindowSize | null;
  /** How many places beyond each side a window may reach. */
  readonly padding?: WindowSize;
  /** The distance of the window's elements; 1 unless given. */
  readonly dilation?: WindowSize;
  /** Whether a call gives `[values, indices]`; false unless given. */
  readonly return_indices?: WithIndices;
  /** Whether a window may begin inside the space and end outside. */
  readonly ceil_mode?: boolean;
}

interface Window {
  /** The window's size; one number holds for all dimensions. */
  readonly kernel_size: WindowSize;
}

type ValuesAndIndices = readonly [values: Tensor, indices: Tensor];

/** In brackets, since what is known of a pool by `instanceof` is `any`, which would give all of these together. */
type Result<WithIndices extends boolean> = [WithIndices] extends [false]
  ? Tensor
  : [WithIndices] extends [true]
    ? ValuesAndIndices
    : Tensor | ValuesAndIndices;

/** What max pools of all numbers of dimensions have in common. */
abstract class MaxPool<WithIndices extends boolean> extends Module {
  /** The window's size; one number holds for all dimensions. */
  readonly kernel_size: WindowSize;
  readonly stride: WindowSize;
  readonly padding: WindowSize;
  readonly dilation: WindowSize;
  /** Whether the result has the places of the maxima too. */
  readonly return_indices: boolean;
  readonly ceil_mode: boolean;

  constructor(window: Window & MaxPoolOptions<WithIndices>);
  constructor(
    kernel_size: WindowSize,
    stride?: WindowSize | null | MaxPoolOptions<WithIndices>,
    padding?: WindowSize | MaxPoolOptions<WithIndices>,
    dilation?: WindowSize | MaxPoolOptions<WithIndices>,
    return_indices?: WithIndices | MaxPoolOptions<WithIndices>,
    ceil_mode?: boolean | MaxPoolOptions<WithIndices>,
  );
  constructor(...args: unknown[]) {
    super();
    const { name } = this.constructor;
    const names = ["kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode"] as const;
    const given = readArguments<Window & MaxPoolOptions>(name, names, args);
    this.kernel_size = windowArgument(name, "kernel_size", given.kernel_size);
    this.stride = windowArgument(name, "stride", given.stride ?? this.kernel_size);
    this.padding = windowArgument(name, "padding", given.padding ?? 0);
    this.dilation = windowArgument(name, "dilation", given.dilation ?? 1);
    this.return_indices = booleanArgument(name, "return_indices", given.return_indices, false);
    this.ceil_mode = booleanArgument(name, "ceil_mode", given.ceil_mode, false);
  }

  protected abstract readonly pool: typeof max_pool2d;

  override forward(input: Tensor): Result<WithIndices> {
    const { kernel_size, stride, padding, dilation, return_indices, ceil_mode } = this;
    const options = { stride, padding, dilation, ceil_mode };
    const result = return_indices
      ? this.pool(input, kernel_size, { ...options, return_indices })
      : this.pool(input, kernel_size, options);
    return result as Result<WithIndices>;
  }

  override extra_repr(): string {
    const { kernel_size, stride, padding, dilation, ceil_mode } = this;
    return `kernel_size=${pythonSize(kernel_size)}, stride=${pythonSize(stride)}, padding=${pythonSize(padding)}, dilation=${pythonSize(dilation)}, ceil_mode=${pythonBool(ceil_mode)}`;
  }
}

/**
 * The greatest element in each window of each channel of sequences [N, C, L] or [C, L]. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool1d.html
 */
export class MaxPool1d<WithIndices extends boolean = false> extends MaxPool<WithIndices> {
  protected get pool(): typeof max_pool1d {
    return max_pool1d;
  }
}

/**
 * The greatest element in each window of each channel of images [N, C, H, W] or [C, H, W]. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html
 */
export class MaxPool2d<WithIndices extends boolean = false> extends MaxPool<WithIndices> {
  protected get pool(): typeof max_pool2d {
    return max_pool2d;
  }
}

/**
 * The greatest element in each window of each channel of volumes [N, C, D, H, W] or [C, D, H, W]. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool3d.html
 */
export class MaxPool3d<WithIndices extends boolean = false> extends MaxPool<WithIndices> {
  protected get pool(): typeof max_pool3d {
    return max_pool3d;
  }
}
