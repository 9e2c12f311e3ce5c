import { asZeroTensor, isZeroTensor } from "../../zeroTensors.js";
import { integerArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import type { DType } from "../../dtype.js";
import * as errors from "../../errors.js";
import { broadcastView } from "../../kernels/broadcastView.js";
import { denseNumbers, writeNumbers } from "../../kernels/dense.js";
import { rowsAlong } from "../../kernels/alongDimension.js";
import { fusedMultiplyAdd } from "../../random/fusedMultiplyAdd.js";
import { broadcastShapes, wrapDimension, type Shape } from "../../shape.js";
import { roundTo } from "../../storage.js";
import { emptyTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { call, refuseOutdated } from "../dispatch.js";
import { sample, type Op } from "../op.js";
import { tensorArgument } from "../operands.js";
import { vdot } from "../products.js";
import { floatingArgument } from "./matrixArguments.js";
import { matrixOp, sumOf } from "./matrixOp.js";

export interface AlongOptions {
  /** The dimension of the vectors; the last one unless given. */
  readonly dim?: number;
}

/**
 * The cross products of the vectors of three along a dimension; the other dimensions are broadcast. Throws for vectors of
 * other lengths and for different numbers of dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.cross.html
 */
export function cross(input: Tensor, other: Tensor, options?: AlongOptions): Tensor;
export function cross(input: Tensor, other: Tensor, ...args: unknown[]): Tensor {
  const named = byName(cross, "linalg_cross(input, other, *, dim)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_cross";
  const [x, y] = [tensorArgument(op, "input", input), tensorArgument(op, "other", other)];
  const { dim = -1 } = readArguments<AlongOptions>(op, ["dim"], args);
  return crossAlong(x, y, integerArgument(op, "dim", dim));
}

/** The same along a dimension that is no option. */
export function crossAlong(x: Tensor, y: Tensor, dim: number): Tensor {
  refuseOutdated([x, y]);
  if (x.ndim !== y.ndim) throw errors.crossRanks();
  if (x.ndim === 0) throw errors.dimensionOfScalar(dim);
  const along = wrapDimension(dim, x.ndim);
  const [ofX, ofY] = [x.shape[along]!, y.shape[along]!];
  if (ofX !== 3 || ofY !== 3) throw errors.crossLengths(dim, ofX, ofY);
  broadcastShapes(x.shape, y.shape);
  if (x.dtype.category === "bool") throw errors.notImplementedFor("cross", x.dtype.label);
  if (x.dtype !== y.dtype) throw errors.scalarTypes(x.dtype.label, y.dtype.label);
  return call(crossOp, [x, y], { dim: along });
}

/**
 * The dot products of the vectors along a dimension; the others are broadcast. Throws for integers, dtypes that differ and
 * shapes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.vecdot.html
 */
export function vecdot(x: Tensor, y: Tensor, options?: AlongOptions): Tensor;
export function vecdot(x: Tensor, y: Tensor, ...args: unknown[]): Tensor {
  const named = byName(vecdot, "linalg_vecdot(x, y, *, dim)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_vecdot";
  const [a, b] = [tensorArgument(op, "x", x), tensorArgument(op, "y", y)];
  const { dim = -1 } = readArguments<AlongOptions>(op, ["dim"], args);
  const along = integerArgument(op, "dim", dim);
  floatingArgument("linalg.vecdot", a);
  if (a.dtype !== b.dtype) throw errors.vecdotDtypes(a.dtype.label, b.dtype.label);
  return a.ndim === 1 && b.ndim === 1 ? vdot(a, b) : a.mul(b).sum(along);
}

/** The ops of this family. */
export default class VectorProductOps {
  /** @internal */
  static get ops() {
    return { linalg_cross: crossOp };
  }
}

type Along = { readonly dim: number };

const crossOp: Op<Along> = matrixOp<Along>({
  name: "linalg_cross",
  gradFn: "LinalgCrossBackward0",
  formulas: ["y × g", "g × x"],
  samples: [
    sample(
      [
        [2, 3],
        [2, 3],
      ],
      { attributes: { dim: 1 } },
    ),
    sample(
      [
        [3, 1],
        [3, 2],
      ],
      { attributes: { dim: 0 } },
    ),
  ],
  shape: ([x, y]) => [broadcastShapes(x!, y!)],
  forward([x, y], { dim }) {
    const shape: Shape = broadcastShapes(x!.shape, y!.shape);
    const out = emptyTensor(shape, x!.dtype);
    if (isZeroTensor(x!) || isZeroTensor(y!)) return [asZeroTensor(out)];
    const [a, b] = [x!, y!].map((tensor) => denseNumbers(broadcastView(tensor, shape)));
    const { outer, inner } = rowsAlong(shape, dim);
    const result = new Float64Array(out.numel());
    const minor = minorIn(x!.dtype);
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        const at = (k: number): number => (3 * o + (k % 3)) * inner + i;
        for (let k = 0; k < 3; k++) {
          result[at(k)] = minor(a![at(k + 1)]!, b![at(k + 2)]!, a![at(k + 2)]! * b![at(k + 1)]!);
        }
      }
    }
    writeNumbers(out, result);
    return [out];
  },
  saves: ([ofX, ofY]) => [...(ofY ? (["x"] as const) : []), ...(ofX ? (["y"] as const) : [])],
  vjp: ([g], { x, y }, { attributes: { dim } }, [ofX, ofY]) => [
    ofX ? crossAlong(y as Tensor, g!, dim) : null,
    ofY ? crossAlong(g!, x, dim) : null,
  ],
  jvp([ofX, ofY], { x, y }, { attributes: { dim } }, [out]) {
    const terms = [ofX ? crossAlong(ofX, y as Tensor, dim) : null, ofY ? crossAlong(x, ofY, dim) : null];
    return [sumOf(...terms)?.expand(out!.shape) ?? null];
  },
});

/** a·b − cd, as the processor's instruction has it: with one rounding of the difference, and one of the product cd. */
function minorIn(dtype: DType): (a: number, b: number, cd: number) => number {
  if (!dtype.is_floating_point) return (a, b, cd) => a * b - cd;
  return (a, b, cd) => fusedMultiplyAdd(dtype, a, b, -roundTo(dtype, cd));
}
