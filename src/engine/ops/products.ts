import { bool } from "../dtype.js";
import * as errors from "../errors.js";
import { about } from "../failedCall.js";
import { inserted } from "../kernels/inserted.js";
import { kernels, type View } from "../kernels/kernels.js";
import { broadcastShapes, elementCount, type Shape } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { apply, call } from "./dispatch.js";
import { constantly, sample, type Op, type Sample } from "./op.js";
import { tensorArgument } from "./operands.js";
import DimensionMethods from "./dimensions.js";
import { unsafeView } from "./unsafeView.js";

/**
 * The matrix product: of two vectors their dot product, with a vector the matrix-vector product, of more than two
 * dimensions a batch of products, broadcast. Throws where the inner sizes differ, and for 0-d tensors.
 * https://docs.pytorch.org/docs/stable/generated/torch.matmul.html
 */
export function matmul(input: Tensor, other: Tensor): Tensor {
  const [x, y] = [tensorArgument("matmul", "input", input), tensorArgument("matmul", "other", other)];
  if (x.ndim === 0 || y.ndim === 0) throw about(errors.matmulOfScalars(x.ndim, y.ndim), x, y);
  if (x.ndim === 1 && y.ndim === 1) return apply(dotOp, x, y);
  if (x.ndim === 2 && y.ndim === 1) return apply(mvOp, x, y);
  if (x.ndim === 1 && y.ndim === 2) {
    // PyTorch takes the dimension out in place, which is another backward node.
    return call(DimensionMethods.ops.squeeze, [apply(mmOp, x.unsqueeze(0), y)], { dim: 0, inplace: true });
  }
  if (x.ndim === 2 && y.ndim === 2) return apply(mmOp, x, y);
  return canFold(x, y) ? foldedProduct(x, y) : batchedProduct(x, y);
}

/**
 * The product of two matrices. Throws for other than two dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.mm.html
 */
export function mm(input: Tensor, mat2: Tensor): Tensor {
  return apply(mmOp, tensorArgument("mm", "input", input), tensorArgument("mm", "mat2", mat2));
}

/**
 * The product of a matrix and a vector.
 * https://docs.pytorch.org/docs/stable/generated/torch.mv.html
 */
export function mv(input: Tensor, vec: Tensor): Tensor {
  return apply(mvOp, tensorArgument("mv", "input", input), tensorArgument("mv", "vec", vec));
}

/**
 * The dot product of two vectors.
 * https://docs.pytorch.org/docs/stable/generated/torch.dot.html
 */
export function dot(input: Tensor, tensor: Tensor): Tensor {
  return apply(dotOp, tensorArgument("dot", "input", input), tensorArgument("dot", "tensor", tensor));
}

/**
 * The dot product of two vectors: `dot`, for there are no complex numbers here.
 * https://docs.pytorch.org/docs/stable/generated/torch.vdot.html
 */
export function vdot(input: Tensor, other: Tensor): Tensor {
  return apply(vdotOp, tensorArgument("vdot", "input", input), tensorArgument("vdot", "other", other));
}

/**
 * The products of two batches of matrices, [b, n, m] × [b, m, p].
 * https://docs.pytorch.org/docs/stable/generated/torch.bmm.html
 */
export function bmm(input: Tensor, mat2: Tensor): Tensor {
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
  matmul(this: Tensor, other: Tensor): Tensor {
    return matmul(this, other);
  }

  /** The product of two matrices. https://docs.pytorch.org/docs/stable/generated/torch.mm.html */
  mm(this: Tensor, mat2: Tensor): Tensor {
    return mm(this, mat2);
  }

  /** The product of a matrix and a vector. https://docs.pytorch.org/docs/stable/generated/torch.mv.html */
  mv(this: Tensor, vec: Tensor): Tensor {
    return mv(this, vec);
  }

  /** The dot product of two vectors. https://docs.pytorch.org/docs/stable/generated/torch.dot.html */
  dot(this: Tensor, tensor: Tensor): Tensor {
    return dot(this, tensor);
  }

  /** The dot product of two vectors. https://docs.pytorch.org/docs/stable/generated/torch.vdot.html */
  vdot(this: Tensor, other: Tensor): Tensor {
    return vdot(this, other);
  }

  /** The products of two batches of matrices. https://docs.pytorch.org/docs/stable/generated/torch.bmm.html */
  bmm(this: Tensor, mat2: Tensor): Tensor {
    return bmm(this, mat2);
  }
}

interface BilinearSpec {
  readonly name: string;
  readonly gradFn: string;
  readonly formulas: readonly [string, string];
  readonly samples: readonly Sample[];
  shape(x: Shape, y: Shape): Shape;
  /** What PyTorch says to operands of two dtypes, and the kernel that it has not got for bools. */
  readonly dtypes: (x: string, y: string) => Error;
  readonly kernel: string;
  /** The operands and the result as the batches of matrices that the kernel multiplies. */
  batches(x: Tensor, y: Tensor, out: Tensor): readonly [View, View, View];
  gradientOfX(g: Tensor, y: Tensor): Tensor;
  gradientOfY(g: Tensor, x: Tensor): Tensor;
}

