import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { elementCount, sameShape } from "../../shape.js";
import { Size } from "../../size.js";
import type { Tensor } from "../../tensor.js";
import { independent, real, type Constraint } from "../constraints.js";
import { Transform, type CacheOption } from "./transform.js";

export interface ReshapeTransformOptions extends CacheOption {
  /** The last dimensions before. */
  readonly in_shape?: readonly number[];
  /** The last dimensions after. */
  readonly out_shape?: readonly number[];
}

/**
 * Brings the last dimensions to another shape. Throws if that has not as many elements.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.ReshapeTransform
 */
export class ReshapeTransform extends Transform {
  override bijective = true;
  /** The last dimensions before. */
  readonly in_shape: readonly number[];
  /** The last dimensions after. */
  readonly out_shape: readonly number[];

  constructor(
    in_shape: readonly number[] | ReshapeTransformOptions,
    out_shape?: readonly number[] | ReshapeTransformOptions,
    cache_size?: number | ReshapeTransformOptions,
  ) {
    const names = ["in_shape", "out_shape", "cache_size"] as const;
    const args = [in_shape, out_shape, cache_size];
    const given = readArguments<ReshapeTransformOptions>("ReshapeTransform", names, args);
    if (given.in_shape === undefined) throw errors.missingArgument("ReshapeTransform.__init__", "in_shape");
    if (given.out_shape === undefined) throw errors.missingArgument("ReshapeTransform.__init__", "out_shape");
    if (elementCount(given.in_shape) !== elementCount(given.out_shape)) throw errors.reshapedElements();
    super(given.cache_size);
    this.in_shape = Size(given.in_shape);
    this.out_shape = Size(given.out_shape);
  }

  get domain(): Constraint {
    return independent(real, this.in_shape.length);
  }

  get codomain(): Constraint {
    return independent(real, this.out_shape.length);
  }

  override log_abs_det_jacobian(x: Tensor, _y: Tensor): Tensor {
    return x.new_zeros(x.shape.slice(0, x.ndim - this.in_shape.length));
  }

  override forward_shape(shape: readonly number[]): readonly number[] {
    return exchanged(shape, this.in_shape, this.out_shape);
  }

  override inverse_shape(shape: readonly number[]): readonly number[] {
    return exchanged(shape, this.out_shape, this.in_shape);
  }

  protected forward(x: Tensor): Tensor {
    return x.reshape([...x.shape.slice(0, x.ndim - this.in_shape.length), ...this.out_shape]);
  }

  protected inverse(y: Tensor): Tensor {
    return y.reshape([...y.shape.slice(0, y.ndim - this.out_shape.length), ...this.in_shape]);
  }

  protected override settings(): readonly unknown[] {
    return [this.in_shape, this.out_shape];
  }
}

function exchanged(shape: readonly number[], from: readonly number[], to: readonly number[]): readonly number[] {
  if (shape.length < from.length) throw errors.tooFewDimensions();
  const first = shape.length - from.length;
  const last = Size(shape.slice(first));
  if (!sameShape(last, from)) throw errors.reshapedShape(String(last), String(from));
  return [...shape.slice(0, first), ...to];
}
