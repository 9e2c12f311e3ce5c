import { flagArgument, refuseMore } from "../arguments.js";
import { isRecording } from "../autograd/gradMode.js";
import { byName, methodByName } from "../callByName.js";
import { fillWithManyElements } from "../errors.js";
import { asFirst } from "../layout.js";
import { checkNumber } from "../storage.js";
import {
  converted,
  convertedAlike,
  emptyLike,
  emptyTensor,
  filledTensor,
  isTensor,
  zerosLike,
} from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { apply, call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { checkWritable, inPlace } from "./inPlace.js";
import { linear } from "./linear.js";
import { noAttributes, sample, type Operand, type Op, type Value } from "./op.js";
import { operandArgument, tensorArgument } from "./operands.js";

/**
 * A copy that gradients pass through and that lies in memory as input does, but without gaps.
 * https://docs.pytorch.org/docs/stable/generated/torch.clone.html
 */
export function clone(input: Tensor): Tensor {
  const named = byName(clone, "clone(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("clone", "input", input);
  return isCopiedUnasked(x) ? emptyLike(x, x.dtype).copy_(x) : apply(cloneOp, x);
}

/** A contiguous copy that gradients pass through. */
export function cloneInRows(x: Tensor): Tensor {
  return isCopiedUnasked(x)
    ? emptyTensor(x.shape, x.dtype).copy_(x)
    : call(cloneOp, [x], { memory_format: "contiguous" });
}

/** Of what inference mode made PyTorch's autograd is asked only when it is written to the memory of its copy. */
export function isCopiedUnasked(x: Tensor): boolean {
  return x.inference && x.requires_grad && isRecording();
}

/**
 * A number or a 0-d tensor in the shape and the dtype of a tensor. Throws for a value with dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fill_.html
 */
export function fill(input: Tensor, value: Value): Tensor {
  const named = byName(fill, "fill(input, value)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("fill", "input", input);
  const filling = operandArgument("fill", "value", value);
  if (typeof value === "boolean") return apply(fillOp, x, Number(value));
  if (typeof filling === "number") {
    checkNumber(x.dtype, filling, false);
    return apply(fillOp, x, filling);
  }
  if (filling.ndim > 0) throw fillWithManyElements(filling.ndim);
  return apply(fillTensorOp, x, filling);
}

/** Tensor methods and ops of this family. */
export default class CopyMethods {
  /** @internal */
  static get ops() {
    return { clone: cloneOp, zero: zeroOp, fill: fillOp, fill_tensor: fillTensorOp, copy: copyOp };
  }

  /**
   * A copy that gradients pass through and that lies in memory as this tensor does, but without gaps.
   * https://docs.pytorch.org/docs/stable/generated/torch.clone.html
   */
  clone(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("clone", 0, arguments);
    return clone(this);
  }

  /**
   * This tensor if its elements lie in row-major order, else a copy in which they do.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.contiguous.html
   */
  contiguous(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("contiguous", 0, arguments);
    return this.is_contiguous() ? this : cloneInRows(this);
  }

  /**
   * Sets all elements to 0 in place. Throws for a leaf that requires grad outside `no_grad`.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.zero_.html
   */
  zero_(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("zero_", 0, arguments);
    return inPlace(zeroOp, this, [], noAttributes);
  }

  /**
   * Sets all elements to a number or a 0-d tensor in place. Throws as `zero_` does, and for a value with dimensions.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fill_.html
   */
  fill_(this: Tensor, value: Value): Tensor {
    const named = methodByName(this, "fill_(value)", arguments);
    if (named !== null) return named.result;
    const filling = operandArgument("fill_", "value", value, this);
    checkWritable(this, filling);
    if (typeof filling === "number") checkNumber(this.dtype, filling, false);
    if (typeof filling === "number") return inPlace(fillOp, this, [filling], noAttributes);
    if (filling.ndim > 0) throw fillWithManyElements(filling.ndim);
    // One number is read before anything is written over it.
    const apart = filling.storage === this.storage ? filling.clone() : filling;
    return inPlace(fillTensorOp, this, [apart], noAttributes);
  }

  /**
   * Overwrites this tensor with another one's elements, broadcast and converted. Throws as `zero_` does, and if the
   * shapes do not broadcast.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.copy_.html
   */
  copy_(this: Tensor, other: Operand, non_blocking?: boolean): Tensor {
    const named = methodByName(this, "copy_(other, non_blocking)", arguments);
    if (named !== null) return named.result;
    flagArgument("copy_", "non_blocking", non_blocking, false);
    const from = operandArgument("copy_", "other", other);
    return inPlace(copyOp, this, [isTensor(from) ? from : filledTensor([], from, this.dtype)], noAttributes);
  }
}

const cloneOp: Op = linear({
  name: "clone",
  gradFn: "CloneBackward0",
  samples: [sample([[2, 3]])],
  shape: (shape) => shape,
  forward: (x, { memory_format }) => (memory_format === "contiguous" ? converted : convertedAlike)(x, x.dtype),
  transpose: (g) => g,
});

const zeroOp: Op = elementwise({
  name: "zero",
  of: () => 0,
  mayRepeat: true,
  derivatives: [d("0", [], zerosLike)],
  result: "first",
  samples: [sample([[2, 3]])],
});

const fillOp: Op = elementwise({
  name: "fill",
  layout: asFirst,
  gradFn: ({ inplace }) => (inplace === true ? "FillBackward2" : "FillBackward0"),
  of: (_, y) => y,
  mayRepeat: true,
  derivatives: [d("0", [], zerosLike)],
  result: "first",
  samples: [sample([[2, 3]], { scalars: [0.7] })],
});

const fillTensorOp: Op = elementwise({
  name: "fill_tensor",
  layout: asFirst,
  gradFn: ({ inplace }) => (inplace === true ? "FillBackward3" : "FillBackward1"),
  of: (_, y) => y,
  derivatives: [d("0", [], zerosLike), d("1", [], (g) => g)],
  result: "first",
  samples: [sample([[2, 3], []])],
});

const copyOp: Op = elementwise({
  name: "copy",
  gradFn: "torch::autograd::CopyBackwards",
  of: (_, y) => y,
  derivatives: [d("0", [], zerosLike), d("1", [], (g) => g)],
  tangent: ([, ofOther]) => ofOther?.clone() ?? null,
  result: "first",
  samples: [
    sample([
      [2, 3],
      [2, 3],
    ]),
    sample([[2, 3], [3]]),
  ],
});
