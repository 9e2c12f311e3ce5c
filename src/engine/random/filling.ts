import type { DType } from "../dtype.js";
import * as errors from "../errors.js";
import { atBatchLevel, batchLevel, sliceOf, wholeAt } from "../func/batchLevel.js";
import { opObserver } from "../observer.js";
import { reportUntracked } from "../ops/dispatch.js";
import { isRepeated } from "../ops/folded.js";
import { checkWritable, inPlace } from "../ops/inPlace.js";
import type { Attributes, Op } from "../ops/op.js";
import type { Storage } from "../storage.js";
import { inOrderOf } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** Draws numbers of a dtype, as many as asked for. */
export type Draw = (dtype: DType, count: number) => Storage;

/**
 * Writes random numbers over a tensor, in the order in which its elements lie in memory. What was drawn is a tensor of its
 * own that is then copied, so that a recording holds it.
 */
export function fillWith<A extends Attributes>(
  op: Op<A>,
  self: Tensor,
  attributes: A,
  draw: Draw,
  parameters: readonly Tensor[] = [],
): Tensor {
  checkFilling(self);
  const drawn = numbersFor(self, draw);
  // No tensor of a script's, by which autograd would hear of the write.
  drawn.inference = self.inference;
  if (opObserver !== null) reportUntracked(`${op.name}_`, [], [drawn]);
  return inPlace(op, self, [...parameters, drawn], attributes);
}

/** Under vmap, the numbers of all slices at once, or the same for all. */
function numbersFor(self: Tensor, draw: Draw): Tensor {
  const level = batchLevel;
  if (level === null) return inOrderOf(self, draw(self.dtype, self.numel()));
  if (level.randomness === "error") throw errors.randomInVmap();
  const whole = wholeAt(level, self);
  return atBatchLevel(level.outer, () => {
    if (level.randomness === "same") return numbersFor(self, draw);
    if (whole === null) throw errors.differentOnUnbatched();
    return sliceOf(level, numbersFor(whole, draw));
  });
}

/** Refuses what cannot be written before anything is drawn: the stream of random numbers is as it was then. */
function checkFilling(self: Tensor): void {
  checkWritable(self);
  if (isRepeated(self)) throw errors.writeToExpanded();
}
