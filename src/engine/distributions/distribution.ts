import { booleanArgument, integersArgument, readArguments } from "../arguments.js";
import { inGradMode } from "../autograd/gradMode.js";
import { methodByName } from "../callByName.js";
import * as errors from "../errors.js";
import { Size } from "../size.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { sameShape } from "../shape.js";
import type { Constraint } from "./constraints.js";
import { formatInText } from "./formatInText.js";
import { own } from "./ownFields.js";

/** The shape of samples for each element of the parameters, in its place or by name. */
export type SampleShape = readonly number[] | { readonly sample_shape?: readonly number[] };

/** Whether the values that `enumerate_support` lists are repeated in the batch's shape; true unless given. */
export interface ExpandOption {
  /** Whether the values have the batch's shape instead of ones; true unless given. */
  readonly expand?: boolean;
}

let validatesByDefault = true;

/**
 * A probability distribution, or a batch of them.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.distribution.Distribution
 */
export abstract class Distribution {
  /** Whether samples can be differentiated by the parameters. */
  has_rsample = false;
  /** Whether all values can be listed. */
  has_enumerate_support = false;
  /** The shape of a single sample of one distribution. */
  readonly event_shape: readonly number[];
  /** The shape of the parameters. */
  readonly batch_shape: readonly number[];
  protected validates = validatesByDefault;

  constructor(batch_shape: readonly number[], event_shape: readonly number[] = []) {
    this.batch_shape = Size(batch_shape);
    this.event_shape = Size(event_shape);
  }

  /** Whether distributions that are made from now on check parameters and values, unless they are told. */
  static set_default_validate_args(value: boolean): void {
    if (typeof (value as unknown) !== "boolean")
      throw errors.wrongArgument("set_default_validate_args", "value", "bool", value);
    validatesByDefault = value;
  }

  /** What the parameters must be. */
  abstract get arg_constraints(): Readonly<Record<string, Constraint>>;
  /** What the values of samples can be. */
  abstract get support(): Constraint;
  /** The same distributions in a larger shape, which the batch's broadcasts to. */
  abstract expand(batch_shape: readonly number[]): this;
  protected abstract logDensity(value: Tensor | number): Tensor;

  /** The mean of each distribution. Throws where there is no formula for it, as the other moments do. */
  get mean(): Tensor {
    throw errors.notImplementedHere();
  }

  /** The most probable value. */
  get mode(): Tensor {
    throw errors.meansNothing(this.constructor.name);
  }

  /** The variance of each distribution. */
  get variance(): Tensor {
    throw errors.notImplementedHere();
  }

  /** The standard deviation of each distribution. */
  get stddev(): Tensor {
    return this.variance.sqrt();
  }

  /** Entropies in nats, in the batch's shape. Throws where there is no formula for them. */
  entropy(): Tensor {
    throw errors.notImplementedHere();
  }

  /** Samples of shape sample_shape + batch_shape + event_shape, without a history. */
  sample(sample_shape: SampleShape = []): Tensor {
    const sizes = sizesOf("sample", sample_shape);
    return inGradMode(false, () => this.draw(this.extended(sizes), sizes));
  }

  /** Samples that can be differentiated by the parameters. Throws where `has_rsample` is false. */
  rsample(sample_shape: SampleShape = []): Tensor {
    const sizes = sizesOf("rsample", sample_shape);
    return this.drawDifferentiably(this.extended(sizes), sizes);
  }

  /**
   * The logarithm of the density, or of the probability, at values that broadcast with the batch. Throws for values outside
   * the support unless `validate_args` is false.
   */
  log_prob(value: Tensor | number): Tensor {
    const named = methodByName(this, "log_prob(value)", arguments);
    if (named !== null) return named.result;
    this.checkValue(value);
    return this.logDensity(value);
  }

  /** The probability of at most a value. Throws where there is no formula for it. */
  cdf(value: Tensor | number): Tensor;
  cdf(): Tensor {
    throw errors.notImplementedHere();
  }

  /** The value with a probability of at most it. Throws where there is no formula for it. */
  icdf(value: Tensor): Tensor;
  icdf(): Tensor {
    throw errors.notImplementedHere();
  }

  /** All values along a first dimension. Throws unless `has_enumerate_support`. */
  enumerate_support(expand?: boolean | ExpandOption): Tensor;
  enumerate_support(): Tensor {
    throw errors.notImplementedHere();
  }

  /** exp of the entropy. */
  perplexity(): Tensor {
    return this.entropy().exp();
  }

