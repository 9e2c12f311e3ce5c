import { readArguments } from "../arguments.js";
import { inGradMode } from "../autograd/gradMode.js";
import * as errors from "../errors.js";
import { mul } from "../ops/arithmetic.js";
import { sameShape } from "../shape.js";
import { Size } from "../size.js";
import type { Tensor } from "../tensor.js";
import { independent, type Constraint } from "./constraints.js";
import { Distribution, type SampleShape } from "./distribution.js";
import { Independent } from "./independent.js";
import { sumRightmost, type ValidateOption } from "./parameters.js";
import { ComposeTransform, signOf } from "./transforms/composeTransform.js";
import { Transform } from "./transforms/transform.js";

export interface TransformedDistributionOptions extends ValidateOption {
  /** The distribution of what is transformed. */
  readonly base_distribution?: Distribution;
  /** One transform, or several of which the first one comes first. */
  readonly transforms?: Transform | readonly Transform[];
}

/**
 * Distributions of what transforms make of another one's samples. Throws for what is no transform, and if the base has too
 * few dimensions for them.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transformed_distribution.TransformedDistribution
 */
export class TransformedDistribution extends Distribution {
  /** The distribution of what is transformed. */
  readonly base_dist: Distribution;
  /** The transforms, the first one first. */
  readonly transforms: readonly Transform[];

  constructor(
    base_distribution: Distribution | TransformedDistributionOptions,
    transforms?: Transform | readonly Transform[] | TransformedDistributionOptions,
    validate_args?: boolean | null | TransformedDistributionOptions,
  ) {
    const names = ["base_distribution", "transforms", "validate_args"] as const;
    const args = [base_distribution, transforms, validate_args];
    const given = readArguments<TransformedDistributionOptions>(new.target.name, names, args);
    const base = given.base_distribution;
    if (base === undefined) throw errors.missingArgument(`${new.target.name}.__init__`, names[0]);
    if (given.transforms === undefined) throw errors.missingArgument(`${new.target.name}.__init__`, names[1]);
    const list = listOf(given.transforms);
    const { base_dist, shape, event_dim } = fitted(base, new ComposeTransform(list));
    super(shape.slice(0, shape.length - event_dim), shape.slice(shape.length - event_dim));
    this.base_dist = base_dist;
    this.transforms = list;
    this.has_rsample = base_dist.has_rsample;
    this.settleChecks(given.validate_args);
  }

  get arg_constraints(): Readonly<Record<string, Constraint>> {
    return {};
  }

  get support(): Constraint {
    const last = this.transforms.at(-1);
    if (last === undefined) return this.base_dist.support;
    const { codomain } = last;
    const more = this.event_shape.length - codomain.event_dim;
    return more > 0 ? independent(codomain, more) : codomain;
  }

  expand(batch_shape: readonly number[]): this {
    const whole = [...batch_shape, ...this.event_shape];
    const shape = this.transforms.reduceRight<readonly number[]>((of, part) => part.inverse_shape(of), whole);
    const base_dist = this.base_dist.expand(shape.slice(0, shape.length - this.base_dist.event_shape.length));
    return this.with(batch_shape, { base_dist });
  }

  override sample(sample_shape: SampleShape = []): Tensor {
    return inGradMode(false, () => this.transformed(this.base_dist.sample(sample_shape)));
  }

  override rsample(sample_shape: SampleShape = []): Tensor {
    return this.transformed(this.base_dist.rsample(sample_shape));
  }

  override cdf(value: Tensor | number): Tensor {
    const before = this.transforms.reduceRight((y, transform) => transform.inv(y), value as Tensor);
    if (this.validates) this.base_dist.checkValue(before);
    return this.monotone(this.base_dist.cdf(before));
  }

  override icdf(value: Tensor): Tensor {
    return this.transformed(this.base_dist.icdf(this.monotone(value)));
  }

  protected logDensity(value: Tensor | number): Tensor {
    let dimensions = this.event_shape.length;
    let y = value as Tensor;
    let density: Tensor | null = null;
    for (const transform of [...this.transforms].reverse()) {
      const x = transform.inv(y);
      dimensions += transform.domain.event_dim - transform.codomain.event_dim;
      const stretched = sumRightmost(transform.log_abs_det_jacobian(x, y), dimensions - transform.domain.event_dim);
      density = density === null ? stretched.neg() : (density as Tensor).sub(stretched);
      y = x;
    }
    const base = sumRightmost(this.base_dist.log_prob(y), dimensions - this.base_dist.event_shape.length);
    return density === null ? base : (density as Tensor).add(base);
  }

  private transformed(value: Tensor): Tensor {
    return this.transforms.reduce((x, transform) => transform(x), value);
  }

  /** Chances are turned around where the transforms turn the order of the values around. */
  private monotone(chance: Tensor): Tensor {
    const sign = signOf(this.transforms);
    return sign === 1 ? chance : mul(sign as Tensor, chance.sub(0.5)).add(0.5);
  }
}

function listOf(transforms: unknown): readonly Transform[] {
  if (transforms instanceof Transform) return [transforms];
  if (!Array.isArray(transforms)) throw errors.transformsKind(transforms);
  if (!transforms.every((one) => one instanceof Transform)) throw errors.noTransform();
  return transforms;
}

/** The base in the shape that the transforms want, and the shape of what they make of it. */
function fitted(base: Distribution, transform: ComposeTransform) {
  const { domain, codomain } = transform;
  const baseShape = [...base.batch_shape, ...base.event_shape];
  const baseDimensions = base.event_shape.length;
  if (baseShape.length < domain.event_dim) throw errors.baseDimensions(domain.event_dim, String(Size(baseShape)));
  const shape = transform.forward_shape(baseShape);
  const expanded = transform.inverse_shape(shape);
  const large = sameShape(baseShape, expanded)
    ? base
    : base.expand(expanded.slice(0, expanded.length - baseDimensions));
  const more = domain.event_dim - baseDimensions;
  const event_dim = Math.max(codomain.event_dim, baseDimensions + codomain.event_dim - domain.event_dim);
  return { base_dist: more > 0 ? new Independent(large, more) : large, shape, event_dim };
}
