import { readArguments } from "../../arguments.js";
import type { Tensor } from "../../tensor.js";
import { pythonTuple } from "../../pythonValues.js";
import { max_unpool1d, max_unpool2d, max_unpool3d } from "../functional/unpooling.js";
import type { WindowSize } from "../functional/windows.js";
import { Module } from "../module.js";
import { windowArgument, windowOfEach } from "./windowArguments.js";

export interface MaxUnpoolOptions {
  /** How far the window of the pool moved; by its own size unless given. */
  readonly stride?: WindowSize | null;
  /** The padding of the pooling that is undone; 0 unless given. */
  readonly padding?: WindowSize;
}

interface Window {
  /** The window's size; one number holds for all dimensions. */
  readonly kernel_size: WindowSize;
}

/** What unpools of all numbers of dimensions have in common. */
abstract class MaxUnpool extends Module {
  /** The window's size in each dimension. */
  readonly kernel_size: readonly number[];
  readonly stride: readonly number[];
  /** The padding of the pooling that is undone, in each dimension. */
  readonly padding: readonly number[];

  /** The number of dimensions of the space. */
  protected abstract readonly spatial: number;
  protected abstract readonly unpool: typeof max_unpool1d;

  constructor(window: Window & MaxUnpoolOptions);
  constructor(
    kernel_size: WindowSize,
    stride?: WindowSize | null | MaxUnpoolOptions,
    padding?: WindowSize | MaxUnpoolOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const { name } = this.constructor;
    const given = readArguments<Window & MaxUnpoolOptions>(name, ["kernel_size", "stride", "padding"], args);
    const kernel_size = windowArgument(name, "kernel_size", given.kernel_size);
    this.kernel_size = this.ofEach(kernel_size);
    this.stride = this.ofEach(windowArgument(name, "stride", given.stride ?? kernel_size));
    this.padding = this.ofEach(windowArgument(name, "padding", given.padding ?? 0));
  }

  /** `output_size` is the size of what was pooled, where several give the same. */
  override forward(input: Tensor, indices: Tensor, output_size: readonly number[] | null = null): Tensor {
    return this.unpool(input, indices, this.kernel_size, this.stride, this.padding, output_size);
  }

  override extra_repr(): string {
    const { kernel_size, stride, padding } = this;
    return `kernel_size=${pythonTuple(kernel_size)}, stride=${pythonTuple(stride)}, padding=${pythonTuple(padding)}`;
  }

  private ofEach(size: WindowSize): readonly number[] {
    return windowOfEach(size, this.spatial);
  }
}

/**
 * Puts each element of [N, C, L] or [C, L] where MaxPool1d found it, by its indices, with zeros elsewhere. Throws for
 * indices and sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool1d.html
 */
export class MaxUnpool1d extends MaxUnpool {
  protected get spatial(): number {
    return 1;
  }
  protected get unpool(): typeof max_unpool1d {
    return max_unpool1d;
  }
}

/**
 * Puts each element of [N, C, H, W] or [C, H, W] where MaxPool2d found it, by its indices, with zeros elsewhere. Throws for
 * indices and sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool2d.html
 */
export class MaxUnpool2d extends MaxUnpool {
  protected get spatial(): number {
    return 2;
  }
  protected get unpool(): typeof max_unpool2d {
    return max_unpool2d;
  }
}

/**
 * Puts each element of [N, C, D, H, W] or [C, D, H, W] where MaxPool3d found it, by its indices, with zeros elsewhere. Throws for
 * indices and sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool3d.html
 */
export class MaxUnpool3d extends MaxUnpool {
  protected get spatial(): number {
    return 3;
  }
  protected get unpool(): typeof max_unpool3d {
    return max_unpool3d;
  }
}
