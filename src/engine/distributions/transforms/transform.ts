import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import type { Constraint } from "../constraints.js";

export interface CacheOption {
  /** 1 to keep the last pair of values, so that what was transformed is found again when it is inverted; 0 unless given. */
  readonly cache_size?: number;
}

/** What can be called with a tensor as its `forward` can. */
interface CallableTransform {
  (x: Tensor): Tensor;
}

/** Makes instances that are functions, which call their own method of that name. */
const CallableTransform = class CallableTransform {
  constructor() {
    const transform = ((x: Tensor) => transform.transformed(x)) as unknown as Transform;
    Object.setPrototypeOf(transform, new.target.prototype as object);
    for (const name of ["name", "length"]) Reflect.deleteProperty(transform, name);
    return transform;
  }
} as unknown as new () => CallableTransform;

/**
 * A function of tensors that can be inverted and knows how it stretches space: `transform(x)` and `transform.inv(y)`.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.Transform
 */
export abstract class Transform extends CallableTransform {
  /** Whether each value is that of a single one. */
  bijective = false;
  /** @internal */
  readonly cache_size: number;
  /** The inverse, once it was asked for. */
  protected inverted: Transform | null = null;
  private cached: readonly [x: Tensor, y: Tensor] | null = null;

  constructor(cache_size?: number | CacheOption) {
    super();
    const given = readArguments<CacheOption>(new.target.name, ["cache_size"], [cache_size]);
    const { cache_size: size = 0 } = given;
    if (size !== 0 && size !== 1) throw errors.transformCache();
    this.cache_size = size;
  }

  /** What can be transformed. */
  abstract get domain(): Constraint;
  /** What comes of it. */
  abstract get codomain(): Constraint;
  protected abstract forward(x: Tensor): Tensor;
  protected abstract inverse(y: Tensor): Tensor;

  /** Whether greater numbers become greater (1) or less (−1). Throws where that is not known. */
  get sign(): number | Tensor {
    throw errors.notImplementedHere();
  }

  /** How many of the last dimensions are one event. Throws if there are not as many before as after. */
  get event_dim(): number {
    if (this.domain.event_dim === this.codomain.event_dim) return this.domain.event_dim;
    throw errors.eventDimOfTransform();
  }

  /** The inverse, whose inverse this is. */
  get inv(): Transform {
    return (this.inverted ??= new InverseTransform(this));
  }

  /** log |det dy/dx| at a value and what it becomes. Throws where there is no formula for it. */
  log_abs_det_jacobian(x: Tensor, y: Tensor): Tensor;
  log_abs_det_jacobian(): Tensor {
    throw errors.notImplementedHere();
  }

  /** The same with a cache of another size. */
  with_cache(cache_size = 1): Transform {
    if (this.cache_size === cache_size) return this;
    return Reflect.construct(this.constructor, [...this.settings(), cache_size]) as Transform;
  }

  /** The shape of what comes of a tensor of a shape. */
  forward_shape(shape: readonly number[]): readonly number[] {
    return shape;
  }

  /** The shape of a tensor of which one of a shape comes. */
  inverse_shape(shape: readonly number[]): readonly number[] {
    return shape;
  }

  /** @internal Whether it does the same as another. */
  equals(other: Transform): boolean {
    return this === other;
  }

  /** Whether another one is of this class. */
  protected isAlike(other: Transform): other is this {
    return other instanceof (this.constructor as new () => Transform);
  }

  /** @internal */
  transformed(x: Tensor): Tensor {
    if (this.cache_size === 0) return this.forward(x);
    if (this.cached?.[0] !== x) this.cached = [x, this.forward(x)];
    return this.cached[1];
  }

  /** @internal */
  invertedFrom(y: Tensor): Tensor {
    if (this.cache_size === 0) return this.inverse(y);
    if (this.cached?.[1] !== y) this.cached = [this.inverse(y), y];
    return this.cached[0];
  }

  /** Its printed form, as PyTorch's. */
  override toString(): string {
    return `${this.constructor.name}()`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** What the constructor wants before the size of the cache. */
  protected settings(): readonly unknown[] {
    return [];
  }
}

/** The inverse of a transform. */
class InverseTransform extends Transform {
  constructor(private readonly of: Transform) {
    super(of.cache_size);
    this.bijective = of.bijective;
  }

  get domain(): Constraint {
    return this.of.codomain;
  }

  get codomain(): Constraint {
    return this.of.domain;
  }

  override get sign(): number | Tensor {
    return this.of.sign;
  }

  override get inv(): Transform {
    return this.of;
  }

  override with_cache(cache_size = 1): Transform {
    return this.of.with_cache(cache_size).inv;
  }

  override log_abs_det_jacobian(x: Tensor, y: Tensor): Tensor {
    return this.of.log_abs_det_jacobian(y, x).neg();
  }

  override forward_shape(shape: readonly number[]): readonly number[] {
    return this.of.inverse_shape(shape);
  }

  override inverse_shape(shape: readonly number[]): readonly number[] {
    return this.of.forward_shape(shape);
  }

  /** @internal */
  override equals(other: Transform): boolean {
    return this.isAlike(other) && this.of.equals(other.of);
  }

  /** @internal */
  override transformed(x: Tensor): Tensor {
    return this.of.invertedFrom(x);
  }

  override toString(): string {
    return `_InverseTransform(${this.of.toString()})`;
  }

  protected forward(x: Tensor): Tensor {
    return this.of.invertedFrom(x);
  }

  protected inverse(y: Tensor): Tensor {
    return this.of.transformed(y);
  }
}
