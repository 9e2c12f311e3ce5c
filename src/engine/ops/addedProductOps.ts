import { isRecording } from "../autograd/gradMode.js";
import type { DType } from "../dtype.js";
import * as errors from "../errors.js";
import { inserted } from "../kernels/inserted.js";
import { kernels } from "../kernels/kernels.js";
import { promoteExpanded } from "../promotion.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { addedProduct, type Factors } from "./addedProduct.js";
import { sample, type Op, type Sample } from "./op.js";
import { gradientOfLeft, gradientOfRight } from "./productOps.js";
import { expandedShape } from "./viewGeometry.js";

export const addmmOp: Op<Factors> = addedProduct({
  name: "addmm",
  gradFn: "AddmmBackward0",
  formulas: ["g @ z.T", "y.T @ g"],
  samples: samplesOf([4], [2, 4], [2, 3], [3, 4]),
  shape(_, y, z) {
    if (y.length !== 2) throw errors.notOfRank("mat1", `matrix, got ${y.length}-D tensor`);
    if (z.length !== 2) throw errors.notOfRank("mat2", `matrix, got ${z.length}-D tensor`);
    if (y[1] !== z[0]) throw errors.matrixShapes(y, z);
    return [y[0]!, z[1]!];
  },
  refuse: dtypeOfAll,
  dtype: (x) => x.dtype,
  kernel: "addmm_impl_cpu_",
  leavesOut: true,
  multiply(y, z, product) {
    kernels.matmul(inserted(y, 0), inserted(z, 0), inserted(product, 0));
  },
  product: (y, z) => y.mm(z),
  gradientOfY: (g, z, info) => gradientOfLeft(g, z, 1, info),
  gradientOfZ: (g, y, info) => gradientOfRight(g, y, 2, info),
});

export const addbmmOp: Op<Factors> = addedProduct({
  name: "addbmm",
  gradFn: "AddbmmBackward0",
  formulas: ["g @ z.mT", "y.mT @ g"],
  samples: samplesOf([4], [2, 4], [2, 2, 3], [2, 3, 4]),
  shape(_, y, z) {
    checkBatches(y.length, z.length);
    if (y[0] !== z[0]) throw errors.batchCounts(y[0]!, z[0]!);
    if (y[2] !== z[1]) throw errors.batchMatrixSizes(y, z);
    return [y[1]!, z[2]!];
  },
  refuse(x, y, z) {
    // Whatever the gradient is wanted of, PyTorch's node keeps this size.
    if (isRecording() && [x, y, z].some(({ requires_grad }) => requires_grad)) y.size(0);
    expandedShape(x, [y.size(1), z.size(2)]);
  },
  dtype: dtypeOfAll,
  kernel: "addmm_impl_cpu_",
  leavesOut: true,
  multiply(y, z, product) {
    const each = emptyTensor([y.shape[0]!, ...product.shape], product.dtype);
    kernels.matmul(y, z, each);
    kernels.sum(each, inserted(product, 0));
  },
  product: (y, z) => y.bmm(z).sum(0),
  gradientOfY: (g, z) => g.expand([z.shape[0]!, ...g.shape]).bmm(z.mT),
  gradientOfZ: (g, y) => y.mT.bmm(g.expand([y.shape[0]!, ...g.shape])),
});

