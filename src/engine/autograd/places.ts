import { defaultDtype, type DType } from "../dtype.js";
import * as errors from "../errors.js";
import { about } from "../failedCall.js";
import type { Geometry } from "../shape.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { gradientEdge } from "./edges.js";
import { GradientEdge } from "./gradientEdge.js";
import type { Edge } from "./node.js";

/** Where a gradient can start or arrive: a tensor, or its place in the graph. */
export type Place = Tensor | GradientEdge;

/** One tensor or several, or the places of tensors in the graph. */
export type Tensors = Tensor | GradientEdge | readonly (Tensor | GradientEdge)[];

export function edgeOf(place: Place): Edge | null {
  return isTensor(place) ? gradientEdge(place) : { node: place.node, output: place.output_nr };
}

/** Throws an error that is about what stands at the place. */
export function refused(error: Error, place: Place): never {
  throw isTensor(place) ? about(error, place) : error;
}

/** What a gradient of a place looks like. */
export function gradientLike(place: Place): Geometry & { readonly dtype: DType } {
  if (isTensor(place)) return place;
  const { node, output_nr } = place;
  const [shape, strides] = [node.outputShape(output_nr), node.outputStrides(output_nr)];
  return { offset: 0, shape, strides, dtype: node.outputDtype(output_nr) ?? defaultDtype() };
}

/** A view that was made in no_grad requires grad with its base, but has no place in the graph. */
export function isPlaceless(root: Place): boolean {
  return isTensor(root) && root.viewState !== null && root.grad_fn === null && !root.wantsGradient;
}

/** The places that a pass starts at. Throws for those that no gradient comes to. */
export function edgesOf(roots: readonly Place[]): readonly Edge[] {
  return roots.map(
    (root, i) => (isPlaceless(root) ? null : edgeOf(root)) ?? refused(errors.doesNotRequireGrad(i), root),
  );
}

/** The tensors at places, as far as they are known: an edge has none, unless an observer has seen its call. */
export function tensorsAt(places: readonly Place[]): readonly Tensor[] {
  return places.flatMap((place) => {
    if (isTensor(place)) return [place];
    const { node, output_nr } = place;
    return node.variable ?? node.call?.outputs[output_nr] ?? [];
  });
}

/** What a script passed for one place or several. */
export function placeList(op: string, name: string, value: unknown): readonly Place[] {
  if (isPlace(value)) return [value];
  const wrong: unknown = Array.isArray(value) ? value.find((item) => !isPlace(item)) : value;
  if (!Array.isArray(value) || !value.every(isPlace))
    throw errors.wrongArgument(op, name, "Tensor or a list of Tensors", wrong);
  return value as readonly Place[];
}

function isPlace(value: unknown): value is Place {
  return isTensor(value) || value instanceof GradientEdge;
}
