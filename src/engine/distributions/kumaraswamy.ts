import { full_like } from "../fills.js";
import { add, sub } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import type { BetaOptions } from "./beta.js";
import { positive, unit_interval, type Constraint } from "./constraints.js";
import { eulerGamma } from "./eulerGamma.js";
import { own } from "./ownFields.js";
import { broadcastAll, readGiven, type Parameter } from "./parameters.js";
import { TransformedDistribution } from "./transformedDistribution.js";
import { AffineTransform } from "./transforms/affineTransform.js";
import { PowerTransform } from "./transforms/powerTransform.js";
import { Uniform } from "./uniform.js";

export type KumaraswamyOptions = BetaOptions;

/**
 * Kumaraswamy's distributions of numbers between 0 and 1, near to 1 by `concentration1` and near to 0 by `concentration0`,
 * which are broadcast. Throws unless they are positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.kumaraswamy.Kumaraswamy
 */
export class Kumaraswamy extends TransformedDistribution {
  /** How strongly the numbers are drawn to 1, as a tensor of the batch's shape. */
  declare readonly concentration1: Tensor;
  /** How strongly the numbers are drawn to 0, as a tensor of the batch's shape. */
  declare readonly concentration0: Tensor;

  constructor(
    concentration1: Parameter | KumaraswamyOptions,
    concentration0?: Parameter | KumaraswamyOptions,
    validate_args?: boolean | null | KumaraswamyOptions,
  ) {
    const names = ["concentration1", "concentration0"] as const;
    const { values, validate_args: validates } = readGiven("Kumaraswamy", names, [
      concentration1,
      concentration0,
      validate_args,
    ]);
    const [one, zero] = broadcastAll(values.concentration1, values.concentration0) as [Tensor, Tensor];
    super(new Uniform(full_like(zero, 0), full_like(zero, 1), validates), [
      new PowerTransform(zero.reciprocal()),
      new AffineTransform(1, -1),
      new PowerTransform(one.reciprocal()),
    ]);
    own(this, { concentration1: one, concentration0: zero });
    this.checkParameters(validates);
  }

  override get arg_constraints(): Readonly<Record<"concentration1" | "concentration0", Constraint>> {
    return { concentration1: positive, concentration0: positive };
  }

  override get support(): Constraint {
    return unit_interval;
  }

  override get mean(): Tensor {
    return this.moment(1);
  }

  /** NaN where a concentration is below 1. */
  override get mode(): Tensor {
    const { concentration1, concentration0 } = this;
    const log = concentration0
      .reciprocal()
      .mul(concentration0.neg().log1p())
      .sub(concentration0.neg().mul(concentration1).log1p());
    return log.masked_fill(concentration0.lt(1).logical_or(concentration1.lt(1)), NaN).exp();
  }

  override get variance(): Tensor {
    return this.moment(2).sub(this.mean.pow(2));
  }

  override expand(batch_shape: readonly number[]): this {
    const { concentration1, concentration0 } = this.withExpanded(batch_shape, ["concentration1", "concentration0"]);
    return own(super.expand(batch_shape), { concentration1, concentration0 });
  }

  override entropy(): Tensor {
    const { concentration1, concentration0 } = this;
    const [one, zero] = [sub(1, concentration1.reciprocal()), sub(1, concentration0.reciprocal())];
    const harmonic = concentration0.add(1).digamma().add(eulerGamma);
    return zero.add(one.mul(harmonic)).sub(concentration1.log()).sub(concentration0.log());
  }

  private moment(order: number): Tensor {
    const { concentration1, concentration0 } = this;
    const power = add(1, concentration1.reciprocal().mul(order));
    const log = power.lgamma().add(concentration0.lgamma()).sub(power.add(concentration0).lgamma());
    return concentration0.mul(log.exp());
  }
}
