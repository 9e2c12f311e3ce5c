import { kernels } from "../kernels/kernels.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";

/** The tensor with zeros before and after it along a dimension. */
export function zeroPadded(x: Tensor, dim: number, before: number, after: number): Tensor {
  return call(constantPadOp, [x], { dim, before, after });
}

/** The ops of this family. */
export default class PaddingOps {
  /** @internal */
  static get ops() {
    return { constant_pad: constantPadOp };
  }
}

type Padding = { readonly dim: number; readonly before: number; readonly after: number };

const constantPadOp: Op<Padding> = linear<Padding>({
  name: "constant_pad",
  gradFn: "ConstantPadNdBackward0",
  samples: [sample([[2, 3]], { attributes: { dim: 1, before: 1, after: 2 } })],
  shape: (shape, { dim, before, after }) => shape.with(dim, before + shape[dim]! + after),
  forward(x, { dim, before, after }) {
    const out = emptyTensor(x.shape.with(dim, before + x.shape[dim]! + after), x.dtype);
    const offset = before * out.strides[dim]!;
    kernels.copy(x, { storage: out.storage, offset, shape: x.shape, strides: out.strides });
    return out;
  },
  transpose: (g, info) => g.narrow(info.attributes.dim, info.attributes.before, info.shapeOf(0)[info.attributes.dim]!),
});
