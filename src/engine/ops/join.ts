import { integerArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { about } from "../failedCall.js";
import { kernels } from "../kernels/kernels.js";
import { channelsLastStrides, suggestsChannelsLast } from "../layout.js";
import { contiguousStrides, wrapDimension, type Shape } from "../shape.js";
import { emptyStrided, emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call, refuseOutdated } from "./dispatch.js";
import { constantly, sample, type Op } from "./op.js";
import { tensorList } from "./tensorLists.js";

/**
 * Tensors joined along a dimension that they have; their other sizes agree. Empty 1-d tensors are left out. Throws for
 * none, and for shapes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.cat.html
 */
export function cat(tensors: readonly Tensor[], dim = 0): Tensor {
  const named = byName(cat, "cat(tensors, dim)", arguments);
  if (named !== null) return named.result;
  return joined("cat", tensors, dim);
}

/** The same by the name that the script knows it by. @internal */
export function joined(op: string, tensors: unknown, dim: unknown): Tensor {
  const list = tensorList(op, tensors);
  const along = integerArgument(op, "dim", dim);
  if (list.length === 0) throw errors.catOfNothing();
  refuseOutdated(list);
  const scalar = list.findIndex(({ ndim }) => ndim === 0);
  if (scalar >= 0) throw about(errors.catOfScalar(scalar), ...list);
  const rank = (list.find(({ shape }) => !isLeftOut(shape)) ?? list[0]!).ndim;
  const wrapped = list.every(({ shape }) => isLeftOut(shape)) ? 0 : wrapDimension(along, rank);
  return call(catOp, list, { dim: wrapped, sizes: list.map(({ shape }) => (isLeftOut(shape) ? 0 : shape[wrapped]!)) });
}

/** The ops of this family. */
export default class JoinMethods {
  /** @internal */
  static get ops() {
    return { cat: catOp };
  }
}

/** `sizes` are those of the operands along the dimension: one without a gradient has taken its place, too. */
type Along = { readonly dim: number; readonly sizes: readonly number[] };

const catOp: Op<Along> = {
  name: "cat",
  gradFn: constantly("CatBackward0"),
  givesAll: true,
  arity: Infinity,
  kind: "irregular",
  differentiable: true,
  formulas: ["1"],
  samples: [
    sample(
      [
        [2, 3],
        [2, 1],
        [2, 2],
      ],
      { attributes: { dim: 1, sizes: [3, 1, 2] } },
    ),
    sample([[2], [3]], { attributes: { dim: 0, sizes: [2, 3] } }),
  ],
  shape(shapes, { dim }) {
    const first = shapes.find((shape) => !isLeftOut(shape));
    if (first === undefined) return [shapes[0]!];
    let total = 0;
    shapes.forEach((shape, entry) => {
      if (isLeftOut(shape)) return;
      if (shape.length !== first.length) throw errors.catRanks(first.length, shape.length);
      const other = shape.findIndex((size, i) => i !== dim && size !== first[i]);
      if (other >= 0) throw errors.catMismatch(dim, first[other]!, shape[other]!, entry);
      total += shape[dim]!;
    });
    return [first.with(dim, total)];
  },
  forward(operands, attributes) {
    const tensors = operands as readonly Tensor[];
    const shapes = tensors.map(({ shape }) => shape);
    const [shape] = catOp.shape(shapes, attributes);
    const dtype = tensors.reduce(
      (highest, { dtype }) => (dtype.rank > highest.rank ? dtype : highest),
      tensors[0]!.dtype,
    );
    const taken = tensors.filter((tensor) => !isLeftOut(tensor.shape));
    const strides = taken.every(suggestsChannelsLast) ? channelsLastStrides(shape!) : contiguousStrides(shape!);
    const out = emptyStrided(shape!, taken.length === 0 ? [1] : strides, dtype);
    let offset = 0;
    for (const tensor of tensors) {
      if (isLeftOut(tensor.shape)) continue;
      kernels.copy(tensor, { storage: out.storage, offset, shape: tensor.shape, strides: out.strides });
      offset += tensor.shape[attributes.dim]! * out.strides[attributes.dim]!;
    }
    return [out];
  },
  saves: () => [],
  vjp([g], _saved, info, needed) {
    const { dim, sizes } = info.attributes;
    let end = 0;
    return needed.map((need, i) => {
      end += sizes[i]!;
      if (!need) return null;
      return isLeftOut(info.shapeOf(i)) ? emptyTensor([0], g!.dtype) : g!.narrow(dim, end - sizes[i]!, sizes[i]!);
    });
  },
  jvp(tangents, _saved, { attributes: { dim, sizes } }, [out]) {
    const parts = tangents.map((tangent, i) => tangent ?? emptyTensor(out!.shape.with(dim, sizes[i]!), out!.dtype));
    return [cat(parts, dim)];
  },
};

/** PyTorch lets cat ignore 1-d tensors without elements, whatever the others' shape. */
function isLeftOut(shape: Shape): boolean {
  return shape.length === 1 && shape[0] === 0;
}
