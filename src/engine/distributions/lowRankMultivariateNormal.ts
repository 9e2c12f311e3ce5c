import * as errors from "../errors.js";
import { empty } from "../fills.js";
import * as linalg from "../linalg.js";
import { tensorArgument } from "../ops/operands.js";
import { broadcast_tensors } from "../ops/reshaping.js";
import { eye } from "../ranges.js";
import { sameShape } from "../shape.js";
import { Size } from "../size.js";
import type { Tensor } from "../tensor.js";
import { independent, positive, real, real_vector, type Constraint } from "./constraints.js";
import { Distribution } from "./distribution.js";
import { logDeterminant, mahalanobis, timesVector } from "./mahalanobis.js";
import { lazily, own } from "./ownFields.js";
import { readGiven, type ValidateOption } from "./parameters.js";

export interface LowRankMultivariateNormalOptions extends ValidateOption {
  /** The means. */
  readonly loc?: Tensor;
  /** W of the covariance W·Wᵀ + D. */
  readonly cov_factor?: Tensor;
  /** The diagonal of D. */
  readonly cov_diag?: Tensor;
}

/**
 * Normal distributions of vectors with a covariance of few columns times their transpose, and a diagonal: W·Wᵀ + D. All are
 * broadcast. Throws for shapes that do not fit, and unless the diagonal is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.lowrank_multivariate_normal.LowRankMultivariateNormal
 */
export class LowRankMultivariateNormal extends Distribution {
  override has_rsample = true;
  /** The means, in the batch's and the event's shape. */
  declare readonly loc: Tensor;
  /** W of the covariance W·Wᵀ + D. */
  declare readonly cov_factor: Tensor;
  /** The diagonal of D. */
  declare readonly cov_diag: Tensor;
  /** @internal What was given, and the factor of 1 + Wᵀ·D⁻¹·W. */
  readonly parts: LowRankParts;

  constructor(
    loc: Tensor | LowRankMultivariateNormalOptions,
    cov_factor?: Tensor | LowRankMultivariateNormalOptions,
    cov_diag?: Tensor | LowRankMultivariateNormalOptions,
    validate_args?: boolean | null | LowRankMultivariateNormalOptions,
  ) {
    const names = ["loc", "cov_factor", "cov_diag"] as const;
    const given = readGiven("LowRankMultivariateNormal", names, [loc, cov_factor, cov_diag, validate_args]);
    const [mean, factor, diagonal] = names.map((name) =>
      tensorArgument("LowRankMultivariateNormal", name, given.values[name]),
    ) as [Tensor, Tensor, Tensor];
    if (mean.ndim < 1) throw errors.meansDimension();
    const event = mean.shape.slice(-1);
    if (factor.ndim < 2) throw errors.matrixDimensions("cov_factor");
    if (!sameShape(factor.shape.slice(-2, -1), event)) throw errors.covarianceFactor(event[0]!);
    if (!sameShape(diagonal.shape.slice(-1), event)) throw errors.covarianceDiagonal(String(Size(event)));
    const [wide, cov, wideDiagonal] = broadcastParts(mean, factor, diagonal);
    super(wide.shape.slice(0, -1), event);
    own(this, { loc: wide, cov_factor: cov, cov_diag: wideDiagonal });
    this.parts = { factor, diagonal, capacitance: capacitanceOf(factor, diagonal) };
    this.checkParameters(given.validate_args);
  }

  get arg_constraints(): Readonly<Record<"loc" | "cov_factor" | "cov_diag", Constraint>> {
    return { loc: real_vector, cov_factor: independent(real, 2), cov_diag: independent(positive, 1) };
  }

  get support(): Constraint {
    return real_vector;
  }

  override get mean(): Tensor {
    return this.loc;
  }

  override get mode(): Tensor {
    return this.loc;
  }

  override get variance(): Tensor {
    return lazily(this, "variance", () => {
      const { factor, diagonal } = this.parts;
      return factor
        .pow(2)
        .sum(-1)
        .add(diagonal)
        .expand([...this.batch_shape, ...this.event_shape]);
    });
  }

  /** The lower triangular factor of the covariance. */
  get scale_tril(): Tensor {
    return lazily(this, "scale_tril", () => {
      const { factor, diagonal } = this.parts;
      const deviations = diagonal.sqrt().unsqueeze(-1);
      const scaled = factor.div(deviations);
      return this.wide(deviations.mul(linalg.cholesky(withUnit(scaled.matmul(scaled.mT)))));
    });
  }

