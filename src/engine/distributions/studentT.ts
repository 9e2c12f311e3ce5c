import { empty } from "../fills.js";
import { sub } from "../ops/arithmetic.js";
import { where } from "../ops/comparisons.js";
import { lgamma } from "../kernels/special/gamma.js";
import type { Tensor } from "../tensor.js";
import { BroadcastDistribution } from "./broadcastDistribution.js";
import { Chi2 } from "./chi2.js";
import { positive, real, type Constraint } from "./constraints.js";
import { readGiven, type Parameter, type ValidateOption } from "./parameters.js";

export interface StudentTOptions extends ValidateOption {
  /** Degrees of freedom: the tails are the heavier the fewer there are. */
  readonly df?: Parameter;
  /** Where the distribution is centred; 0 unless given. */
  readonly loc?: Parameter;
  /** How far it spreads; 1 unless given. */
  readonly scale?: Parameter;
}

/**
 * Student's t-distributions: normal numbers divided by how much as many others deviate. The parameters are broadcast.
 * Throws unless `df` and `scale` are positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.studentT.StudentT
 */
export class StudentT extends BroadcastDistribution {
  override has_rsample = true;
  /** Degrees of freedom, as a tensor of the batch's shape. */
  declare readonly df: Tensor;
  /** Where the distribution is centred, as a tensor of the batch's shape. */
  declare readonly loc: Tensor;
  /** How far it spreads, as a tensor of the batch's shape. */
  declare readonly scale: Tensor;

  constructor(
    df: Parameter | StudentTOptions,
    loc?: Parameter | StudentTOptions,
    scale?: Parameter | StudentTOptions,
    validate_args?: boolean | null | StudentTOptions,
  ) {
    const args = [df, loc, scale, validate_args];
    const given = readGiven("StudentT", ["df", "loc", "scale"], args, { loc: 0, scale: 1 });
    // The squares' distribution checks first, and by PyTorch's default whatever was asked for.
    new Chi2(given.values.df as Parameter);
    super(given);
  }

  get arg_constraints(): Readonly<Record<"df" | "loc" | "scale", Constraint>> {
    return { df: positive, loc: real, scale: positive };
  }

  get support(): Constraint {
    return real;
  }

  /** NaN up to a degree of freedom. */
  override get mean(): Tensor {
    return this.loc.masked_fill(this.df.le(1), NaN);
  }

  override get mode(): Tensor {
    return this.loc;
  }

  /** Infinite up to two degrees of freedom, NaN up to one. */
  override get variance(): Tensor {
    const { df, scale } = this;
    const finite = scale.pow(2).mul(df).div(df.sub(2));
    return where(df.gt(2), finite, where(df.gt(1), Infinity, NaN).to(df.dtype));
  }

  override entropy(): Tensor {
    const { df, scale } = this;
    const [half, more] = [df.mul(0.5), df.add(1).mul(0.5)];
    const beta = half.lgamma().add(lgamma(0.5)).sub(more.lgamma());
    return scale
      .log()
      .add(more.mul(more.digamma().sub(half.digamma())))
      .add(df.log().mul(0.5))
      .add(beta);
  }

  protected override drawDifferentiably(shape: readonly number[], sample_shape: readonly number[]): Tensor {
    const x = empty(shape, { dtype: this.df.dtype }).normal_();
    const squares = new Chi2(this.df).rsample(sample_shape);
    const y = x.mul(squares.div(this.df).rsqrt());
    return this.loc.add(this.scale.mul(y));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const { df, scale } = this;
    const y = sub(value, this.loc).div(scale);
    const more = df.add(1).mul(0.5);
    const normalization = scale
      .log()
      .add(df.log().mul(0.5))
      .add(0.5 * Math.log(Math.PI))
      .add(df.mul(0.5).lgamma())
      .sub(more.lgamma());
    return more.neg().mul(y.pow(2).div(df).log1p()).sub(normalization);
  }
}
