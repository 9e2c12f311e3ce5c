import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { pythonTuple } from "../../pythonValues.js";
import { pad, type PadMode } from "../functional/padding.js";
import type { WindowSize } from "../functional/windows.js";
import { Module } from "../module.js";
import { windowArgument, windowOfEach } from "../pooling/windowArguments.js";

export interface PaddingSizes {
  /** How much is added on each side: one number for all, or two for each dimension, the last one's first. */
  readonly padding: WindowSize;
}

/** What the modules have in common that put something around the last dimensions. */
export abstract class PaddingModule extends Module {
  /** How much is added at both ends of each dimension, the last dimension first. */
  readonly padding: readonly number[];

  /** The number of dimensions of the space. */
  protected abstract readonly spatial: number;
  protected abstract readonly mode: PadMode;

  constructor(padding: unknown) {
    super();
    this.padding = this.sides(padding);
  }

  override forward(input: Tensor): Tensor {
    return pad(input, this.padding, this.mode);
  }

  override extra_repr(): string {
    return pythonTuple(this.padding);
  }

  private sides(padding: unknown): readonly number[] {
    const { name } = this.constructor;
    const sides = windowOfEach(windowArgument(name, "padding", padding), 2 * this.spatial);
    if (sides.length !== 2 * this.spatial)
      throw errors.wrongArgument(name, "padding", `int or ${2 * this.spatial} ints`, padding);
    return sides;
  }
}
