import type { Tensor } from "../tensor.js";
import { poisson } from "../random/poisson.js";
import { BroadcastDistribution } from "./broadcastDistribution.js";
import { nonnegative, nonnegative_integer, type Constraint } from "./constraints.js";
import { broadcastAll, readGiven, type Parameter, type ValidateOption } from "./parameters.js";

export interface PoissonOptions extends ValidateOption {
  /** How many events are expected; not negative. */
  readonly rate?: Parameter;
}

/**
 * Poisson distributions: how many events there are where `rate` are expected. Throws for negative rates. There is no
 * formula for the entropy.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.poisson.Poisson
 */
export class Poisson extends BroadcastDistribution {
  /** How many events are expected, as a tensor of the batch's shape. */
  declare readonly rate: Tensor;

  constructor(rate: Parameter | PoissonOptions, validate_args?: boolean | null | PoissonOptions) {
    super(readGiven("Poisson", ["rate"], [rate, validate_args]));
  }

  get arg_constraints(): Readonly<Record<"rate", Constraint>> {
    return { rate: nonnegative };
  }

  get support(): Constraint {
    return nonnegative_integer;
  }

  override get mean(): Tensor {
    return this.rate;
  }

  override get mode(): Tensor {
    return this.rate.floor();
  }

  override get variance(): Tensor {
    return this.rate;
  }

  protected override draw(shape: readonly number[]): Tensor {
    return poisson(this.rate.expand(shape));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const [rate, count] = broadcastAll(this.rate, value) as [Tensor, Tensor];
    return count.xlogy(rate).sub(rate).sub(count.add(1).lgamma());
  }
}
