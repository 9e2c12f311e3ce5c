import { integerArgument, readArguments, refuseMore } from "../../arguments.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { glu } from "../functional/shapedActivations.js";
import { log_softmax, softmax, softmin } from "../functional/softmaxes.js";
import { Module } from "../module.js";

export interface DimOption {
  /** The dimension along which the results sum up to 1. */
  readonly dim?: number | null;
}

/** What those have in common that divide one among the elements along a dimension. */
abstract class AlongDimension extends Module {
  readonly dim: number | null;

  constructor(dim?: number | null | DimOption) {
    super();
    const { name } = this.constructor;
    const given = readArguments<DimOption>(name, ["dim"], [dim]).dim ?? null;
    this.dim = given === null ? null : integerArgument(name, "dim", given);
  }

  abstract override forward(input: Tensor): Tensor;

  override extra_repr(): string {
    return `dim=${this.dim ?? "None"}`;
  }
}

/**
 * exp(x) divided by its sum along a dimension. Throws for a dimension that is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html
 */
export class Softmax extends AlongDimension {
  override forward(input: Tensor): Tensor {
    return softmax(input, this.dim);
  }
}

/**
 * softmax(−x) along a dimension. Throws for a dimension that is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmin.html
 */
export class Softmin extends AlongDimension {
  override forward(input: Tensor): Tensor {
    return softmin(input, this.dim);
  }
}

/**
 * log(softmax(x)) along a dimension. Throws for a dimension that is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html
 */
export class LogSoftmax extends AlongDimension {
  override forward(input: Tensor): Tensor {
    return log_softmax(input, this.dim);
  }
}

/**
 * softmax over the channels at each place of images [N, C, H, W] or [C, H, W]. Throws for other numbers of dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax2d.html
 */
export class Softmax2d extends Module {
  constructor(...args: never[]) {
    super();
    refuseMore("Softmax2d", 0, args);
  }

  override forward(input: Tensor): Tensor {
    const x = tensorArgument("Softmax2d", "input", input);
    if (x.ndim !== 3 && x.ndim !== 4) throw about(errors.softmax2dRank(x.ndim), x);
    return softmax(x, -3);
  }
}

/**
 * The first half of a dimension, the last unless given, times the sigmoid of the second. Throws if its size is odd.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.GLU.html
 */
export class GLU extends Module {
  /** The dimension that is halved. */
  readonly dim: number;

  constructor(dim?: number | { readonly dim?: number }) {
    super();
    this.dim = integerArgument("GLU", "dim", readArguments<{ dim: number }>("GLU", ["dim"], [dim]).dim ?? -1);
  }

  override forward(input: Tensor): Tensor {
    return glu(input, this.dim);
  }

  override extra_repr(): string {
    return `dim=${this.dim}`;
  }
}
