import { add } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { greater_than_eq, positive, type Constraint } from "./constraints.js";
import { Exponential } from "./exponential.js";
import { own } from "./ownFields.js";
import { broadcastAll, readGiven, type Parameter, type ValidateOption } from "./parameters.js";
import { TransformedDistribution } from "./transformedDistribution.js";
import { AffineTransform } from "./transforms/affineTransform.js";
import { ExpTransform } from "./transforms/elementTransforms.js";

export interface ParetoOptions extends ValidateOption {
  /** The least value; positive. */
  readonly scale?: Parameter;
  /** With which power the tail falls; positive. */
  readonly alpha?: Parameter;
}

/**
 * Pareto distributions: of numbers from `scale` on, whose tails fall with the power `alpha`. The parameters are broadcast.
 * Throws unless they are positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.pareto.Pareto
 */
export class Pareto extends TransformedDistribution {
  /** The least value, as a tensor of the batch's shape. */
  declare readonly scale: Tensor;
  /** With which power the tail falls, as a tensor of the batch's shape. */
  declare readonly alpha: Tensor;

  constructor(
    scale: Parameter | ParetoOptions,
    alpha?: Parameter | ParetoOptions,
    validate_args?: boolean | null | ParetoOptions,
  ) {
    const { values, validate_args: validates } = readGiven("Pareto", ["scale", "alpha"], [scale, alpha, validate_args]);
    const [least, power] = broadcastAll(values.scale, values.alpha) as [Tensor, Tensor];
    super(new Exponential(power, validates), [new ExpTransform(), new AffineTransform(0, least)]);
    own(this, { scale: least, alpha: power });
    this.checkParameters(validates);
  }

  override get arg_constraints(): Readonly<Record<"alpha" | "scale", Constraint>> {
    return { alpha: positive, scale: positive };
  }

  override get support(): Constraint {
    return greater_than_eq(this.scale);
  }

  /** Infinite up to an alpha of 1. */
  override get mean(): Tensor {
    const alpha = this.alpha.clamp({ min: 1 });
    return alpha.mul(this.scale).div(alpha.sub(1));
  }

  override get mode(): Tensor {
    return this.scale;
  }

  /** Infinite up to an alpha of 2. */
  override get variance(): Tensor {
    const alpha = this.alpha.clamp({ min: 2 });
    return this.scale
      .pow(2)
      .mul(alpha)
      .div(alpha.sub(1).pow(2).mul(alpha.sub(2)));
  }

  override expand(batch_shape: readonly number[]): this {
    const { scale, alpha } = this.withExpanded(batch_shape, ["scale", "alpha"]);
    return own(super.expand(batch_shape), { scale, alpha });
  }

  override entropy(): Tensor {
    return this.scale.div(this.alpha).log().add(add(1, this.alpha.reciprocal()));
  }
}