/** A product that is linear in each of its operands: its jvp is the sum of two products. */
function bilinear(spec: BilinearSpec): Op {
  const { name, gradFn, formulas, samples } = spec;
  const op: Op = {
    name,
    gradFn: constantly(gradFn),
    arity: 2,
    kind: "irregular",
    differentiable: true,
    formulas,
    samples,
    shape: ([x, y]) => [spec.shape(x!, y!)],
    forward(operands) {
      const [x, y] = operands as readonly [Tensor, Tensor];
      if (x.dtype !== y.dtype) throw spec.dtypes(x.dtype.label, y.dtype.label);
      if (x.dtype === bool) throw errors.notImplementedFor(spec.kernel, x.dtype.label);
      const out = emptyTensor(spec.shape(x.shape, y.shape), x.dtype);
      kernels.matmul(...spec.batches(x, y, out));
      return [out];
    },
    saves: ([ofX, ofY]) => [...(ofX ? (["y"] as const) : []), ...(ofY ? (["x"] as const) : [])],
    vjp: ([g], { x, y }, _info, [ofX, ofY]) => [
      ofX ? spec.gradientOfX(g!, y as Tensor) : null,
      ofY ? spec.gradientOfY(g!, x) : null,
    ],
    jvp([ofX, ofY], { x, y }) {
      const first = ofX ? apply(op, ofX, y) : null;
      const second = ofY ? apply(op, x, ofY) : null;
      return [first !== null && second !== null ? first.add(second) : (first ?? second)];
    },
  };
  return op;
}

const mmOp: Op = bilinear({
  name: "mm",
  gradFn: "MmBackward0",
  formulas: ["g @ y.T", "x.T @ g"],
  samples: [
    sample([
      [2, 3],
      [3, 4],
    ]),
  ],
  shape(x, y) {
    if (x.length !== 2) throw errors.notOfRank("self", "matrix");
    if (y.length !== 2) throw errors.notOfRank("mat2", "matrix");
    if (x[1] !== y[0]) throw errors.matrixShapes(x, y);
    return [x[0]!, y[1]!];
  },
  dtypes: errors.matrixDtypes,
  kernel: "addmm_impl_cpu_",
  batches: (x, y, out) => [inserted(x, 0), inserted(y, 0), inserted(out, 0)],
  gradientOfX: (g, y) => g.mm(y.t()),
  gradientOfY: (g, x) => x.t().mm(g),
});

const mvOp: Op = bilinear({
  name: "mv",
  gradFn: "MvBackward0",
  formulas: ["outer(g, y)", "x.T @ g"],
  samples: [sample([[2, 3], [3]])],
  shape(x, y) {
    if (x.length !== 2 || y.length !== 1) throw errors.addmvRanks(1, x.length, y.length);
    if (x[1] !== y[0]) throw errors.matrixTimesVector(x, y);
    return [x[0]!];
  },
  dtypes: (x, y) => errors.addmvDtypes(y, x, y),
  kernel: "addmv_impl_cpu",
  batches: (x, y, out) => [inserted(x, 0), inserted(inserted(y, 0), 2), inserted(inserted(out, 0), 2)],
  gradientOfX: (g, y) => g.unsqueeze(1).mul(y),
  gradientOfY: (g, x) => x.t().mv(g),
});

const dotOp: Op = dotProduct("dot", "DotBackward0");
const vdotOp: Op = dotProduct("vdot", "VdotBackward0");

function dotProduct(name: string, gradFn: string): Op {
  return bilinear({
    name,
    gradFn,
    formulas: ["g*y", "g*x"],
    samples: [sample([[3], [3]])],
    shape(x, y) {
      if (x.length !== 1 || y.length !== 1) throw errors.dotOfOtherRank(x.length, y.length);
      if (x[0] !== y[0]) throw errors.dotSizes(x[0]!, y[0]!);
      return [];
    },
    dtypes: errors.dotDtypes,
    kernel: "dot",
    batches: (x, y, out) => [
      inserted(inserted(x, 0), 0),
      inserted(inserted(y, 0), 2),
      inserted(inserted(inserted(out, 0), 0), 0),
    ],
    gradientOfX: (g, y) => g.mul(y),
    gradientOfY: (g, x) => g.mul(x),
  });
}

const bmmOp: Op = bilinear({
  name: "bmm",
  gradFn: "BmmBackward0",
  formulas: ["g @ y.mT", "x.mT @ g"],
  samples: [
    sample([
      [2, 2, 3],
      [2, 3, 4],
    ]),
  ],
  shape(x, y) {
    if (x.length !== 3) throw errors.notOfRank("batch1", "3D tensor");
    if (y.length !== 3) throw errors.notOfRank("batch2", "3D tensor");
    if (x[0] !== y[0] || x[2] !== y[1]) throw errors.batchShapes([x[0]!, x[2]!], [y[0]!, y[1]!]);
    return [x[0]!, x[1]!, y[2]!];
  },
  dtypes: errors.scalarTypes,
  kernel: "bmm",
  batches: (x, y, out) => [x, y, out],
  gradientOfX: (g, y) => g.bmm(y.transpose(1, 2)),
  gradientOfY: (g, x) => x.transpose(1, 2).bmm(g),
});

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
