import * as errors from "../errors.js";
import { atBatchLevel, batchLevel, sliceOf, wholeAt } from "../func/batchLevel.js";
import type { Shape } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/**
 * Under vmap, draws by tensors for all slices at once, by the wholes of those that are mapped over, or once for all; as
 * the randomness that was chosen says. Null where nothing is mapped: then it is the caller's to draw.
 */
export function drawnForSlices<Tensors extends readonly Tensor[]>(
  tensors: Tensors,
  draw: (...wholes: Tensors) => Tensor,
): Tensor | null {
  const level = batchLevel;
  if (level === null) return null;
  if (level.randomness === "error") throw errors.randomInVmap();
  const wholes = tensors.map((tensor) => wholeAt(level, tensor));
  if (level.randomness === "same") {
    if (wholes.some((whole) => whole !== null)) throw errors.sameOnBatched();
    return atBatchLevel(level.outer, () => draw(...tensors));
  }
  const rank = Math.max(...tensors.map(({ ndim }) => ndim));
  return atBatchLevel(level.outer, () => {
    const aligned = tensors.map((tensor, i) => {
      const whole = wholes[i] ?? tensor.expand([level.size, ...tensor.shape]);
      // The slices are broadcast from behind, so those of fewer dimensions get some behind the mapped one.
      return Array.from({ length: rank - tensor.ndim }).reduce<Tensor>((padded) => padded.unsqueeze(1), whole);
    });
    return sliceOf(level, draw(...(aligned as readonly Tensor[] as Tensors)));
  });
}

/** Zeros of a tensor's dtype, row by row and in its shape unless told otherwise; mapped over where that tensor is. */
export function zerosForSlices(like: Tensor, shape: Shape = like.shape): Tensor {
  const level = batchLevel;
  const whole = level === null ? null : wholeAt(level, like);
  if (level === null || whole === null) return emptyTensor(shape, like.dtype);
  return atBatchLevel(level.outer, () => sliceOf(level, zerosForSlices(whole, [level.size, ...shape])));
}