  /** Its printed form, as PyTorch's. */
  toString(): string {
    const parameters = Object.keys(this.arg_constraints).flatMap((name) => {
      const tensor = Object.getOwnPropertyDescriptor(this, name)?.value as Tensor | undefined;
      return tensor === undefined
        ? []
        : [`${name}: ${tensor.numel() === 1 ? formatInText(tensor) : String(Size(tensor.shape))}`];
    });
    return `${this.constructor.name}(${parameters.join(", ")})`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** Draws samples in a shape, which is sample_shape + batch_shape + event_shape. */
  protected draw(shape: readonly number[], sample_shape: readonly number[]): Tensor {
    return this.drawDifferentiably(shape, sample_shape);
  }

  /** Draws samples of the distributions that have them with a history. */
  protected drawDifferentiably(shape: readonly number[], sample_shape: readonly number[]): Tensor;
  protected drawDifferentiably(): Tensor {
    throw errors.notReparameterized(this.constructor.name);
  }

  /** Whether a parameter is computed from others when it is asked for, and so needs no check. */
  protected isComputed(_parameter: string): boolean {
    return false;
  }

  /** Keeps whether parameters and values are checked. */
  protected settleChecks(validate_args: boolean | null | undefined): void {
    this.validates = validate_args ?? validatesByDefault;
  }

  /** Ends the constructor of a distribution. */
  protected checkParameters(validate_args: boolean | null | undefined): void {
    this.settleChecks(validate_args);
    if (!this.validates) return;
    for (const [name, constraint] of Object.entries(this.arg_constraints)) {
      if (!Object.hasOwn(this, name) && this.isComputed(name)) continue;
      const value = (this as unknown as Readonly<Record<string, Tensor>>)[name]!;
      if (isAllTrue(constraint.check(value))) continue;
      throw errors.parameterOutOfBounds(name, described(value), this.toString(), constraint.toString());
    }
  }

  /** @internal Throws for what is not in the support, unless nobody wants that. */
  checkValue(value: unknown): void {
    if (!this.validates) return;
    if (!isTensor(value)) throw errors.scoredNoTensor();
    const event = value.shape.slice(Math.max(value.ndim - this.event_shape.length, 0));
    if (!sameShape(event, this.event_shape))
      throw errors.scoredEvent(String(Size(value.shape)), String(Size(this.event_shape)));
    const [actual, expected] = [value.shape, Size([...this.batch_shape, ...this.event_shape])];
    for (let i = 1; i <= Math.min(actual.length, expected.length); i++) {
      const [size, wanted] = [actual.at(-i)!, expected.at(-i)!];
      if (size !== 1 && wanted !== 1 && size !== wanted)
        throw errors.scoredShape(String(Size(actual)), String(expected));
    }
    if (isAllTrue(this.support.check(value))) return;
    throw errors.valueOutsideSupport(described(value), this.support.toString(), this.toString());
  }

  /** A copy with other fields, which need no checks. */
  protected with(batch_shape: readonly number[], fields: object): this {
    const copy = Object.create(Object.getPrototypeOf(this) as object) as this;
    Object.defineProperties(copy, Object.getOwnPropertyDescriptors(this));
    return own(own(copy, fields), { batch_shape: Size(batch_shape) });
  }

  /** A copy whose parameters of these names, as far as they are there, are expanded to the batch's shape and an event's. */
  protected withExpanded(
    batch_shape: readonly number[],
    names: readonly string[],
    event: readonly number[] = [],
  ): this {
    const fields = names.flatMap((name) => {
      const tensor = Object.getOwnPropertyDescriptor(this, name)?.value as Tensor | undefined;
      return tensor === undefined ? [] : [[name, tensor.expand([...batch_shape, ...event])]];
    });
    return this.with(batch_shape, Object.fromEntries(fields) as object);
  }

  private extended(sample_shape: readonly number[]): readonly number[] {
    return [...sample_shape, ...this.batch_shape, ...this.event_shape];
  }
}

/** The values of an `enumerate_support`, which stand along a first dimension, with the batch's shape behind it. */
export function listed(values: Tensor, batch_shape: readonly number[], expand: boolean | ExpandOption): Tensor {
  const aligned = values.view([-1, ...batch_shape.map(() => 1)]);
  return isExpanded(expand) ? aligned.expand([-1, ...batch_shape]) : aligned;
}

/** Whether the values are repeated in the batch's shape, as it was given in its place or by name. */
export function isExpanded(expand: boolean | ExpandOption): boolean {
  const given = readArguments<ExpandOption>("enumerate_support", ["expand"], [expand]);
  return booleanArgument("enumerate_support", "expand", given.expand, true);
}

function sizesOf(op: string, given: SampleShape): readonly number[] {
  const { sample_shape = [] } = readArguments<{ sample_shape: readonly number[] }>(op, ["sample_shape"], [given]);
  return integersArgument(op, "sample_shape", sample_shape);
}

function isAllTrue(valid: Tensor): boolean {
  return Boolean(valid.all().item());
}

/** A tensor as the errors of distributions tell of it. */
export function described(value: Tensor): {
  readonly kind: string;
  readonly shape: readonly number[];
  readonly values: string;
} {
  return { kind: value.constructor.name, shape: value.shape, values: formatInText(value) };
}
