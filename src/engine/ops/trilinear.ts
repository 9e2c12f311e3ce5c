import { times } from "../kernels/elementFunctions.js";
import { kernels, type View } from "../kernels/kernels.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { einsum } from "./einsum.js";
import { constantly, sample, type Op } from "./op.js";

/** out[b, o] = Σ x[b, i]·weight[o, i, j]·y[b, j] */
export function trilinear(x: Tensor, weight: Tensor, y: Tensor): Tensor {
  return apply(trilinearOp, x, weight, y);
}

/** The ops of this family. */
export default class TrilinearOps {
  /** @internal */
  static get ops() {
    return { trilinear: trilinearOp };
  }
}

const trilinearOp: Op = {
  name: "trilinear",
  gradFn: constantly("TrilinearBackward0"),
  arity: 3,
  kind: "irregular",
  differentiable: true,
  formulas: ["Σ g*y*z over o, j", "Σ g*x*z over b", "Σ g*x*y over o, i"],
  samples: [
    sample([
      [2, 3],
      [4, 3, 2],
      [2, 2],
    ]),
  ],
  shape: ([x, weight]) => [[x![0]!, weight![0]!]],
  forward(operands) {
    const [x, weight, y] = operands as readonly [Tensor, Tensor, Tensor];
    const [outputs, inner, columns] = weight.shape as readonly [number, number, number];
    const rows = x.shape[0]!;
    const products = emptyTensor([outputs, rows, columns], x.dtype);
    kernels.matmul(repeated(x, [outputs, rows, inner]), weight, products);
    kernels.map({ name: "mul", of: times }, [products, repeated(y, products.shape)], products);
    const out = emptyTensor([rows, outputs], x.dtype);
    kernels.sum(products, { ...viewOf(out), shape: [outputs, rows, 1], strides: [1, outputs, 0] });
    return [out];
  },
  saves: () => ["x", "y", "z"],
  vjp: ([g], { x, y, z }, _info, [ofX, ofY, ofZ]) => [
    ofX ? einsum("bo,oij,bj->bi", g!, y as Tensor, z as Tensor) : null,
    ofY ? einsum("bo,bi,bj->oij", g!, x, z as Tensor) : null,
    ofZ ? einsum("bo,bi,oij->bj", g!, x, y as Tensor) : null,
  ],
  jvp([ofX, ofY, ofZ], { x, y, z }) {
    const terms = [
      ofX ? apply(trilinearOp, ofX, y, z) : null,
      ofY ? apply(trilinearOp, x, ofY, z) : null,
      ofZ ? apply(trilinearOp, x, y, ofZ) : null,
    ].filter((term) => term !== null);
    return [terms.reduce((total, term) => total.add(term))];
  },
};

function viewOf({ storage, offset }: View): Pick<View, "storage" | "offset"> {
  return { storage, offset };
}

/** The same matrix in each of a batch. */
function repeated(x: View, shape: readonly number[]): View {
  return { ...viewOf(x), shape, strides: [0, ...x.strides] };
}
