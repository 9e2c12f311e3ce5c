import type { Tensor } from "../tensor.js";
import { BroadcastDistribution } from "./broadcastDistribution.js";
import { positive, real, type Constraint } from "./constraints.js";
import { readGiven, type Parameter, type ValidateOption } from "./parameters.js";

export interface LocationScaleOptions extends ValidateOption {
  /** Where the distribution is centred. */
  readonly loc?: Parameter;
  /** How far it spreads; positive. */
  readonly scale?: Parameter;
}

/** Distributions of all numbers that are symmetric around `loc` and as wide as `scale` says. */
export abstract class LocationScale extends BroadcastDistribution {
  override has_rsample = true;
  /** Where the distribution is centred, as a tensor of the batch's shape. */
  declare readonly loc: Tensor;
  /** How far it spreads, as a tensor of the batch's shape. */
  declare readonly scale: Tensor;

  constructor(
    loc: Parameter | LocationScaleOptions,
    scale?: Parameter | LocationScaleOptions,
    validate_args?: boolean | null | LocationScaleOptions,
  ) {
    super(readGiven(new.target.name, ["loc", "scale"], [loc, scale, validate_args]));
  }

  get arg_constraints(): Readonly<Record<"loc" | "scale", Constraint>> {
    return { loc: real, scale: positive };
  }

  get support(): Constraint {
    return real;
  }

  override get mean(): Tensor {
    return this.loc;
  }

  override get mode(): Tensor {
    return this.loc;
  }
}
