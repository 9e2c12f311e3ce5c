import { methodByName } from "../callByName.js";
import { integerArgument, isFirstAlone, isOptions, readArguments, trimmed } from "../arguments.js";
import { float32 } from "../dtype.js";
import * as errors from "../errors.js";
import { noAttributes } from "../ops/op.js";
import { floatArgument } from "../ops/operands.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { bernoulli, fillByProbabilities, type BernoulliInputOptions } from "./bernoulli.js";
import {
  bernoulliNumbers,
  integerNumbers,
  naturalNumbers,
  normalBlocks,
  normalNumbers,
  uniformNumbers,
  wideNumbers,
} from "./draws.js";
import { bernoulliOp, normalOp, randomOp, uniformOp } from "./drawnOps.js";
import { fillWith } from "./filling.js";
import { checkWritable } from "../ops/inPlace.js";
import { generatorOf, type Generator } from "./generator.js";
import { checkExact, integersBetween, integersFrom } from "./integerBounds.js";
import { multinomial, type MultinomialOptions } from "./multinomial.js";

interface GeneratorOption {
  /** Where the numbers come from; the generator that `torch.manual_seed` seeds unless given. */
  readonly generator?: Generator | null;
}

interface UniformOptions extends GeneratorOption {
  /** The least number that can be drawn; 0 unless given. */
  readonly from?: number;
  /** Greater than every number that is drawn; 1 unless given. */
  readonly to?: number;
}

interface NormalOptions extends GeneratorOption {
  /** The mean of the distribution; 0 unless given. */
  readonly mean?: number;
  /** The standard deviation; 1 unless given. */
  readonly std?: number;
}

interface BernoulliOptions extends GeneratorOption {
  /** The probability of a 1: one for all elements, or a tensor with one for each; 0.5 unless given. */
  readonly p?: number | Tensor;
}

interface RandomOptions extends GeneratorOption {
  /** The least integer that can be drawn, if `to` is given, too; 0 unless given. */
  readonly from?: number;
  /** Greater than every integer that is drawn; beside `from`, null stands for the greatest. No bound but the dtype's unless given. */
  readonly to?: number | null;
}

/**
 * The methods that fill a tensor with random numbers. All of them throw for a leaf that requires grad outside `no_grad`
 * and for an expanded tensor; the gradient of what was there is zero.
 */
export default class RandomMethods {
  /** Fills this tensor with uniform numbers on [0, 1). */
  uniform_(this: Tensor, options?: UniformOptions): Tensor;
  /**
   * Fills this tensor with uniform numbers on [from, to). Throws for integer dtypes, for from > to and for bounds that
   * the dtype cannot hold.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.uniform_.html
   */
  uniform_(this: Tensor, from: number, to?: number | UniformOptions, options?: UniformOptions): Tensor;
  uniform_(this: Tensor, ...args: unknown[]): Tensor {
    const named = methodByName(this, "uniform_(from, to, *, generator)", arguments);
    if (named !== null) return named.result;
    const given = readArguments<Required<UniformOptions>>("uniform_", ["from", "to", "generator"], args);
    const { from = 0, to = 1 } = given;
    const source = generatorOf("uniform_", given.generator);
    const low = floatArgument("uniform_", "from", from);
    const high = floatArgument("uniform_", "to", to);
    checkWritable(this);
    checkUniform(this, low, high);
    return fillWith(uniformOp, this, noAttributes, (...of) => uniformNumbers(source, ...of, low, high));
  }

  /** Fills this tensor with normal numbers of mean 0 and deviation 1. */
  normal_(this: Tensor, options?: NormalOptions): Tensor;
  /**
   * Fills this tensor with normal numbers. Throws for integer dtypes and for a negative deviation.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.normal_.html
   */
  normal_(this: Tensor, mean: number, std?: number | NormalOptions, options?: NormalOptions): Tensor;
  normal_(this: Tensor, ...args: unknown[]): Tensor {
    const named = methodByName(this, "normal_(mean, std, *, generator)", arguments);
    if (named !== null) return named.result;
    const given = readArguments<Required<NormalOptions>>("normal_", ["mean", "std", "generator"], args);
    const { mean = 0, std = 1 } = given;
    const source = generatorOf("normal_", given.generator);
    const center = floatArgument("normal_", "mean", mean);
    const width = floatArgument("normal_", "std", std);
    checkWritable(this);
    if (!(width >= 0)) throw errors.negativeDeviation(width);
    if (this.numel() > 0 && !this.dtype.is_floating_point)
      throw errors.notImplementedFor("normal_kernel_cpu", this.dtype.label);
    const numbers = this.is_contiguous() ? normalBlocks : normalNumbers;
    return fillWith(normalOp, this, {}, (...of) => numbers(source, ...of, center, width));
  }

