import { finfo } from "../../dtypeFunctions.js";
import { softplus } from "../../nn/functional/activations.js";
import { sub } from "../../ops/arithmetic.js";
import type { Tensor } from "../../tensor.js";
import { positive, real, unit_interval, type Constraint } from "../constraints.js";
import { signedUnit } from "../regions/intervals.js";
import { Transform } from "./transform.js";

/** Transforms of all numbers, each on its own, that grow. */
abstract class GrowingTransform extends Transform {
  override bijective = true;

  get domain(): Constraint {
    return real;
  }

  override get sign(): number {
    return 1;
  }

  /** @internal */
  override equals(other: Transform): boolean {
    return this.isAlike(other);
  }
}

/**
 * exp(x).
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.ExpTransform
 */
export class ExpTransform extends GrowingTransform {
  get codomain(): Constraint {
    return positive;
  }

  override log_abs_det_jacobian(x: Tensor, _y: Tensor): Tensor {
    return x;
  }

  protected forward(x: Tensor): Tensor {
    return x.exp();
  }

  protected inverse(y: Tensor): Tensor {
    return y.log();
  }
}

/**
 * 1 / (1 + exp(−x)), kept away from 0 and 1.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.SigmoidTransform
 */
export class SigmoidTransform extends GrowingTransform {
  get codomain(): Constraint {
    return unit_interval;
  }

  override log_abs_det_jacobian(x: Tensor, _y: Tensor): Tensor {
    return softplus(x.neg()).neg().sub(softplus(x));
  }

  protected forward(x: Tensor): Tensor {
    return clippedSigmoid(x);
  }

  protected inverse(y: Tensor): Tensor {
    const inside = insideOfUnit(y);
    return inside.log().sub(inside.neg().log1p());
  }
}

/**
 * log(1 + exp(x)).
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.SoftplusTransform
 */
export class SoftplusTransform extends GrowingTransform {
  get codomain(): Constraint {
    return positive;
  }

  override log_abs_det_jacobian(x: Tensor, _y: Tensor): Tensor {
    return softplus(x.neg()).neg();
  }

  protected forward(x: Tensor): Tensor {
    return softplus(x);
  }

  protected inverse(y: Tensor): Tensor {
    return y.neg().expm1().neg().log().add(y);
  }
}

/**
 * tanh(x). With a cache the inverse does not lose the numbers that are rounded to 1.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.TanhTransform
 */
export class TanhTransform extends GrowingTransform {
  get codomain(): Constraint {
    return signedUnit;
  }

  override log_abs_det_jacobian(x: Tensor, _y: Tensor): Tensor {
    return sub(Math.LN2, x)
      .sub(softplus(x.mul(-2)))
      .mul(2);
  }

  protected forward(x: Tensor): Tensor {
    return x.tanh();
  }

  protected inverse(y: Tensor): Tensor {
    return y.atanh();
  }
}

/**
 * |x|, whose inverse is taken to be what is not negative.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.AbsTransform
 */
export class AbsTransform extends Transform {
  get domain(): Constraint {
    return real;
  }

  get codomain(): Constraint {
    return positive;
  }

  /** @internal */
  override equals(other: Transform): boolean {
    return this.isAlike(other);
  }

  protected forward(x: Tensor): Tensor {
    return x.abs();
  }

  protected inverse(y: Tensor): Tensor {
    return y;
  }
}

/** @internal */
export function clippedSigmoid(x: Tensor): Tensor {
  return insideOfUnit(x.sigmoid());
}

function insideOfUnit(x: Tensor): Tensor {
  const { tiny, eps } = finfo(x.dtype);
  return x.clamp(tiny, 1 - eps);
}
