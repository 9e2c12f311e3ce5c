import { empty } from "../fills.js";
import * as errors from "../errors.js";
import * as linalg from "../linalg.js";
import { cholesky_inverse } from "../ops/linalg/choleskySolutions.js";
import { tensorArgument } from "../ops/operands.js";
import { eye } from "../ranges.js";
import { broadcastShapes } from "../shape.js";
import { readArguments } from "../arguments.js";
import type { Tensor } from "../tensor.js";
import { lower_cholesky, positive_definite, real_vector, type Constraint } from "./constraints.js";
import { Distribution } from "./distribution.js";
import { logDeterminant, mahalanobis, timesVector } from "./mahalanobis.js";
import { lazily, own } from "./ownFields.js";
import type { ValidateOption } from "./parameters.js";

export interface MultivariateNormalOptions extends ValidateOption {
  /** The means. */
  readonly loc?: Tensor;
  /** The covariance: symmetric and positive definite. */
  readonly covariance_matrix?: Tensor | null;
  /** The inverse of the covariance. */
  readonly precision_matrix?: Tensor | null;
  /** The lower triangular factor of the covariance. */
  readonly scale_tril?: Tensor | null;
}

const matrices = ["covariance_matrix", "precision_matrix", "scale_tril"] as const;

/**
 * Normal distributions of vectors with mean `loc` and one of three: a covariance, its inverse or its triangular factor. All
 * are broadcast. Throws for other numbers of matrices, and if they are not positive definite.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.multivariate_normal.MultivariateNormal
 */
export class MultivariateNormal extends Distribution {
  override has_rsample = true;
  /** The means, in the batch's and the event's shape. */
  declare readonly loc: Tensor;
  /** @internal The triangular factor, not expanded to the batch's shape. */
  readonly factor: Tensor;

  constructor(
    loc: Tensor | MultivariateNormalOptions,
    covariance_matrix?: Tensor | null | MultivariateNormalOptions,
    precision_matrix?: Tensor | null | MultivariateNormalOptions,
    scale_tril?: Tensor | null | MultivariateNormalOptions,
    validate_args?: boolean | null | MultivariateNormalOptions,
  ) {
    const names = ["loc", ...matrices, "validate_args"] as const;
    const args = [loc, covariance_matrix, precision_matrix, scale_tril, validate_args];
    const given = readArguments<MultivariateNormalOptions>("MultivariateNormal", names, args);
    if (given.loc === undefined) throw errors.missingArgument("MultivariateNormal.__init__", "loc");
    const center = tensorArgument("MultivariateNormal", "loc", given.loc);
    if (center.ndim < 1) throw errors.meansDimension();
    const [name, ...others] = matrices.filter((matrix) => (given[matrix] ?? null) !== null);
    if (name === undefined || others.length > 0) throw errors.oneMatrix();
    const matrix = tensorArgument("MultivariateNormal", name, given[name]);
    if (matrix.ndim < 2) throw errors.matrixDimensions(name === "scale_tril" ? "scale_tril matrix" : name);
    const batch = broadcastShapes(matrix.shape.slice(0, -2), center.shape.slice(0, -1));
    const mean = center.expand([...batch, -1]);
    super(batch, mean.shape.slice(-1));
    own(this, { [name]: matrix.expand([...batch, -1, -1]), loc: mean });
    this.checkParameters(given.validate_args);
    this.factor = factorOf(name, matrix);
  }

  /** The lower triangular factor of the covariance. */
  get scale_tril(): Tensor {
    return lazily(this, "scale_tril", () => this.expanded(this.factor));
  }

  /** The covariance. */
  get covariance_matrix(): Tensor {
    return lazily(this, "covariance_matrix", () => this.expanded(this.factor.matmul(this.factor.mT)));
  }

  /** The inverse of the covariance. */
  get precision_matrix(): Tensor {
    return lazily(this, "precision_matrix", () => this.expanded(cholesky_inverse(this.factor)));
  }

  get arg_constraints(): Readonly<Record<"loc" | (typeof matrices)[number], Constraint>> {
    return {
      loc: real_vector,
      covariance_matrix: positive_definite,
      precision_matrix: positive_definite,
      scale_tril: lower_cholesky,
    };
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
    return this.factor
      .pow(2)
      .sum(-1)
      .expand([...this.batch_shape, ...this.event_shape]);
  }

  expand(batch_shape: readonly number[]): this {
    const size = this.event_shape[0]!;
    const withMean = this.withExpanded(batch_shape, ["loc"], [size]);
    const wide = this.withExpanded(batch_shape, matrices, [size, size]);
    return own(wide, { loc: withMean.loc });
  }

  override entropy(): Tensor {
    const constant = 0.5 * this.event_shape[0]! * (1 + Math.log(2 * Math.PI));
    const entropy = logDeterminant(this.factor).add(constant);
    return this.batch_shape.length === 0 ? entropy : entropy.expand(this.batch_shape);
  }

  protected override isComputed(): boolean {
    return true;
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    const numbers = empty(shape, { dtype: this.loc.dtype }).normal_();
    return this.loc.add(timesVector(this.factor, numbers));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const distance = mahalanobis(this.factor, (value as Tensor).sub(this.loc));
    const constant = this.event_shape[0]! * Math.log(2 * Math.PI);
    return distance.add(constant).mul(-0.5).sub(logDeterminant(this.factor));
  }

  private expanded(matrix: Tensor): Tensor {
    return matrix.expand([...this.batch_shape, ...this.event_shape, ...this.event_shape]);
  }
}

function factorOf(name: (typeof matrices)[number], matrix: Tensor): Tensor {
  if (name === "scale_tril") return matrix;
  return name === "covariance_matrix" ? linalg.cholesky(matrix) : factorOfInverse(matrix);
}

/** The lower factor of a matrix, from its inverse: by the factor of that, with rows and columns in reverse. */
function factorOfInverse(matrix: Tensor): Tensor {
  const upper = linalg
    .cholesky(matrix.flip([-2, -1]))
    .flip([-2, -1])
    .transpose(-2, -1);
  return linalg.solve_triangular(upper, eye(matrix.size(-1), { dtype: matrix.dtype }), { upper: false });
}