  /** The covariance W·Wᵀ + D. */
  get covariance_matrix(): Tensor {
    return lazily(this, "covariance_matrix", () => {
      const { factor, diagonal } = this.parts;
      return this.wide(factor.matmul(factor.mT).add(diagonal.diag_embed()));
    });
  }

  /** The inverse of the covariance. */
  get precision_matrix(): Tensor {
    return lazily(this, "precision_matrix", () => {
      const { factor, diagonal, capacitance } = this.parts;
      const solved = linalg.solve_triangular(capacitance, overDiagonal(factor, diagonal), { upper: false });
      return this.wide(diagonal.reciprocal().diag_embed().sub(solved.mT.matmul(solved)));
    });
  }

  expand(batch_shape: readonly number[]): this {
    const event = this.event_shape;
    const loc = this.loc.expand([...batch_shape, ...event]);
    const cov_diag = this.cov_diag.expand([...batch_shape, ...event]);
    const cov_factor = this.cov_factor.expand([...batch_shape, ...event, this.cov_factor.size(-1)]);
    const fresh = this.with(batch_shape, { loc, cov_factor, cov_diag });
    for (const name of ["variance", "scale_tril", "covariance_matrix", "precision_matrix"])
      Reflect.deleteProperty(fresh, name);
    return fresh;
  }

  override entropy(): Tensor {
    const constant = this.event_shape[0]! * (1 + Math.log(2 * Math.PI));
    const entropy = lowRankLogDeterminant(this.parts).add(constant).mul(0.5);
    return this.batch_shape.length === 0 ? entropy : entropy.expand(this.batch_shape);
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    const { dtype } = this.loc;
    const ofFactor = empty([...shape.slice(0, -1), this.cov_factor.size(-1)], { dtype }).normal_();
    const ofDiagonal = empty(shape, { dtype }).normal_();
    const { factor, diagonal } = this.parts;
    return this.loc.add(timesVector(factor, ofFactor)).add(diagonal.sqrt().mul(ofDiagonal));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const distance = lowRankMahalanobis(this.parts, (value as Tensor).sub(this.loc));
    const constant = this.event_shape[0]! * Math.log(2 * Math.PI);
    return lowRankLogDeterminant(this.parts).add(constant).add(distance).mul(-0.5);
  }

  private wide(matrix: Tensor): Tensor {
    return matrix.expand([...this.batch_shape, ...this.event_shape, ...this.event_shape]);
  }
}

interface LowRankParts {
  readonly factor: Tensor;
  readonly diagonal: Tensor;
  readonly capacitance: Tensor;
}

/** @internal Wᵀ·D⁻¹. */
export function overDiagonal(factor: Tensor, diagonal: Tensor): Tensor {
  return factor.mT.div(diagonal.unsqueeze(-2));
}

/** @internal log det (W·Wᵀ + D). */
export function lowRankLogDeterminant({ diagonal, capacitance }: LowRankParts): Tensor {
  return logDeterminant(capacitance).mul(2).add(diagonal.log().sum(-1));
}

/** @internal xᵀ·(W·Wᵀ + D)⁻¹·x, by Woodbury's identity. */
export function lowRankMahalanobis({ factor, diagonal, capacitance }: LowRankParts, x: Tensor): Tensor {
  const projected = timesVector(overDiagonal(factor, diagonal), x);
  return x.pow(2).div(diagonal).sum(-1).sub(mahalanobis(capacitance, projected));
}

function capacitanceOf(factor: Tensor, diagonal: Tensor): Tensor {
  return linalg.cholesky(withUnit(overDiagonal(factor, diagonal).matmul(factor)));
}

function withUnit(matrix: Tensor): Tensor {
  return matrix.add(eye(matrix.size(-1), { dtype: matrix.dtype }));
}

function broadcastParts(mean: Tensor, factor: Tensor, diagonal: Tensor): readonly [Tensor, Tensor, Tensor] {
  const parts = [mean.unsqueeze(-1), factor, diagonal.unsqueeze(-1)];
  let wide: readonly Tensor[];
  try {
    wide = broadcast_tensors(...parts);
  } catch {
    const shapes = [mean, factor, diagonal].map(({ shape }) => String(Size(shape)));
    throw errors.covarianceBatches(shapes[0]!, shapes[1]!, shapes[2]!);
  }
  return [wide[0]!.select(-1, 0), wide[1]!, wide[2]!.select(-1, 0)];
}
