import * as errors from "../../errors.js";
import { finfo } from "../../dtypeFunctions.js";
import * as linalg from "../../linalg.js";
import { pad } from "../../nn/functional/padding.js";
import { softplus } from "../../nn/functional/activations.js";
import { sub } from "../../ops/arithmetic.js";
import { eye } from "../../ranges.js";
import type { Tensor } from "../../tensor.js";
import {
  corr_cholesky,
  independent,
  lower_cholesky,
  positive_definite,
  real,
  real_vector,
  type Constraint,
} from "../constraints.js";
import { rowsOfTriangle, triangleOfRows } from "../triangles.js";
import { Transform } from "./transform.js";

/** Transforms of square matrices. */
abstract class OfMatrices extends Transform {
  get domain(): Constraint {
    return independent(real, 2);
  }

  /** @internal */
  override equals(other: Transform): boolean {
    return this.isAlike(other);
  }
}

/**
 * Matrices to triangular ones with a positive diagonal: what is above it is dropped.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.LowerCholeskyTransform
 */
export class LowerCholeskyTransform extends OfMatrices {
  get codomain(): Constraint {
    return lower_cholesky;
  }

  protected forward(x: Tensor): Tensor {
    return x.tril(-1).add(x.diagonal({ dim1: -2, dim2: -1 }).exp().diag_embed());
  }

  protected inverse(y: Tensor): Tensor {
    return y.tril(-1).add(y.diagonal({ dim1: -2, dim2: -1 }).log().diag_embed());
  }
}

/**
 * Matrices to positive definite ones.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.PositiveDefiniteTransform
 */
export class PositiveDefiniteTransform extends OfMatrices {
  get codomain(): Constraint {
    return positive_definite;
  }

  protected forward(x: Tensor): Tensor {
    const factor = new LowerCholeskyTransform()(x);
    return factor.matmul(factor.mT);
  }

  protected inverse(y: Tensor): Tensor {
    return new LowerCholeskyTransform().inv(linalg.cholesky(y));
  }
}

/**
 * Vectors of D·(D − 1)/2 numbers to Cholesky factors of D × D correlation matrices.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.CorrCholeskyTransform
 */
export class CorrCholeskyTransform extends Transform {
  override bijective = true;

  get domain(): Constraint {
    return real_vector;
  }

  get codomain(): Constraint {
    return corr_cholesky;
  }

  override log_abs_det_jacobian(x: Tensor, y: Tensor): Tensor {
    const left = sub(1, y.mul(y).cumsum(-1));
    const broken = rowsOfTriangle(left, -2).log().sum(-1).mul(0.5);
    const bounded = x
      .add(softplus(x.mul(-2)))
      .sub(Math.LN2)
      .sum(-1)
      .mul(-2);
    return broken.add(bounded);
  }

  override forward_shape(shape: readonly number[]): readonly number[] {
    if (shape.length < 1) throw errors.tooFewDimensions();
    const count = shape.at(-1)!;
    const size = Math.round(Math.sqrt(0.25 + 2 * count) + 0.5);
    if (Math.floor((size * (size - 1)) / 2) !== count) throw errors.notTriangular();
    return [...shape.slice(0, -1), size, size];
  }

  override inverse_shape(shape: readonly number[]): readonly number[] {
    if (shape.length < 2) throw errors.tooFewDimensions();
    const [rows, columns] = shape.slice(-2) as [number, number];
    if (rows !== columns) throw errors.notSquareEvent();
    return [...shape.slice(0, -2), (rows * (rows - 1)) / 2];
  }

  protected forward(x: Tensor): Tensor {
    const { eps } = finfo(x.dtype);
    const lower = triangleOfRows(x.tanh().clamp(-1 + eps, 1 - eps), -1);
    const left = sub(1, lower.pow(2)).sqrt().cumprod(-1);
    const size = lower.size(-1);
    return lower.add(eye(size, { dtype: lower.dtype })).mul(pad(left.narrow(-1, 0, size - 1), [1, 0], { value: 1 }));
  }

  protected inverse(y: Tensor): Tensor {
    const left = sub(1, y.mul(y).cumsum(-1));
    const before = pad(left.narrow(-1, 0, left.size(-1) - 1), [1, 0], { value: 1 });
    const bounded = rowsOfTriangle(y, -1).div(rowsOfTriangle(before, -1).sqrt());
    return bounded.log1p().sub(bounded.neg().log1p()).div(2);
  }
}