export const baddbmmOp: Op<Factors> = addedProduct({
  name: "baddbmm",
  gradFn: "BaddbmmBackward0",
  formulas: ["g @ z.mT", "y.mT @ g"],
  samples: samplesOf([2, 1, 4], [2, 2, 4], [2, 2, 3], [2, 3, 4]),
  shape(_, y, z) {
    checkBatches(y.length, z.length);
    if (y[0] !== z[0] || y[2] !== z[1]) throw errors.batchShapes([y[0]!, y[2]!], [z[0]!, z[1]!]);
    return [y[0]!, y[1]!, z[2]!];
  },
  refuse(x, y, z) {
    expandedShape(x, [y.size(0), y.size(1), z.size(2)]);
    if (x.dtype !== y.dtype) throw errors.baddbmmDtypes(x.dtype.name, y.dtype.name, z.dtype.name);
  },
  dtype(x, y, z) {
    if (y.dtype !== z.dtype) throw errors.scalarTypes(y.dtype.label, z.dtype.label);
    return x.dtype;
  },
  refuseInPlace(x, _, z) {
    if (x.dtype !== z.dtype) throw errors.inPlaceDtype(x.dtype.name, z.dtype.name);
  },
  kernel: "baddbmm",
  leavesOut: false,
  multiply(y, z, product) {
    kernels.matmul(y, z, product);
  },
  product: (y, z) => y.bmm(z),
  gradientOfY: (g, z) => g.bmm(z.mT),
  gradientOfZ: (g, y) => y.mT.bmm(g),
});

export const addmvOp: Op<Factors> = addedProduct({
  name: "addmv",
  gradFn: "AddmvBackward0",
  formulas: ["outer(g, z)", "y.T @ g"],
  samples: samplesOf([1], [2], [2, 3], [3]),
  shape(x, y, z) {
    if (y.length !== 2 || z.length !== 1 || x.length > 1) throw errors.addmvRanks(x.length, y.length, z.length);
    const size = x[0] ?? 1;
    if (y[1] !== z[0] || (size !== 1 && size !== y[0])) throw errors.addmvSizes(x[0] ?? y[0]!, y, z[0]!);
    return [y[0]!];
  },
  dtype(x, y, z) {
    if (x.dtype !== y.dtype || x.dtype !== z.dtype)
      throw errors.addmvDtypes(x.dtype.label, y.dtype.label, z.dtype.label);
    return x.dtype;
  },
  kernel: "addmv_impl_cpu",
  leavesOut: true,
  multiply(y, z, product) {
    kernels.matmul(inserted(y, 0), inserted(inserted(z, 0), 2), inserted(inserted(product, 0), 2));
  },
  product: (y, z) => y.mv(z),
  gradientOfY: (g, z) => g.unsqueeze(1).mul(z),
  gradientOfZ: (g, y) => y.t().mv(g),
});

export const addrOp: Op<Factors> = addedProduct({
  name: "addr",
  gradFn: "AddrBackward0",
  formulas: ["g @ z", "g.T @ y"],
  samples: samplesOf([4], [2, 4], [2], [4]),
  shape(_, y, z) {
    if (y.length !== 1) throw errors.notAVectorOf("addr", "vec1", y.length);
    if (z.length !== 1) throw errors.notAVectorOf("addr", "vec2", z.length);
    return [y[0]!, z[0]!];
  },
  dtype: (x, y, z): DType => promoteExpanded(x.dtype, y.dtype, z.dtype),
  kernel: null,
  keepsLayout: true,
  leavesOut: false,
  multiply(y, z, product) {
    kernels.matmul(inserted(inserted(y, 1), 0), inserted(inserted(z, 0), 0), inserted(product, 0));
  },
  product: (y, z) => y.unsqueeze(1).mul(z),
  gradientOfY: (g, z) => g.mv(z),
  gradientOfZ: (g, y) => g.t().mv(y),
});

type Sizes = readonly number[];

function samplesOf(broadcast: Sizes, whole: Sizes, y: Sizes, z: Sizes): readonly Sample[] {
  return [
    sample([broadcast, y, z], { attributes: { beta: 1, alpha: 1 } }),
    sample([whole, y, z], { attributes: { beta: -0.5, alpha: 1.5 } }),
  ];
}

function dtypeOfAll(x: Tensor, y: Tensor, z: Tensor): DType {
  if (x.dtype !== z.dtype) throw errors.addmmDtypes(x.dtype.label, z.dtype.label);
  if (y.dtype !== z.dtype) throw errors.productDtypes(y.dtype.label, z.dtype.label);
  return x.dtype;
}

function checkBatches(first: number, second: number): void {
  if (first !== 3) throw errors.notOfRank("batch1", "3D tensor");
  if (second !== 3) throw errors.notOfRank("batch2", "3D tensor");
}
