import { finfo } from "../../dtypeFunctions.js";
import * as errors from "../../errors.js";
import { ones } from "../../fills.js";
import { logsigmoid } from "../../nn/functional/activations.js";
import { pad } from "../../nn/functional/padding.js";
import { add, sub } from "../../ops/arithmetic.js";
import type { Tensor } from "../../tensor.js";
import { real_vector, simplex, type Constraint } from "../constraints.js";
import { clippedSigmoid } from "./elementTransforms.js";
import { Transform } from "./transform.js";

/** Transforms of vectors to those that sum up to 1. */
abstract class ToSimplex extends Transform {
  get domain(): Constraint {
    return real_vector;
  }

  get codomain(): Constraint {
    return simplex;
  }

  /** @internal */
  override equals(other: Transform): boolean {
    return this.isAlike(other);
  }

  override forward_shape(shape: readonly number[]): readonly number[] {
    if (shape.length < 1) throw errors.tooFewDimensions();
    return shape;
  }

  override inverse_shape(shape: readonly number[]): readonly number[] {
    if (shape.length < 1) throw errors.tooFewDimensions();
    return shape;
  }
}

/**
 * exp(x) divided by its sum: many vectors become the same one.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.SoftmaxTransform
 */
export class SoftmaxTransform extends ToSimplex {
  protected forward(x: Tensor): Tensor {
    const scaled = x.sub(x.max(-1, true)[0]).exp();
    return scaled.div(scaled.sum(-1, true));
  }

  protected inverse(y: Tensor): Tensor {
    return y.log();
  }
}

/**
 * Breaks a stick of length 1 where each number says, time after time from what is left: one part more than numbers.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.StickBreakingTransform
 */
export class StickBreakingTransform extends ToSimplex {
  override bijective = true;

  override log_abs_det_jacobian(x: Tensor, y: Tensor): Tensor {
    const moved = x.sub(partsLeft(x).log());
    return moved
      .neg()
      .add(logsigmoid(moved))
      .add(y.narrow(-1, 0, y.size(-1) - 1).log())
      .sum(-1);
  }

  override forward_shape(shape: readonly number[]): readonly number[] {
    const [last, ...others] = [...super.forward_shape(shape)].reverse();
    return [last! + 1, ...others].reverse();
  }

  override inverse_shape(shape: readonly number[]): readonly number[] {
    const [last, ...others] = [...super.inverse_shape(shape)].reverse();
    return [last! - 1, ...others].reverse();
  }

  protected forward(x: Tensor): Tensor {
    const broken = clippedSigmoid(x.sub(partsLeft(x).log()));
    const left = sub(1, broken).cumprod(-1);
    return pad(broken, [0, 1], { value: 1 }).mul(pad(left, [1, 0], { value: 1 }));
  }

  protected inverse(y: Tensor): Tensor {
    const first = y.narrow(-1, 0, y.size(-1) - 1);
    // What is left can be rounded to 0 or below it.
    const left = sub(1, first.cumsum(-1)).clamp({ min: finfo(y.dtype).tiny });
    return first.log().sub(left.log()).add(partsLeft(first).log());
  }
}

/** How many parts the rest of the stick is for, before each break. */
function partsLeft(x: Tensor): Tensor {
  const count = x.size(-1);
  return add(count + 1, ones([count], { dtype: x.dtype }).cumsum(-1).neg());
}
