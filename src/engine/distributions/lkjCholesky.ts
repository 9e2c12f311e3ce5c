import { integerArgument, readArguments } from "../arguments.js";
import { finfo } from "../dtypeFunctions.js";
import * as errors from "../errors.js";
import { add, sub } from "../ops/arithmetic.js";
import { cat } from "../ops/join.js";
import { randn } from "../random/factories.js";
import { arange } from "../ranges.js";
import type { Tensor } from "../tensor.js";
import { Beta } from "./beta.js";
import { corr_cholesky, positive, type Constraint } from "./constraints.js";
import { Distribution } from "./distribution.js";
import { own } from "./ownFields.js";
import { broadcastAll, type Parameter, type ValidateOption } from "./parameters.js";

export interface LKJCholeskyOptions extends ValidateOption {
  /** How many variables are correlated. */
  readonly dim?: number;
  /** The greater, the weaker are the correlations; 1 unless given. */
  readonly concentration?: Parameter;
}

/**
 * Distributions of the Cholesky factors of correlation matrices, whose densities go with a power of the determinant. Throws
 * for fewer than two variables, and unless `concentration` is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.lkj_cholesky.LKJCholesky
 */
export class LKJCholesky extends Distribution {
  /** How many variables are correlated. */
  readonly dim: number;
  /** The greater, the weaker are the correlations. */
  declare readonly concentration: Tensor;
  private readonly beta: Beta;

  constructor(
    dim: number | LKJCholeskyOptions,
    concentration?: Parameter | LKJCholeskyOptions,
    validate_args?: boolean | null | LKJCholeskyOptions,
  ) {
    const names = ["dim", "concentration", "validate_args"] as const;
    const given = readArguments<LKJCholeskyOptions>("LKJCholesky", names, [dim, concentration, validate_args]);
    if (given.dim === undefined) throw errors.missingArgument("LKJCholesky.__init__", "dim");
    const size = integerArgument("LKJCholesky", "dim", given.dim);
    if (size < 2) throw errors.correlationSize(size);
    const [strength] = broadcastAll(given.concentration ?? 1) as [Tensor];
    super(strength.shape, [size, size]);
    this.dim = size;
    own(this, { concentration: strength });
    const before = arange(size - 1, { dtype: strength.dtype });
    const offset = cat([before.new_zeros([1]), before]);
    const marginal = strength.add(0.5 * (size - 2)).unsqueeze(-1);
    this.beta = new Beta(offset.add(0.5), marginal.sub(offset.mul(0.5)));
    this.checkParameters(given.validate_args);
  }

  get arg_constraints(): Readonly<Record<"concentration", Constraint>> {
    return { concentration: positive };
  }

  get support(): Constraint {
    return corr_cholesky;
  }

  expand(batch_shape: readonly number[]): this {
    const wide = this.withExpanded(batch_shape, ["concentration"]);
    return own(wide, { beta: this.beta.expand([...batch_shape, this.dim]) });
  }

  /** Rows of the lengths that beta numbers say, in directions of normal numbers: the onion method. */
  protected override draw(shape: readonly number[], sample_shape: readonly number[]): Tensor {
    const lengths = this.beta.sample(sample_shape).unsqueeze(-1);
    const numbers = randn(shape, { dtype: lengths.dtype }).tril(-1);
    const directions = numbers.div(numbers.norm({ dim: -1, keepdim: true }));
    directions.select(-2, 0).fill_(0);
    const rows = lengths.sqrt().mul(directions);
    const { tiny } = finfo(rows.dtype);
    const diagonal = sub(1, rows.pow(2).sum(-1)).clamp({ min: tiny }).sqrt();
    return rows.add(diagonal.diag_embed());
  }

  protected logDensity(value: Tensor | number): Tensor {
    const { concentration, dim } = this;
    const factor = value as Tensor;
    const diagonal = factor.diagonal({ dim1: -1, dim2: -2 }).narrow(-1, 1, dim - 1);
    const powers = concentration
      .sub(1)
      .unsqueeze(-1)
      .mul(2)
      .add(dim)
      .sub(arange(2, dim + 1));
    const unnormalized = powers.mul(diagonal.log()).sum(-1);
    const count = dim - 1;
    const alpha = concentration.add(0.5 * count);
    const constant = 0.5 * count * Math.log(Math.PI);
    const normalization = add(constant, alpha.sub(0.5).mvlgamma(count)).sub(alpha.lgamma().mul(count));
    return unnormalized.sub(normalization);
  }
}
