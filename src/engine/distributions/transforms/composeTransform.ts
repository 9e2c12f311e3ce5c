import { readArguments } from "../../arguments.js";
import { zeros_like } from "../../fills.js";
import { mul } from "../../ops/arithmetic.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { independent, real, type Constraint } from "../constraints.js";
import { sumRightmost } from "../parameters.js";
import { Transform, type CacheOption } from "./transform.js";

export interface ComposeTransformOptions extends CacheOption {
  /** The transforms, the first one first. */
  readonly parts?: readonly Transform[];
}

/**
 * One transform after the other; each has a cache of its own.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.ComposeTransform
 */
export class ComposeTransform extends Transform {
  /** The transforms, the first one first. */
  readonly parts: readonly Transform[];

  constructor(parts: readonly Transform[] | ComposeTransformOptions, cache_size?: number | ComposeTransformOptions) {
    const given = readArguments<ComposeTransformOptions>(
      "ComposeTransform",
      ["parts", "cache_size"],
      [parts, cache_size],
    );
    const { parts: all = [], cache_size: size = 0 } = given;
    super(size);
    this.parts = size === 0 ? all : all.map((part) => part.with_cache(size));
    this.bijective = all.every(({ bijective }) => bijective);
  }

  get domain(): Constraint {
    const [first, last] = [this.parts[0], this.parts.at(-1)];
    if (first === undefined || last === undefined) return real;
    const dimensions = this.parts.reduceRight(
      (count, { domain, codomain }) => Math.max(count + domain.event_dim - codomain.event_dim, domain.event_dim),
      last.codomain.event_dim,
    );
    return withDimensions(first.domain, dimensions);
  }

  get codomain(): Constraint {
    const [first, last] = [this.parts[0], this.parts.at(-1)];
    if (first === undefined || last === undefined) return real;
    const dimensions = this.parts.reduce(
      (count, { domain, codomain }) => Math.max(count + codomain.event_dim - domain.event_dim, codomain.event_dim),
      first.domain.event_dim,
    );
    return withDimensions(last.codomain, dimensions);
  }

  override get sign(): number | Tensor {
    return signOf(this.parts);
  }

  override get inv(): Transform {
    if (this.inverted === null) {
      const parts = this.parts.map(({ inv }) => inv).reverse();
      const inverse = Reflect.construct(this.constructor, [parts]) as this;
      inverse.inverted = this;
      this.inverted = inverse;
    }
    return this.inverted;
  }

  override log_abs_det_jacobian(x: Tensor, y: Tensor): Tensor {
    if (this.parts.length === 0) return zeros_like(x);
    let dimensions = this.domain.event_dim;
    let from = x;
    const terms = this.parts.map((part, i) => {
      const to = i === this.parts.length - 1 ? y : part(from);
      const term = sumRightmost(part.log_abs_det_jacobian(from, to), dimensions - part.domain.event_dim);
      dimensions += part.codomain.event_dim - part.domain.event_dim;
      from = to;
      return term;
    });
    return terms.reduce((sum, term) => sum.add(term));
  }

  override forward_shape(shape: readonly number[]): readonly number[] {
    return this.parts.reduce((of, part) => part.forward_shape(of), shape);
  }

  override inverse_shape(shape: readonly number[]): readonly number[] {
    return this.parts.reduceRight((of, part) => part.inverse_shape(of), shape);
  }

  /** @internal */
  override equals(other: Transform): boolean {
    return this.isAlike(other) && areSame(this.parts, other.parts);
  }

  /** @internal */
  override transformed(x: Tensor): Tensor {
    return this.forward(x);
  }

  /** Its printed form, as PyTorch's. */
  override toString(): string {
    return `${this.constructor.name}(\n    ${this.parts.map(String).join(",\n    ")}\n)`;
  }

  protected forward(x: Tensor): Tensor {
    return this.parts.reduce((value, part) => part(value), x);
  }

  protected inverse(y: Tensor): Tensor {
    return this.inv(y);
  }

  protected override settings(): readonly unknown[] {
    return [this.parts];
  }
}

/**
 * The transform that changes nothing.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.transforms
 */
export const identity_transform = new ComposeTransform([]);

/** @internal Whether two lists of transforms do the same. */
export function areSame(some: readonly Transform[], others: readonly Transform[]): boolean {
  return some.length === others.length && some.every((transform, i) => transform.equals(others[i]!));
}

/** @internal The product of the signs. */
export function signOf(transforms: readonly Transform[]): number | Tensor {
  return transforms.reduce<number | Tensor>(
    (sign, part) => (isTensor(sign) || isTensor(part.sign) ? mul(sign as Tensor, part.sign) : sign * part.sign),
    1,
  );
}

function withDimensions(constraint: Constraint, dimensions: number): Constraint {
  const more = dimensions - constraint.event_dim;
  return more > 0 ? independent(constraint, more) : constraint;
}
