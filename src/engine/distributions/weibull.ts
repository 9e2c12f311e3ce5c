import { ones_like } from "../fills.js";
import { add, sub } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { positive, type Constraint } from "./constraints.js";
import { eulerGamma } from "./eulerGamma.js";
import { Exponential } from "./exponential.js";
import { own } from "./ownFields.js";
import { broadcastAll, readGiven, type Parameter, type ValidateOption } from "./parameters.js";
import { TransformedDistribution } from "./transformedDistribution.js";
import { AffineTransform } from "./transforms/affineTransform.js";
import { PowerTransform } from "./transforms/powerTransform.js";
import type { Transform } from "./transforms/transform.js";

export interface WeibullOptions extends ValidateOption {
  /** How long the times are; positive. */
  readonly scale?: Parameter;
  /** The reciprocal of the exponent; positive. */
  readonly concentration?: Parameter;
}

/**
 * Weibull distributions: powers of waiting times, with an exponent of 1/concentration, times `scale`. The parameters are
 * broadcast. Throws unless they are positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.weibull.Weibull
 */
export class Weibull extends TransformedDistribution {
  /** How long the times are, as a tensor of the batch's shape. */
  declare readonly scale: Tensor;
  /** The reciprocal of the exponent, as a tensor of the batch's shape. */
  declare readonly concentration: Tensor;
  /** The exponent, as a tensor of the batch's shape. */
  declare readonly concentration_reciprocal: Tensor;

  constructor(
    scale: Parameter | WeibullOptions,
    concentration?: Parameter | WeibullOptions,
    validate_args?: boolean | null | WeibullOptions,
  ) {
    const args = [scale, concentration, validate_args];
    const { values, validate_args: validates } = readGiven("Weibull", ["scale", "concentration"], args);
    const [width, exponent] = broadcastAll(values.scale, values.concentration) as [Tensor, Tensor];
    const concentration_reciprocal = exponent.reciprocal();
    super(new Exponential(ones_like(width), validates), powersOf(width, concentration_reciprocal));
    own(this, { scale: width, concentration: exponent, concentration_reciprocal });
    this.checkParameters(validates);
  }

  override get arg_constraints(): Readonly<Record<"scale" | "concentration", Constraint>> {
    return { scale: positive, concentration: positive };
  }

  override get support(): Constraint {
    return positive;
  }

  override get mean(): Tensor {
    return this.scale.mul(add(1, this.concentration_reciprocal).lgamma().exp());
  }

  override get mode(): Tensor {
    const { scale, concentration } = this;
    return scale.mul(concentration.sub(1).div(concentration).pow(concentration.reciprocal()));
  }

  override get variance(): Tensor {
    const { concentration_reciprocal: power } = this;
    const second = power.mul(2).add(1).lgamma().exp();
    const first = power.add(1).lgamma().mul(2).exp();
    return this.scale.pow(2).mul(second.sub(first));
  }

  override expand(batch_shape: readonly number[]): this {
    const wide = this.withExpanded(batch_shape, ["scale", "concentration"]);
    const { scale, concentration } = wide;
    const concentration_reciprocal = concentration.reciprocal();
    const transforms = powersOf(scale, concentration_reciprocal);
    return own(wide, { concentration_reciprocal, transforms, base_dist: this.base_dist.expand(batch_shape) });
  }

  override entropy(): Tensor {
    const { scale, concentration_reciprocal: power } = this;
    return sub(1, power).mul(eulerGamma).add(scale.mul(power).log()).add(1);
  }
}

function powersOf(scale: Tensor, exponent: Tensor): readonly Transform[] {
  return [new PowerTransform(exponent), new AffineTransform(0, scale)];
}
