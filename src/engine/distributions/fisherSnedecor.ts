import { finfo } from "../dtypeFunctions.js";
import { mul } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { BroadcastDistribution } from "./broadcastDistribution.js";
import { positive, type Constraint } from "./constraints.js";
import { Gamma } from "./gamma.js";
import { broadcastAll, readGiven, type Parameter, type ValidateOption } from "./parameters.js";

export interface FisherSnedecorOptions extends ValidateOption {
  /** How many squares are above; positive. */
  readonly df1?: Parameter;
  /** How many squares are below; positive. */
  readonly df2?: Parameter;
}

/**
 * Fisher and Snedecor's distributions: ratios of two mean squares of so many normal numbers. The parameters are broadcast.
 * Throws unless they are positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.fishersnedecor.FisherSnedecor
 */
export class FisherSnedecor extends BroadcastDistribution {
  override has_rsample = true;
  /** How many squares are above, as a tensor of the batch's shape. */
  declare readonly df1: Tensor;
  /** How many squares are below, as a tensor of the batch's shape. */
  declare readonly df2: Tensor;

  constructor(
    df1: Parameter | FisherSnedecorOptions,
    df2?: Parameter | FisherSnedecorOptions,
    validate_args?: boolean | null | FisherSnedecorOptions,
  ) {
    const { values, validate_args: validates } = readGiven("FisherSnedecor", ["df1", "df2"], [df1, df2, validate_args]);
    const [above, below] = broadcastAll(values.df1, values.df2) as [Tensor, Tensor];
    // The mean squares' distributions check first, and by PyTorch's default whatever was asked for.
    for (const df of [above, below]) new Gamma(df.mul(0.5), df);
    super({ values: { df1: above, df2: below }, validate_args: validates });
  }

  get arg_constraints(): Readonly<Record<"df1" | "df2", Constraint>> {
    return { df1: positive, df2: positive };
  }

  get support(): Constraint {
    return positive;
  }

  /** NaN up to two degrees of freedom below. */
  override get mean(): Tensor {
    const below = this.df2.masked_fill(this.df2.le(2), NaN);
    return below.div(below.sub(2));
  }

  /** NaN up to two degrees of freedom above. */
  override get mode(): Tensor {
    const { df1, df2 } = this;
    return df1.sub(2).div(df1).mul(df2).div(df2.add(2)).masked_fill(df1.le(2), NaN);
  }

  /** NaN up to four degrees of freedom below. */
  override get variance(): Tensor {
    const { df1 } = this;
    const below = this.df2.masked_fill(this.df2.le(4), NaN);
    const spread = below.pow(2).mul(2).mul(df1.add(below).sub(2));
    return spread.div(df1.mul(below.sub(2).pow(2)).mul(below.sub(4)));
  }

  protected override drawDifferentiably(shape: readonly number[], sample_shape: readonly number[]): Tensor {
    const [above, below] = [this.df1, this.df2].map((df) =>
      new Gamma(mul(df, 0.5), df).rsample(sample_shape).view(shape),
    ) as [Tensor, Tensor];
    const { tiny } = finfo(below.dtype);
    return above.div(below.clamp_({ min: tiny })).clamp_({ min: tiny });
  }

  protected logDensity(value: Tensor | number): Tensor {
    const [first, second, ratio] = [this.df1.mul(0.5), this.df2.mul(0.5), this.df1.div(this.df2)];
    const both = first.add(second);
    const normalization = both.lgamma().sub(first.lgamma()).sub(second.lgamma());
    const powers = first.mul(ratio.log()).add(first.sub(1).mul((value as Tensor).log()));
    return normalization.add(powers).sub(both.mul(ratio.mul(value).log1p()));
  }
}