  /** Fills this tensor with ones and zeros, a one with probability 0.5. */
  bernoulli_(this: Tensor, options?: BernoulliOptions): Tensor;
  /**
   * Fills this tensor with ones and zeros, a one with probability `p`: a number, or a tensor that is broadcast and has a
   * probability for each element. Throws for a p outside [0, 1].
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bernoulli_.html
   */
  bernoulli_(this: Tensor, p: number | Tensor, options?: BernoulliOptions): Tensor;
  bernoulli_(this: Tensor, ...args: unknown[]): Tensor {
    const named = methodByName(this, "bernoulli_(p, *, generator)", arguments);
    if (named !== null) return named.result;
    const { p = 0.5, generator } = readArguments<Required<BernoulliOptions>>("bernoulli_", ["p", "generator"], args);
    const source = generatorOf("bernoulli_", generator);
    checkWritable(this);
    if (isTensor(p)) return fillByProbabilities(this, p, source);
    const probability = floatArgument("bernoulli_", "p", p);
    if (!(probability >= 0 && probability <= 1)) throw errors.notAProbability(probability);
    return fillWith(bernoulliOp, this, noAttributes, (...of) => bernoulliNumbers(source, ...of, probability));
  }

  /**
   * Fills this tensor with the whole numbers of its dtype that are not negative, as far as it skips none. Throws for int64,
   * most of whose numbers are beyond 2^53: give it bounds.
   */
  random_(this: Tensor, options?: RandomOptions): Tensor;
  /** Fills this tensor with whole numbers in [0, to). */
  random_(this: Tensor, to: number, options?: GeneratorOption): Tensor;
  /**
   * Fills this tensor with whole numbers in [from, to), or up to the greatest if `to` is null. Throws if there is none, and
   * for bounds that the dtype cannot hold.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.random_.html
   */
  random_(this: Tensor, from: number, to: number | null, options?: GeneratorOption): Tensor;
  random_(this: Tensor, ...args: unknown[]): Tensor {
    const last = args.at(-1);
    const options: RandomOptions = isOptions(last) ? last : {};
    if (options.from !== undefined && options.to === undefined)
      throw errors.invalidCombination("random_", Object.entries(options));
    const named = methodByName(this, "random_(from, to, *, generator) | random_(to, *, generator)", arguments);
    if (named !== null) return named.result;
    const source = generatorOf("random_", options.generator);
    const { overload, from, to } = boundsGiven(args);
    checkWritable(this);
    if (to === null && (overload === 2 || from === -(2 ** 63))) checkExact(this.dtype, from, 2 ** 63);
    if (overload === 2) return fillWith(randomOp, this, { overload }, (...of) => naturalNumbers(source, ...of));
    if (from === -(2 ** 63) && to === null)
      return fillWith(randomOp, this, { overload }, (...of) => wideNumbers(source, ...of));
    const { low, range } = to === null ? integersFrom(this.dtype, from) : integersBetween(this.dtype, from, to);
    return fillWith(randomOp, this, { overload }, (...of) => integerNumbers(source, ...of, low, range));
  }

  /**
   * Ones and zeros of this tensor's shape and dtype: each element is the probability of a one, unless `p` is given. Throws
   * for numbers outside [0, 1].
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bernoulli.html
   */
  bernoulli(this: Tensor, p?: number | BernoulliInputOptions, options?: GeneratorOption): Tensor;
  bernoulli(this: Tensor, ...args: [number]): Tensor {
    return bernoulli(this, ...args);
  }

  /**
   * Indices of this tensor's elements, or of those of each row, drawn by their weights. Throws as `torch.multinomial`.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.multinomial.html
   */
  multinomial(
    this: Tensor,
    num_samples: number | MultinomialOptions,
    replacement?: boolean | MultinomialOptions,
    options?: GeneratorOption,
  ): Tensor;
  multinomial(this: Tensor, ...args: [number]): Tensor {
    return multinomial(this, ...args);
  }
}

/** `random_(to)`, `random_(from, to)`, `random_()`: which numbers there are decides which they are. */
function boundsGiven(args: readonly unknown[]): {
  readonly overload: 0 | 1 | 2;
  readonly from: number;
  readonly to: number | null;
} {
  const given = trimmed(args);
  const last = given.at(-1);
  const isUpper = isOptions(last) ? isFirstAlone(given.slice(0, -1)) && last["to"] === undefined : isFirstAlone(given);
  const names = isUpper ? (["to", "generator"] as const) : (["from", "to", "generator"] as const);
  const { from, to } = readArguments<Required<RandomOptions>>("random_", names, given);
  if (from === undefined && to === undefined) return { overload: 2, from: 0, to: null };
  if (from === undefined) return { overload: 1, from: 0, to: integerArgument("random_", "to", to) };
  const upper = to === null ? null : integerArgument("random_", "to", to);
  return { overload: 0, from: integerArgument("random_", "from", from), to: upper };
}

function checkUniform({ dtype }: Tensor, from: number, to: number): void {
  if (!dtype.is_floating_point) throw errors.notImplementedFor("check_uniform_bounds", dtype.label);
  const greatest = dtype === float32 ? greatestFloat32 : Number.MAX_VALUE;
  if (!(Math.abs(from) <= greatest)) throw errors.boundOutOfRange("from", dtype);
  if (!(Math.abs(to) <= greatest)) throw errors.boundOutOfRange("to", dtype);
  if (from > to) throw errors.uniformRange(from, to);
  if (to - from > greatest) throw errors.uniformWidth(dtype.label, from, to);
}

const greatestFloat32 = (2 - 2 ** -23) * 2 ** 127;
