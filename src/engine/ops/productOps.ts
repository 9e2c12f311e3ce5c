import { bool } from "../dtype.js";
import * as errors from "../errors.js";
import { inserted } from "../kernels/inserted.js";
import { kernels, type View } from "../kernels/kernels.js";
import type { Shape } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { tangentToMultiply } from "./tangentToMultiply.js";
import { asZeroTensor, isZeroTensor } from "../zeroTensors.js";
import { apply } from "./dispatch.js";
import { constantly, sample, type CallInfo, type Op, type Sample } from "./op.js";

interface BilinearSpec {
  readonly name: string;
  readonly gradFn: string;
  readonly formulas: readonly [string, string];
  readonly samples: readonly Sample[];
  shape(x: Shape, y: Shape): Shape;
  /** Refuses dtypes, in PyTorch's words. */
  dtypes(x: Tensor, y: Tensor): void;
  /** The operands and the result as the batches of matrices that the kernel multiplies. */
  batches(x: Tensor, y: Tensor, out: Tensor): readonly [View, View, View];
  /** Whether the second gradient is made first: the operands' names are taken in the order of the alphabet. */
  readonly takesSecondFirst?: true;
  gradientOfX(g: Tensor, y: Tensor, info: CallInfo): Tensor;
  gradientOfY(g: Tensor, x: Tensor, info: CallInfo): Tensor;
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
      const shape = spec.shape(x.shape, y.shape);
      // PyTorch looks at nothing where batches make nothing, which has the dtype of the second.
      if (name === "bmm" && (shape.includes(0) || x.shape[2] === 0)) return [emptyTensor(shape, y.dtype)];
      const out = emptyTensor(shape, x.dtype);
      spec.dtypes(x, y);
      // Of a zero tensor PyTorch makes nothing in dot products alone.
      if (name.endsWith("dot") && operands.some(isZeroTensor)) return [asZeroTensor(out)];
      kernels.matmul(...spec.batches(x, y, out));
      return [out];
    },
    saves: ([ofX, ofY]) => [...(ofX ? (["y"] as const) : []), ...(ofY ? (["x"] as const) : [])],
    vjp([g], { x, y }, info, [ofX, ofY]) {
      const byY = (): Tensor | null => (ofY ? spec.gradientOfY(g!, x, info) : null);
      const byX = (): Tensor | null => (ofX ? spec.gradientOfX(g!, y as Tensor, info) : null);
      if (!spec.takesSecondFirst) return [byX(), byY()];
      const ofSecond = byY();
      return [byX(), ofSecond];
    },
    jvp([ofX, ofY], { x, y }) {
      const [tangentOfX, tangentOfY] = name.endsWith("dot")
        ? [ofX, ofY]
        : [tangentToMultiply(ofX, y), tangentToMultiply(ofY, x)];
      const first = tangentOfX ? apply(op, tangentOfX, y) : null;
      const second = tangentOfY ? apply(op, x, tangentOfY) : null;
      return [first !== null && second !== null ? first.add(second) : (first ?? second)];
    },
  };
  return op;
}

/** There is a kernel for bools where there is nothing to multiply. */
function refuseBools(kernel: string, x: Tensor, y: Tensor): void {
  if (x.dtype === bool && x.numel() > 0 && y.numel() > 0) throw errors.notImplementedFor(kernel, x.dtype.label);
}

export const mmOp: Op = bilinear({
  name: "mm",
  gradFn: "MmBackward0",
  takesSecondFirst: true,
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
  dtypes(x, y) {
    if (x.dtype !== y.dtype) throw errors.matrixDtypes(x.dtype.name, y.dtype.name);
    refuseBools("addmm_impl_cpu_", x, y);
  },
  batches: (x, y, out) => [inserted(x, 0), inserted(y, 0), inserted(out, 0)],
  gradientOfX: (g, y, info) => gradientOfLeft(g, y, 0, info),
  gradientOfY: (g, x, info) => gradientOfRight(g, x, 1, info),
});

/** The gradient of the left one of two factors, which is at that place of the operands; it lies as the factor did. */
export function gradientOfLeft(g: Tensor, right: Tensor, place: number, info: CallInfo): Tensor {
  return liesByColumns(place, info) ? right.mm(g.t()).t() : g.mm(right.t());
}

/** The gradient of the right one of two factors, likewise. */
export function gradientOfRight(g: Tensor, left: Tensor, place: number, info: CallInfo): Tensor {
  return liesByColumns(place, info) ? g.t().mm(left).t() : left.t().mm(g);
}

function liesByColumns(operand: number, info: CallInfo): boolean {
  const [down, across] = info.stridesOf(operand);
  return down === 1 && across === info.shapeOf(operand)[0];
}

export const mvOp: Op = bilinear({
  name: "mv",
  gradFn: "MvBackward0",
  formulas: ["outer(g, y)", "x.T @ g"],
  samples: [sample([[2, 3], [3]])],
  shape(x, y) {
    if (x.length === 0) throw errors.dimensionOfScalar(0);
    if (x.length !== 2 || y.length !== 1) throw errors.addmvRanks(1, x.length, y.length);
    if (x[1] !== y[0]) throw errors.matrixTimesVector(x, y);
    return [x[0]!];
  },
  dtypes(x, y) {
    if (x.dtype !== y.dtype) throw errors.addmvDtypes(y.dtype.label, x.dtype.label, y.dtype.label);
    refuseBools("addmv_impl_cpu", x, y);
  },
  batches: (x, y, out) => [inserted(x, 0), inserted(inserted(y, 0), 2), inserted(inserted(out, 0), 2)],
  gradientOfX: (g, y) => g.unsqueeze(1).mul(y),
  gradientOfY: (g, x) => x.t().mv(g),
});

export const dotOp: Op = dotProduct("dot", "DotBackward0");
export const vdotOp: Op = dotProduct("vdot", "VdotBackward0");

function dotProduct(name: string, gradFn: string): Op {
  return bilinear({
    name,
    gradFn,
    formulas: ["g*y", "g*x"],
    samples: [sample([[3], [3]])],
    shape(x, y) {
      if (x.length !== 1 || y.length !== 1) throw errors.dotOfOtherRank(x.length, y.length);
      return [];
    },
    dtypes(x, y) {
      if (x.dtype !== y.dtype) throw errors.dotDtypes(x.dtype.label, y.dtype.label);
      if (x.numel() !== y.numel()) throw errors.dotSizes(x.numel(), y.numel());
      if (x.dtype === bool) throw errors.notImplementedFor("dot", x.dtype.label);
    },
    batches: (x, y, out) => [
      inserted(inserted(x, 0), 0),
      inserted(inserted(y, 0), 2),
      inserted(inserted(inserted(out, 0), 0), 0),
    ],
    gradientOfX: (g, y) => g.mul(y),
    gradientOfY: (g, x) => g.mul(x),
  });
}

export const bmmOp: Op = bilinear({
  name: "bmm",
  gradFn: "BmmBackward0",
  takesSecondFirst: true,
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
  dtypes(x, y) {
    refuseBools("bmm", x, y);
    if (x.dtype !== y.dtype) throw errors.scalarTypes(x.dtype.label, y.dtype.label);
  },
  batches: (x, y, out) => [x, y, out],
  gradientOfX: (g, y) => g.bmm(y.transpose(1, 2)),
  gradientOfY: (g, x) => x.transpose(1, 2).bmm(g),
});
