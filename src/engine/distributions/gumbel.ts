import { finfo } from "../dtypeFunctions.js";
import { full_like, ones_like } from "../fills.js";
import { sub } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { positive, real, type Constraint } from "./constraints.js";
import { eulerGamma } from "./eulerGamma.js";
import type { LocationScaleOptions } from "./locationScale.js";
import { own } from "./ownFields.js";
import { broadcastAll, readGiven, type Parameter } from "./parameters.js";
import { TransformedDistribution } from "./transformedDistribution.js";
import { AffineTransform } from "./transforms/affineTransform.js";
import { ExpTransform } from "./transforms/elementTransforms.js";
import { Uniform } from "./uniform.js";

export type GumbelOptions = LocationScaleOptions;

/**
 * Gumbel distributions: of the greatest of many numbers, around `loc` and as wide as `scale` says. The parameters are
 * broadcast. Throws unless `scale` is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.gumbel.Gumbel
 */
export class Gumbel extends TransformedDistribution {
  /** The likeliest value, as a tensor of the batch's shape. */
  declare readonly loc: Tensor;
  /** How far it spreads, as a tensor of the batch's shape. */
  declare readonly scale: Tensor;

  constructor(
    loc: Parameter | GumbelOptions,
    scale?: Parameter | GumbelOptions,
    validate_args?: boolean | null | GumbelOptions,
  ) {
    const { values, validate_args: validates } = readGiven("Gumbel", ["loc", "scale"], [loc, scale, validate_args]);
    const [center, width] = broadcastAll(values.loc, values.scale) as [Tensor, Tensor];
    const { tiny, eps } = finfo(center.dtype);
    super(new Uniform(full_like(center, tiny), full_like(center, 1 - eps), validates), [
      new ExpTransform().inv,
      new AffineTransform(0, ones_like(width).neg()),
      new ExpTransform().inv,
      new AffineTransform(values.loc as Parameter, width.neg()),
    ]);
    own(this, { loc: center, scale: width });
    this.checkParameters(validates);
  }

  override get arg_constraints(): Readonly<Record<"loc" | "scale", Constraint>> {
    return { loc: real, scale: positive };
  }

  override get support(): Constraint {
    return real;
  }

  override get mean(): Tensor {
    return this.loc.add(this.scale.mul(eulerGamma));
  }

  override get mode(): Tensor {
    return this.loc;
  }

  override get stddev(): Tensor {
    return this.scale.mul(Math.PI / Math.sqrt(6));
  }

  override get variance(): Tensor {
    return this.stddev.pow(2);
  }

  override expand(batch_shape: readonly number[]): this {
    const expanded = super.expand(batch_shape);
    return own(expanded, { loc: this.loc.expand(batch_shape), scale: this.scale.expand(batch_shape) });
  }

  override entropy(): Tensor {
    return this.scale.log().add(1 + eulerGamma);
  }

  protected override logDensity(value: Tensor | number): Tensor {
    const y = sub(this.loc, value).div(this.scale);
    return y.sub(y.exp()).sub(this.scale.log());
  }
}
