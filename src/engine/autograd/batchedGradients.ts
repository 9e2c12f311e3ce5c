import * as errors from "../errors.js";
import { stack } from "../ops/indexing.js";
import { sameShape, type Shape } from "../shape.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Gradients } from "./node.js";

const asMapped = { name: "vjp", inDims: "0", outDims: "0" };

/**
 * The gradients for each of a batch of gradients of the outputs, stacked: `gradientsOf` is called for one after the other.
 * Throws unless all have the outputs' shapes behind a first dimension of one size.
 */
export function batchedGradients(
  shapes: readonly Shape[],
  given: readonly unknown[],
  gradientsOf: (gradients: readonly Tensor[], isLast: boolean) => Gradients,
): (Tensor | null)[] {
  const batches = shapes.map((shape, i) => {
    const batch = given[i];
    if (!isTensor(batch) || batch.ndim === 0) throw errors.inDimOutOfRange(asMapped, 0, 0);
    if (!sameShape(batch.shape.slice(1), shape)) throw errors.batchedGradientShape(i, batch.shape.slice(1), shape);
    return batch;
  });
  const sizes = batches.map(({ shape }) => shape[0]!);
  if (sizes.some((size) => size !== sizes[0])) throw errors.mappedSizesDiffer(sizes);
  const [size = 0] = sizes;
  if (size === 0) throw errors.emptyBatchOfGradients();
  const rows = Array.from({ length: size }, (_, i) => {
    const slices = batches.map((batch) => batch.select(0, i));
    return gradientsOf(slices, i === size - 1);
  });
  return rows[0]!.map((first, k) => (first === null ? null : stack(rows.map((row) => row[k]!))));
}
