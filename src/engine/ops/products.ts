import type { AfterInput } from "./afterInput.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { about } from "../failedCall.js";
import { broadcastShapes, elementCount } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { apply, call } from "./dispatch.js";
import { tensorArgument } from "./operands.js";
import { bmmOp, dotOp, mmOp, mvOp, vdotOp } from "./productOps.js";
import DimensionMethods from "./dimensions.js";
import { unsafeView } from "./unsafeView.js";

/**
 * The matrix product: of two vectors their dot product, with a vector the matrix-vector product, of more than two
 * dimensions a batch of products, broadcast. Throws where the inner sizes differ, and for 0-d tensors.
 * https://docs.pytorch.org/docs/stable/generated/torch.matmul.html
 */
export function matmul(input: Tensor, other: Tensor): Tensor {
  const named = byName(matmul, "matmul(input, other)", arguments);
  if (named !== null) return named.result;
  const [x, y] = [tensorArgument("matmul", "input", input), tensorArgument("matmul", "other", other)];
  if (x.ndim === 0 || y.ndim === 0) throw about(errors.matmulOfScalars("matmul", x.ndim, y.ndim), x, y);
  if (x.ndim === 1 && y.ndim === 1) return apply(dotOp, x, y);
  if (x.ndim === 2 && y.ndim === 1) return apply(mvOp, x, y);
  if (x.ndim === 1 && y.ndim === 2) {
    // PyTorch takes the dimension out in place, which is another backward node.
    return call(DimensionMethods.ops.squeeze, [apply(mmOp, x.unsqueeze(0), y)], { dim: 0, inplace: true });
  }
  if (x.ndim === 2 && y.ndim === 2) return apply(mmOp, x, y);
  const [a, b] = withoutBatchOfOne(x, y);
  return canFold(a, b) ? foldedProduct(a, b) : batchedProduct(a, b);
}

/**
 * The product of two matrices. Throws for other than two dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.mm.html
 */
export function mm(input: Tensor, mat2: Tensor): Tensor {
  const named = byName(mm, "mm(input, mat2)", arguments);
  if (named !== null) return named.result;
  return apply(mmOp, tensorArgument("mm", "input", input), tensorArgument("mm", "mat2", mat2));
}

/**
 * The product of a matrix and a vector.
 * https://docs.pytorch.org/docs/stable/generated/torch.mv.html
 */
export function mv(input: Tensor, vec: Tensor): Tensor {
  const named = byName(mv, "mv(input, vec)", arguments);
  if (named !== null) return named.result;
  return apply(mvOp, tensorArgument("mv", "input", input), tensorArgument("mv", "vec", vec));
}

/**
 * The dot product of two vectors.
 * https://docs.pytorch.org/docs/stable/generated/torch.dot.html
 */
export function dot(input: Tensor, tensor: Tensor): Tensor {
  const named = byName(dot, "dot(input, tensor)", arguments);
  if (named !== null) return named.result;
  return apply(dotOp, tensorArgument("dot", "input", input), tensorArgument("dot", "tensor", tensor));
}

/**
 * The dot product of two vectors: `dot`, for there are no complex numbers here.
 * https://docs.pytorch.org/docs/stable/generated/torch.vdot.html
 */
export function vdot(input: Tensor, other: Tensor): Tensor {
  const named = byName(vdot, "vdot(input, other)", arguments);
  if (named !== null) return named.result;
  return apply(vdotOp, tensorArgument("vdot", "input", input), tensorArgument("vdot", "other", other));
}

/**
 * The products of two batches of matrices, [b, n, m] × [b, m, p].
 * https://docs.pytorch.org/docs/stable/generated/torch.bmm.html
 */
export function bmm(input: Tensor, mat2: Tensor): Tensor {
  const named = byName(bmm, "bmm(input, mat2)", arguments);
  if (named !== null) return named.result;
  return apply(bmmOp, tensorArgument("bmm", "input", input), tensorArgument("bmm", "mat2", mat2));
}

/** Tensor methods and ops of this family. */
export default class ProductMethods {
  /** @internal */
  static get ops() {
    return { mm: mmOp, mv: mvOp, dot: dotOp, vdot: vdotOp, bmm: bmmOp };
  }

