import { viewOf } from "../autograd/viewState.js";
import { kernels } from "../kernels/kernels.js";
import { contiguousStrides, type Geometry } from "../shape.js";
import { converted, emptyTensor, newTensor } from "../tensorFactory.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import type { Attributes, Op, Sample } from "./op.js";
import type { Transposed } from "./taking.js";

interface ViewingSpec<A extends Attributes> {
  readonly name: string;
  readonly gradFn: string | ((attributes: A) => string);
  readonly samples: readonly Sample[];
  /** Samples of the transposed op, whose attributes have `shape`, the shape that is shown a part of. */
  readonly transposedSamples: readonly Sample[];
  /** Where the elements that are shown lie, in a tensor that lies as `from` does. */
  geometry(from: Geometry, attributes: A): Geometry;
  /** Whether the elements are copied. */
  copies?(attributes: A): boolean;
  /** The attributes by which the gradient of the gradient, which copies nothing, is shown. */
  shown?(attributes: A): A;
}

/**
 * An op that shows elements of its operand, and its transpose: zeros with the operand in the place of what was shown. An
 * element that a view shows several times gets the sum of its gradients.
 */
export function viewing<A extends Attributes>(spec: ViewingSpec<A>): readonly [Op<A>, Op<Transposed<A>>] {
  const show: Op<A> = linear<A>({
    name: spec.name,
    gradFn: spec.gradFn,
    samples: spec.samples,
    shape: (shape, attributes) =>
      spec.geometry({ offset: 0, shape, strides: contiguousStrides(shape) }, attributes).shape,
    forward(x, attributes) {
      const geometry = spec.geometry(x, attributes);
      const isCopy = spec.copies?.(attributes) ?? false;
      return isCopy ? converted(newTensor(x.storage, geometry, x.dtype), x.dtype) : viewOf(x, geometry);
    },
    transpose: (g, info) => call(put, [g], { ...info.attributes, shape: info.shapeOf(0) }),
  });
  const put: Op<Transposed<A>> = linear<Transposed<A>>({
    name: `${spec.name}_backward`,
    gradFn: (attributes) => gradFnOf(spec, attributes).replace("Backward", "BackwardBackward"),
    samples: spec.transposedSamples,
    shape: (_, { shape }) => shape,
    forward(g, attributes) {
      const out = emptyTensor(attributes.shape, g.dtype);
      const shown = newTensor(out.storage, spec.geometry(out, attributes), g.dtype);
      kernels.addTo(g, shown);
      return out;
    },
    transpose: (g, { attributes }) => call(show, [g], spec.shown?.(attributes) ?? attributes),
  });
  return [show, put];
}

function gradFnOf<A extends Attributes>({ gradFn }: ViewingSpec<A>, attributes: A): string {
  return typeof gradFn === "string" ? gradFn : gradFn(attributes);
}
