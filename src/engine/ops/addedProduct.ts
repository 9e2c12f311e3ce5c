import type { DType } from "../dtype.js";
import { bool, int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import { elementwiseStrides } from "../layout.js";
import { broadcastStrides, sameShape, type Geometry, type Shape } from "../shape.js";
import { heldNumber } from "../storage.js";
import { emptyStrided, emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { tangentToMultiply } from "./tangentToMultiply.js";
import { scaled } from "./alpha.js";
import { exactPlus } from "./integerArithmetic.js";
import { constantly, type Attributes, type CallInfo, type Op, type Sample } from "./op.js";
import { expandedShape } from "./viewGeometry.js";

export type Factors = { readonly beta: number; readonly alpha: number };

interface AddedProductSpec {
  readonly name: string;
  readonly gradFn: string;
  /** The derivatives with respect to the factors, which `alpha` multiplies. */
  readonly formulas: readonly [string, string];
  readonly samples: readonly Sample[];
  /** The shape of the product. Throws for operands that do not fit. */
  shape(x: Shape, y: Shape, z: Shape): Shape;
  /** The dtype of the result. Throws for dtypes that do not go together. */
  dtype(x: Tensor, y: Tensor, z: Tensor): DType;
  /** What is refused of the tensor that the result is written over. */
  readonly refuseInPlace?: (x: Tensor, y: Tensor, z: Tensor) => void;
  /** What is refused before the shapes are looked at. */
  readonly refuse?: (x: Tensor, y: Tensor, z: Tensor) => void;
  /** The kernel that PyTorch has not got for bools; null where it has. */
  readonly kernel: string | null;
  /** Whether the result lies as what is added to does; else it is contiguous. */
  readonly keepsLayout?: true;
  /** Whether an alpha of 0 leaves the product out, NaN and all. */
  readonly leavesOut: boolean;
  multiply(y: Tensor, z: Tensor, product: Tensor): void;
  /** The product in tensor methods, and its derivatives. */
  product(y: Tensor, z: Tensor): Tensor;
  gradientOfY(g: Tensor, z: Tensor, info: CallInfo): Tensor;
  gradientOfZ(g: Tensor, y: Tensor, info: CallInfo): Tensor;
}

/** beta·x + alpha·(y times z), with x broadcast to the product. A beta of 0 leaves x out, NaN and all. */
export function addedProduct(spec: AddedProductSpec): Op<Factors> {
  return {
    name: spec.name,
    gradFn: constantly(spec.gradFn),
    arity: 3,
    kind: "irregular",
    differentiable: true,
    formulas: ["beta*g", ...spec.formulas.map((formula) => `alpha * ${formula}`)],
    samples: spec.samples,
    shape: ([x, y, z]) => [spec.shape(x!, y!, z!)],
    forward(operands, attributes) {
      const { beta, alpha } = attributes;
      const [x, y, z] = operands as readonly [Tensor, Tensor, Tensor];
      spec.refuse?.(x, y, z);
      const shape = spec.shape(x.shape, y.shape, z.shape);
      if (!isInPlace(attributes)) expandedShape(x, shape);
      if (isInPlace(attributes)) spec.refuseInPlace?.(x, y, z);
      const dtype = spec.dtype(x, y, z);
      if (isInPlace(attributes) && !sameShape(x.shape, shape)) throw errors.inPlaceSize(x.shape, shape);
      const strides = broadcastStrides(x, shape);
      if (dtype === bool && spec.kernel !== null) throw errors.notImplementedFor(spec.kernel, dtype.label);
      const repeated = { storage: x.storage, offset: x.offset, shape, strides };
      // The factors are of that dtype too: of integers, PyTorch takes the whole part.
      const [b, a] = [heldNumber(dtype, beta), heldNumber(dtype, alpha)];
      // The product is rounded before it is added to, as PyTorch does it: it shows in the last bit.
      const product = emptyTensor(shape, dtype);
      spec.multiply(y, z, product);
      const out = spec.keepsLayout
        ? emptyStrided(shape, elementwiseStrides(shape, [repeated, columnOf(y), z]), dtype)
        : emptyTensor(shape, dtype);
      const isAlone = spec.leavesOut && a === 0;
      const of =
        dtype === int64
          ? (added: number, sum: number): number => exactPlus(exactPlus(0, b, added), a, sum)
          : (added: number, sum: number): number => (b === 0 ? 0 : b * added) + (isAlone ? 0 : a * sum);
      kernels.map({ name: spec.name, of }, [repeated, product], out);
      return [out];
    },
    saves: ([, ofY, ofZ]) => [...(ofZ ? (["y"] as const) : []), ...(ofY ? (["z"] as const) : [])],
    vjp([g], { y, z }, info, [ofX, ofY, ofZ]) {
      const { beta, alpha } = info.attributes;
      return [
        ofX ? scaled(g!, beta) : null,
        ofY ? scaled(spec.gradientOfY(g!, z as Tensor, info), alpha) : null,
        ofZ ? scaled(spec.gradientOfZ(g!, y as Tensor, info), alpha) : null,
      ];
    },
    jvp([ofX, ofY, ofZ], { y, z }, { attributes: { beta, alpha } }, [out]) {
      // An outer product is one of elements, which takes zeros as they are.
      const [first, second] =
        spec.name === "addr" ? [ofY, ofZ] : [tangentToMultiply(ofY, z), tangentToMultiply(ofZ, y)];
      const terms = [
        ofX ? scaled(ofX, beta) : null,
        first ? scaled(spec.product(first, z as Tensor), alpha) : null,
        second ? scaled(spec.product(y as Tensor, second), alpha) : null,
      ].filter((term) => term !== null);
      if (terms.length === 0) return [null];
      const sum = terms.reduce((total, term) => total.add(term));
      return [sameShape(sum.shape, out!.shape) ? sum : sum.expand(out!.shape)];
    },
  };
}

/** A vector as the factor on the left of an outer product. */
function columnOf({ offset, shape, strides }: Tensor): Geometry {
  return { offset, shape: [...shape, 1], strides: [...strides, 1] };
}

function isInPlace(attributes: Attributes): boolean {
  return "inplace" in attributes;
}
