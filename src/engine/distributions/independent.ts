import { integerArgument, readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { independent, type Constraint } from "./constraints.js";
import { Distribution, type ExpandOption, type SampleShape } from "./distribution.js";
import { sumRightmost } from "./parameters.js";

export interface IndependentOptions<Base extends Distribution = Distribution> {
  /** The distribution whose last batch dimensions become the event's. */
  readonly base_distribution?: Base;
  /** How many of the last dimensions of the batch become dimensions of a sample. */
  readonly reinterpreted_batch_ndims?: number;
  /** Taken and without meaning: the base distribution checks its values. */
  readonly validate_args?: boolean | null;
}

/**
 * Distributions whose last batch dimensions are parts of one sample, drawn independently: the logarithms of their densities,
 * and their entropies, are summed up. Throws for more dimensions than the batch has.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.independent.Independent
 */
export class Independent<Base extends Distribution = Distribution> extends Distribution {
  /** The distribution whose last batch dimensions are the event's. */
  readonly base_dist: Base;
  readonly reinterpreted_batch_ndims: number;

  constructor(
    base_distribution: Base | IndependentOptions<Base>,
    reinterpreted_batch_ndims?: number | IndependentOptions<Base>,
    validate_args?: boolean | null | IndependentOptions<Base>,
  ) {
    const names = ["base_distribution", "reinterpreted_batch_ndims", "validate_args"] as const;
    const args = [base_distribution, reinterpreted_batch_ndims, validate_args];
    const given = readArguments<IndependentOptions<Base>>("Independent", names, args);
    const [base, dims] = [given.base_distribution, given.reinterpreted_batch_ndims];
    for (const [name, value] of [
      [names[0], base],
      [names[1], dims],
    ] as const)
      if (value === undefined) throw errors.missingArgument("Independent.__init__", name);
    if (!(base instanceof Distribution)) throw errors.wrongArgument("Independent", names[0], "Distribution", base);
    const count = integerArgument("Independent", names[1], dims);
    const first = base.batch_shape.length - count;
    if (first < 0) throw errors.reinterpretedDimensions(count, base.batch_shape.length);
    super(base.batch_shape.slice(0, first), [...base.batch_shape.slice(first), ...base.event_shape]);
    this.base_dist = base;
    this.reinterpreted_batch_ndims = count;
    this.has_rsample = base.has_rsample;
    this.has_enumerate_support = count === 0 && base.has_enumerate_support;
  }

  get arg_constraints(): Readonly<Record<string, Constraint>> {
    return {};
  }

  get support(): Constraint {
    const { support } = this.base_dist;
    return this.reinterpreted_batch_ndims === 0 ? support : independent(support, this.reinterpreted_batch_ndims);
  }

  override get mean(): Tensor {
    return this.base_dist.mean;
  }

  override get mode(): Tensor {
    return this.base_dist.mode;
  }

  override get variance(): Tensor {
    return this.base_dist.variance;
  }

  expand(batch_shape: readonly number[]): this {
    const parts = this.event_shape.slice(0, this.reinterpreted_batch_ndims);
    return this.with(batch_shape, { base_dist: this.base_dist.expand([...batch_shape, ...parts]) });
  }

  override sample(sample_shape: SampleShape = []): Tensor {
    return this.base_dist.sample(sample_shape);
  }

  override rsample(sample_shape: SampleShape = []): Tensor {
    return this.base_dist.rsample(sample_shape);
  }

  override log_prob(value: Tensor | number): Tensor {
    return this.summed(this.base_dist.log_prob(value));
  }

  override entropy(): Tensor {
    return this.summed(this.base_dist.entropy());
  }

  override enumerate_support(expand: boolean | ExpandOption = true): Tensor {
    if (this.reinterpreted_batch_ndims > 0) throw errors.productNotListed();
    return this.base_dist.enumerate_support(expand);
  }

  /** Its printed form, as PyTorch's. */
  override toString(): string {
    return `${this.constructor.name}(${this.base_dist.toString()}, ${this.reinterpreted_batch_ndims})`;
  }

  /** @internal The sums over the dimensions that are parts of one sample. */
  summed(values: Tensor): Tensor {
    return sumRightmost(values, this.reinterpreted_batch_ndims);
  }

  protected logDensity(value: Tensor | number): Tensor {
    return this.log_prob(value);
  }
}