  /**
   * The matrix product with another tensor, batched and broadcast for more than two dimensions. Throws where the inner
   * sizes differ, and for 0-d tensors.
   * https://docs.pytorch.org/docs/stable/generated/torch.matmul.html
   */
  matmul(this: Tensor, ...rest: AfterInput<typeof matmul>): Tensor {
    return matmul(this, ...rest);
  }

  /** The product of two matrices. https://docs.pytorch.org/docs/stable/generated/torch.mm.html */
  mm(this: Tensor, ...rest: AfterInput<typeof mm>): Tensor {
    return mm(this, ...rest);
  }

  /** The product of a matrix and a vector. https://docs.pytorch.org/docs/stable/generated/torch.mv.html */
  mv(this: Tensor, ...rest: AfterInput<typeof mv>): Tensor {
    return mv(this, ...rest);
  }

  /** The dot product of two vectors. https://docs.pytorch.org/docs/stable/generated/torch.dot.html */
  dot(this: Tensor, ...rest: AfterInput<typeof dot>): Tensor {
    return dot(this, ...rest);
  }

  /** The dot product of two vectors. https://docs.pytorch.org/docs/stable/generated/torch.vdot.html */
  vdot(this: Tensor, ...rest: AfterInput<typeof vdot>): Tensor {
    return vdot(this, ...rest);
  }

  /** The products of two batches of matrices. https://docs.pytorch.org/docs/stable/generated/torch.bmm.html */
  bmm(this: Tensor, ...rest: AfterInput<typeof bmm>): Tensor {
    return bmm(this, ...rest);
  }
}

/** Of two batches one that has a single matrix and wants its gradient is that matrix. */
function withoutBatchOfOne(x: Tensor, y: Tensor): readonly [Tensor, Tensor] {
  if (x.ndim !== 3 || y.ndim !== 3 || x.shape[0] === y.shape[0]) return [x, y];
  if (y.shape[0] === 1 && y.requires_grad) return [x, y.squeeze(0)];
  return x.shape[0] === 1 && x.requires_grad ? [x.squeeze(0), y] : [x, y];
}

/**
 * Whether PyTorch makes one matrix of the batch, rather than repeat the other operand: it decides which backward nodes
 * the script sees.
 */
function canFold(x: Tensor, y: Tensor): boolean {
  const [large, small] = x.ndim >= y.ndim ? [x, y] : [y.mT.detach(), x];
  if (large.ndim < 3 || small.ndim > 2) return false;
  if (small.requires_grad) return true;
  if (x.ndim === 2) return false;
  if (large.numel() === 0) return true;
  return large.shape
    .slice(0, -2)
    .every((_, dim) => large.strides[dim] === large.strides[dim + 1]! * large.shape[dim + 1]!);
}

function foldedProduct(x: Tensor, y: Tensor): Tensor {
  const largeFirst = x.ndim >= y.ndim;
  const large = largeFirst ? x : y.mT;
  const small = largeFirst ? y : x.ndim === 2 ? x.t() : x;
  const outer = large.shape.slice(0, -1);
  const folded = large.reshape([elementCount(outer), large.shape.at(-1)!]);
  if (small.ndim === 1) return unsafeView(folded.mv(small), outer);
  const product = unsafeView(folded.mm(small), [...outer, small.shape[1]!]);
  return largeFirst ? product : product.mT.contiguous();
}

function batchedProduct(x: Tensor, y: Tensor): Tensor {
  const batch = broadcastShapes(x.shape.slice(0, -2), y.shape.slice(0, -2));
  const rows = x.ndim > 1 ? x.shape.at(-2)! : 1;
  const [innerX, innerY] = [x.shape.at(-1)!, y.ndim > 1 ? y.shape.at(-2)! : y.shape[0]!];
  const count = elementCount(batch);
  const first = x.expand([...batch, rows, innerX]).reshape([count, rows, innerX]);
  if (y.ndim === 1) {
    const vectors = y
      .expand([...batch, innerY])
      .reshape([count, innerY])
      .unsqueeze(2);
    return unsafeView(first.bmm(vectors).squeeze(-1), [...batch, rows]);
  }
  const columns = y.shape.at(-1)!;
  const second = y.expand([...batch, innerY, columns]).reshape([count, innerY, columns]);
  return unsafeView(first.bmm(second), x.ndim > 1 ? [...batch, rows, columns] : [...batch, columns]);
}
