import { readArguments } from "../../arguments.js";
import type { Tensor } from "../../tensor.js";
import { pythonSize } from "../../pythonValues.js";
import { fold, unfold, type PatchOptions } from "../functional/patches.js";
import type { WindowSize } from "../functional/windows.js";
import { Module } from "../module.js";
import { windowArgument } from "../pooling/windowArguments.js";

interface Window {
  /** The window's size; one number holds for all dimensions. */
  readonly kernel_size: WindowSize;
}

interface FoldSizes extends Window {
  /** The size of the image. */
  readonly output_size: WindowSize;
}

/** What `Fold` and `Unfold` have in common. */
abstract class PatchModule extends Module {
  /** The size of a patch; one number holds for both dimensions. */
  readonly kernel_size: WindowSize;
  /** The distance of a patch's elements; one number holds for both dimensions. */
  readonly dilation: WindowSize;
  /** How many zeros stand at both edges; one number holds for both dimensions. */
  readonly padding: WindowSize;
  /** The distance of the patches; one number holds for both dimensions. */
  readonly stride: WindowSize;

  constructor(given: Partial<Window & PatchOptions>) {
    super();
    const { name } = this.constructor;
    this.kernel_size = windowArgument(name, "kernel_size", given.kernel_size);
    this.dilation = windowArgument(name, "dilation", given.dilation ?? 1);
    this.padding = windowArgument(name, "padding", given.padding ?? 0);
    this.stride = windowArgument(name, "stride", given.stride ?? 1);
  }

  abstract override forward(input: Tensor): Tensor;

  override extra_repr(): string {
    const { kernel_size, dilation, padding, stride } = this;
    return `kernel_size=${pythonSize(kernel_size)}, dilation=${pythonSize(dilation)}, padding=${pythonSize(padding)}, stride=${pythonSize(stride)}`;
  }
}

/**
 * The patches under a window that moves over images [N, C, H, W] or [C, H, W], one in each column of [N, C·kh·kw, L]. Throws
 * for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html
 */
export class Unfold extends PatchModule {
  constructor(window: Window & PatchOptions);
  constructor(
    kernel_size: WindowSize,
    dilation?: WindowSize | PatchOptions,
    padding?: WindowSize | PatchOptions,
    stride?: WindowSize | PatchOptions,
  );
  constructor(...args: unknown[]) {
    const names = ["kernel_size", "dilation", "padding", "stride"] as const;
    super(readArguments<Window & PatchOptions>("Unfold", names, args));
  }

  override forward(input: Tensor): Tensor {
    return unfold(input, this.kernel_size, this.dilation, this.padding, this.stride);
  }
}

/**
 * An image of output_size, from the patches that `Unfold` gives of it; where they overlap, they are summed up. Throws for
 * another number of patches.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Fold.html
 */
export class Fold extends PatchModule {
  readonly output_size: WindowSize;

  constructor(sizes: FoldSizes & PatchOptions);
  constructor(
    output_size: WindowSize,
    kernel_size: WindowSize | (Window & PatchOptions),
    dilation?: WindowSize | PatchOptions,
    padding?: WindowSize | PatchOptions,
    stride?: WindowSize | PatchOptions,
  );
  constructor(...args: unknown[]) {
    const names = ["output_size", "kernel_size", "dilation", "padding", "stride"] as const;
    const given = readArguments<FoldSizes & PatchOptions>("Fold", names, args);
    super(given);
    this.output_size = windowArgument("Fold", "output_size", given.output_size);
  }

  override forward(input: Tensor): Tensor {
    return fold(input, this.output_size, this.kernel_size, this.dilation, this.padding, this.stride);
  }

  override extra_repr(): string {
    return `output_size=${pythonSize(this.output_size)}, ${super.extra_repr()}`;
  }
}
