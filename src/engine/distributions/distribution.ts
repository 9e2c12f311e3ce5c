import { booleanArgument, integersArgument, readArguments } from "../arguments.js";
import { inGradMode } from "../autograd/gradMode.js";
import { methodByName } from "../callByName.js";
import * as errors from "../errors.js";
import { Size } from "../size.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Constraint } from "./constraints.js";
import { formatInText } from "./formatInText.js";

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
  private validates = validatesByDefault;

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
  /** The mean of each distribution. */
  abstract get mean(): Tensor;
  /** The most probable value. */
  abstract get mode(): Tensor;
  /** The variance of each distribution. */
  abstract get variance(): Tensor;
  /** Entropies in nats, in the batch's shape. */
  abstract entropy(): Tensor;
  /** The same distributions in a larger shape, which the batch's broadcasts to. */
  abstract expand(batch_shape: readonly number[]): this;
  /** The parameters by name that are there so far, in the order in which they are printed. */
  protected abstract known(): Readonly<Record<string, Tensor | null>>;
  protected abstract logDensity(value: Tensor | number): Tensor;
  /** Draws samples in a shape, which is sample_shape + batch_shape. */
  protected abstract draw(shape: readonly number[], sample_shape: readonly number[]): Tensor;

  /** The standard deviation of each distribution. */
  get stddev(): Tensor {
    return this.variance.sqrt();
  }

  /** Samples of shape sample_shape + batch_shape, without a history. */
  sample(sample_shape: SampleShape = []): Tensor {
    const sizes = sizesOf("sample", sample_shape);
    return inGradMode(false, () => this.draw([...sizes, ...this.batch_shape], sizes));
  }

  /** Samples that can be differentiated by the parameters. Throws where `has_rsample` is false. */
  rsample(sample_shape: SampleShape = []): Tensor {
    return this.drawDifferentiably([...sizesOf("rsample", sample_shape), ...this.batch_shape]);
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
    const parameters = Object.entries(this.known()).flatMap(([name, tensor]) =>
      tensor === null ? [] : [`${name}: ${tensor.numel() === 1 ? formatInText(tensor) : String(Size(tensor.shape))}`],
    );
    return `${this.constructor.name}(${parameters.join(", ")})`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** Draws samples of the distributions that have them with a history. */
  protected drawDifferentiably(_shape: readonly number[]): Tensor {
    throw errors.notReparameterized(this.constructor.name);
  }

  /** Ends the constructor of a distribution. */
  protected checkParameters(validate_args: boolean | null | undefined): void {
    this.validates = validate_args ?? validatesByDefault;
    if (!this.validates) return;
    const constraints = this.arg_constraints;
    for (const [name, value] of Object.entries(this.known())) {
      const constraint = constraints[name];
      if (value === null || constraint === undefined || isAllTrue(constraint.check(value))) continue;
      throw errors.parameterOutOfBounds(name, described(value), this.toString(), constraint.toString());
    }
  }

  protected checkValue(value: unknown): void {
    if (!this.validates) return;
    if (!isTensor(value)) throw errors.scoredNoTensor();
    const [actual, expected] = [value.shape, Size([...this.batch_shape, ...this.event_shape])];
    for (let i = 1; i <= Math.min(actual.length, expected.length); i++) {
      const [size, wanted] = [actual.at(-i)!, expected.at(-i)!];
      if (size !== 1 && wanted !== 1 && size !== wanted)
        throw errors.scoredShape(String(Size(actual)), String(expected));
    }
    if (isAllTrue(this.support.check(value))) return;
    throw errors.valueOutsideSupport(described(value), this.support.toString(), this.toString());
  }

  /** A copy with other tensors, which need no checks. */
  protected with(batch_shape: readonly number[], tensors: object): this {
    const copy = Object.create(Object.getPrototypeOf(this) as object) as this;
    return Object.assign(copy, this, tensors, { batch_shape: Size(batch_shape) });
  }
}

/** The values of an `enumerate_support`, which stand along a first dimension, with the batch's shape behind it. */
export function listed(values: Tensor, batch_shape: readonly number[], expand: boolean | ExpandOption): Tensor {
  const given = readArguments<ExpandOption>("enumerate_support", ["expand"], [expand]);
  const aligned = values.view([-1, ...batch_shape.map(() => 1)]);
  const isRepeated = booleanArgument("enumerate_support", "expand", given.expand, true);
  return isRepeated ? aligned.expand([-1, ...batch_shape]) : aligned;
}

function sizesOf(op: string, given: SampleShape): readonly number[] {
  const { sample_shape = [] } = readArguments<{ sample_shape: readonly number[] }>(op, ["sample_shape"], [given]);
  return integersArgument(op, "sample_shape", sample_shape);
}

function isAllTrue(valid: Tensor): boolean {
  return Boolean(valid.all().item());
}

function described(value: Tensor): {
  readonly kind: string;
  readonly shape: readonly number[];
  readonly values: string;
} {
  return { kind: value.constructor.name, shape: value.shape, values: formatInText(value) };
}
