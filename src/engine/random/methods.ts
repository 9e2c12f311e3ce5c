import { readArguments } from "../arguments.js";
import type { DType } from "../dtype.js";
import * as errors from "../errors.js";
import { opObserver } from "../observer.js";
import { reportUntracked } from "../ops/dispatch.js";
import { contiguousStrides } from "../shape.js";
import type { Storage } from "../storage.js";
import { newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { bernoulliNumbers, normalNumbers, uniformNumbers } from "./draws.js";
import { generatorOf } from "./factories.js";
import type { Generator } from "./generator.js";

/**
 * The methods that fill a tensor with random numbers. What was drawn is a tensor of its own that is then copied, so that a
 * recording holds it.
 */
export default class RandomMethods {
  /** Fills this tensor with uniform numbers on [0, 1). */
  uniform_(this: Tensor, options?: UniformOptions): Tensor;
  /**
   * Fills this tensor with uniform numbers on [from, to). Throws for integer dtypes, for from > to, and for a leaf that
   * requires grad outside `no_grad`.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.uniform_.html
   */
  uniform_(this: Tensor, from: number, to?: number, options?: UniformOptions): Tensor;
  uniform_(this: Tensor, ...args: unknown[]): Tensor {
    const options = readArguments<Required<UniformOptions>>("uniform_", ["from", "to", "generator"], args);
    const from = numberArgument("uniform_", "from", options.from, 0);
    const to = numberArgument("uniform_", "to", options.to, 1);
    if (!this.dtype.is_floating_point) throw errors.notImplementedFor("check_uniform_bounds", this.dtype.label);
    if (!(from <= to)) throw errors.uniformRange(from, to);
    const source = generatorOf("uniform_", options.generator);
    return fillWith("uniform_", this, (dtype, count) => uniformNumbers(source, dtype, count, from, to));
  }

  /** Fills this tensor with normal numbers of mean 0 and deviation 1. */
  normal_(this: Tensor, options?: NormalOptions): Tensor;
  /**
   * Fills this tensor with normal numbers. Throws for integer dtypes, for a negative deviation, and for a leaf that
   * requires grad outside `no_grad`.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.normal_.html
   */
  normal_(this: Tensor, mean: number, std?: number, options?: NormalOptions): Tensor;
  normal_(this: Tensor, ...args: unknown[]): Tensor {
    const options = readArguments<Required<NormalOptions>>("normal_", ["mean", "std", "generator"], args);
    const mean = numberArgument("normal_", "mean", options.mean, 0);
    const std = numberArgument("normal_", "std", options.std, 1);
    if (!(std >= 0)) throw errors.negativeDeviation(std);
    if (!this.dtype.is_floating_point) throw errors.notImplementedFor("normal_kernel_cpu", this.dtype.label);
    const source = generatorOf("normal_", options.generator);
    return fillWith("normal_", this, (dtype, count) => normalNumbers(source, dtype, count, mean, std));
  }

  /** Fills this tensor with ones and zeros, a one with probability 0.5. */
  bernoulli_(this: Tensor, options?: BernoulliOptions): Tensor;
  /**
   * Fills this tensor with ones and zeros, a one with probability `p`. Throws for a p outside [0, 1], and for a leaf that
   * requires grad outside `no_grad`.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bernoulli_.html
   */
  bernoulli_(this: Tensor, p: number, options?: BernoulliOptions): Tensor;
  bernoulli_(this: Tensor, ...args: unknown[]): Tensor {
    const options = readArguments<Required<BernoulliOptions>>("bernoulli_", ["p", "generator"], args);
    const p = numberArgument("bernoulli_", "p", options.p, 0.5);
    if (!(p >= 0 && p <= 1)) throw errors.notAProbability(p);
    const source = generatorOf("bernoulli_", options.generator);
    return fillWith("bernoulli_", this, (dtype, count) => bernoulliNumbers(source, dtype, count, p));
  }
}

interface UniformOptions {
  readonly from?: number;
  readonly to?: number;
  readonly generator?: Generator | null;
}

interface NormalOptions {
  readonly mean?: number;
  readonly std?: number;
  readonly generator?: Generator | null;
}

interface BernoulliOptions {
  readonly p?: number;
  readonly generator?: Generator | null;
}

function fillWith(op: string, self: Tensor, draw: (dtype: DType, count: number) => Storage): Tensor {
  const { shape, dtype } = self;
  const storage = draw(dtype, self.numel());
  const drawn = newTensor(storage, { offset: 0, shape, strides: contiguousStrides(shape) }, dtype);
  if (opObserver !== null) reportUntracked(op, [], [drawn]);
  return self.copy_(drawn);
}

function numberArgument(op: string, name: string, value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value !== "number") throw errors.wrongArgument(op, name, "float", value);
  return value;
}
