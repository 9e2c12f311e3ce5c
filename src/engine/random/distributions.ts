import { methodByName } from "../callByName.js";
import { readArguments } from "../arguments.js";
import { bool, type DType } from "../dtype.js";
import * as errors from "../errors.js";
import { noAttributes } from "../ops/op.js";
import { floatArgument } from "../ops/operands.js";
import type { Storage } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { cauchyOp, exponentialOp, geometricOp, logNormalOp } from "./drawnOps.js";
import { drawnNumbers, normalNumber } from "./draws.js";
import { fillWith } from "./filling.js";
import { checkWritable } from "../ops/inPlace.js";
import { generatorOf, type Generator } from "./generator.js";

interface GeneratorOption {
  /** Where the numbers come from; the generator that `torch.manual_seed` seeds unless given. */
  readonly generator?: Generator | null;
}

interface ExponentialOptions extends GeneratorOption {
  /** The rate, 1/mean; 1 unless given. */
  readonly lambd?: number;
}

interface CauchyOptions extends GeneratorOption {
  /** The median of the distribution; 0 unless given. */
  readonly median?: number;
  /** Half the distance of the quartiles; 1 unless given. */
  readonly sigma?: number;
}

interface LogNormalOptions extends GeneratorOption {
  /** The mean of the logarithms; 1 unless given. */
  readonly mean?: number;
  /** The standard deviation of the logarithms; 2 unless given. */
  readonly std?: number;
}

interface GeometricOptions extends GeneratorOption {
  readonly p?: number;
}

/**
 * The methods that fill a tensor by rarer distributions. All of them throw for a leaf that requires grad outside `no_grad`
 * and for an expanded tensor; the gradient of what was there is zero.
 */
export default class DistributionMethods {
  /**
   * Fills this tensor with exponential numbers: the density is lambd·exp(−lambd·x), lambd being 1 unless given. Throws for
   * integer dtypes and unless lambd > 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.exponential_.html
   */
  exponential_(this: Tensor, lambd?: number | ExponentialOptions, options?: ExponentialOptions): Tensor;
  exponential_(this: Tensor, ...args: unknown[]): Tensor {
    const named = methodByName(this, "exponential_(lambd, *, generator)", arguments);
    if (named !== null) return named.result;
    const given = readArguments<Required<ExponentialOptions>>("exponential_", ["lambd", "generator"], args);
    const { lambd = 1, generator } = given;
    const rate = floatArgument("exponential_", "lambd", lambd);
    const source = generatorOf("exponential_", generator);
    checkWritable(this);
    if (!(rate > 0)) throw errors.notPositive("exponential_", "lambda", rate);
    if (this.numel() > 0 && !this.dtype.is_floating_point)
      throw errors.continuousDistribution("Exponential", this.dtype);
    return fillWith(exponentialOp, this, noAttributes, (...of) => exponentialNumbers(source, ...of, rate));
  }

  /**
   * Fills this tensor with Cauchy numbers around `median` (0), with half of them within `sigma` (1) of it. Throws for
   * integer dtypes and unless sigma > 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cauchy_.html
   */
  cauchy_(
    this: Tensor,
    median?: number | CauchyOptions,
    sigma?: number | CauchyOptions,
    options?: CauchyOptions,
  ): Tensor;
  cauchy_(this: Tensor, ...args: unknown[]): Tensor {
    const named = methodByName(this, "cauchy_(median, sigma, *, generator)", arguments);
    if (named !== null) return named.result;
    const given = readArguments<Required<CauchyOptions>>("cauchy_", ["median", "sigma", "generator"], args);
    const { median = 0, sigma = 1, generator } = given;
    const center = floatArgument("cauchy_", "median", median);
    const width = floatArgument("cauchy_", "sigma", sigma);
    const source = generatorOf("cauchy_", generator);
    checkWritable(this);
    if (!(width > 0)) throw errors.notPositive("cauchy_", "sigma", width);
    if (!this.dtype.is_floating_point) throw errors.continuousDistribution("Cauchy", this.dtype);
    const draw = (): number => center + width * Math.tan(Math.PI * (source.uniform53() - 0.5));
    return fillWith(cauchyOp, this, noAttributes, (dtype, count) => drawnNumbers(dtype, count, draw));
  }

  /**
   * Fills this tensor with numbers whose logarithm is normal with mean `mean` (1) and deviation `std` (2). Throws for
   * integer dtypes and unless std > 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log_normal_.html
   */
  log_normal_(
    this: Tensor,
    mean?: number | LogNormalOptions,
    std?: number | LogNormalOptions,
    options?: LogNormalOptions,
  ): Tensor;
  log_normal_(this: Tensor, ...args: unknown[]): Tensor {
    const named = methodByName(this, "log_normal_(mean, std, *, generator)", arguments);
    if (named !== null) return named.result;
    const given = readArguments<Required<LogNormalOptions>>("log_normal_", ["mean", "std", "generator"], args);
    const { mean = 1, std = 2, generator } = given;
    const center = floatArgument("log_normal_", "mean", mean);
    const width = floatArgument("log_normal_", "std", std);
    const source = generatorOf("log_normal_", generator);
    checkWritable(this);
    if (!(width > 0)) throw errors.notPositive("log_normal_", "std", width);
    if (this.numel() > 0 && !this.dtype.is_floating_point)
      throw errors.notImplementedFor("log_normal_cpu", this.dtype.label);
    const draw = (): number => Math.exp(normalNumber(source, center, width));
    return fillWith(logNormalOp, this, noAttributes, (dtype, count) => drawnNumbers(dtype, count, draw));
  }

  /**
   * Fills this tensor with how many tries it takes until one succeeds that does so with probability p. Throws for bool and
   * unless 0 < p < 1.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.geometric_.html
   */
  geometric_(this: Tensor, p: number, options?: GeneratorOption): Tensor;
  geometric_(this: Tensor, ...args: unknown[]): Tensor {
    const named = methodByName(this, "geometric_(p, *, generator)", arguments);
    if (named !== null) return named.result;
    const given = readArguments<Required<GeometricOptions>>("geometric_", ["p", "generator"], args);
    if (given.p === undefined) throw errors.missingArgument("geometric_", "p");
    const p = floatArgument("geometric_", "p", given.p);
    const source = generatorOf("geometric_", given.generator);
    checkWritable(this);
    if (!(p > 0 && p < 1)) throw errors.notInsideOfUnit(p);
    if (this.numel() > 0 && this.dtype === bool) throw errors.notImplementedFor("geometric_cpu", this.dtype.label);
    const failure = Math.log1p(-p);
    const draw = (): number => Math.ceil(Math.log(source.uniform53()) / failure);
    return fillWith(geometricOp, this, noAttributes, (dtype, count) => drawnNumbers(dtype, count, draw));
  }
}

/** Exponential numbers. @internal */
export function exponentialNumbers(source: Generator, dtype: DType, count: number, rate: number): Storage {
  return drawnNumbers(dtype, count, () => (-1 / rate) * Math.log1p(-source.uniform53()));
}
