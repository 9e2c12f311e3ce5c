import { mul } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { positive, type Constraint } from "./constraints.js";
import { Gamma } from "./gamma.js";
import { readGiven, type Parameter, type ValidateOption } from "./parameters.js";

export interface Chi2Options extends ValidateOption {
  /** How many squares of normal numbers are summed up. */
  readonly df?: Parameter;
}

/**
 * Chi-square distributions: sums of `df` squares of standard normal numbers. Throws unless that is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.chi2.Chi2
 */
export class Chi2 extends Gamma {
  constructor(df: Parameter | Chi2Options, validate_args?: boolean | null | Chi2Options) {
    const { values, validate_args: validates } = readGiven("Chi2", ["df"], [df, validate_args]);
    const half = typeof values.df === "number" ? values.df / 2 : mul(values.df as Tensor, 0.5);
    super(half, 0.5, validates);
  }

  /** How many squares of normal numbers are summed up. */
  get df(): Tensor {
    return this.concentration.mul(2);
  }

  override get arg_constraints(): Readonly<Record<string, Constraint>> {
    return { df: positive };
  }
}
