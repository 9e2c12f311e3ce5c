import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { broadcastShapes } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { positive, type Constraint } from "../constraints.js";
import { broadcastAll, type Parameter } from "../parameters.js";
import { Transform, type CacheOption } from "./transform.js";

export interface PowerTransformOptions extends CacheOption {
  /** The exponent. */
  readonly exponent?: Parameter;
}

/**
 * x to the power of an exponent.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.PowerTransform
 */
export class PowerTransform extends Transform {
  override bijective = true;
  /** The exponent. */
  readonly exponent: Tensor;

  constructor(exponent: Parameter | PowerTransformOptions, cache_size?: number | PowerTransformOptions) {
    const args = [exponent, cache_size];
    const given = readArguments<PowerTransformOptions>("PowerTransform", ["exponent", "cache_size"], args);
    if (given.exponent === undefined) throw errors.missingArgument("PowerTransform.__init__", "exponent");
    super(given.cache_size);
    [this.exponent] = broadcastAll(given.exponent) as [Tensor];
  }

  get domain(): Constraint {
    return positive;
  }

  get codomain(): Constraint {
    return positive;
  }

  override get sign(): Tensor {
    return this.exponent.sign();
  }

  override log_abs_det_jacobian(x: Tensor, y: Tensor): Tensor {
    return this.exponent.mul(y).div(x).abs().log();
  }

  override forward_shape(shape: readonly number[]): readonly number[] {
    return broadcastShapes(shape, this.exponent.shape);
  }

  override inverse_shape(shape: readonly number[]): readonly number[] {
    return this.forward_shape(shape);
  }

  /** @internal */
  override equals(other: Transform): boolean {
    return this.isAlike(other) && Boolean(this.exponent.eq(other.exponent).all().item());
  }

  protected forward(x: Tensor): Tensor {
    return x.pow(this.exponent);
  }

  protected inverse(y: Tensor): Tensor {
    return y.pow(this.exponent.reciprocal());
  }

  protected override settings(): readonly unknown[] {
    return [this.exponent];
  }
}
