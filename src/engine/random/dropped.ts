import { featureDropoutRank } from "../errors.js";
import { atBatchLevel, batchLevel, sliceOf } from "../func/batchLevel.js";
import { emptyLike, emptyTensor, zeroOf } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** What is dropped becomes 0, or the least value of selu. */
export type DropoutKind = "zero" | "alpha";

interface DropoutCall {
  readonly p: number;
  readonly training: boolean;
  readonly inplace: boolean;
}

/** Drops elements of a tensor. */
export function droppedElements(x: Tensor, call: DropoutCall, kind: DropoutKind): Tensor {
  return dropped(x, call, kind, () => emptyLike(x, x.dtype));
}

/** Drops whole channels: one number is drawn for all that stands behind the first two dimensions. */
export function droppedFeatures(x: Tensor, call: DropoutCall, kind: DropoutKind): Tensor {
  return dropped(x, call, kind, () => {
    if (x.ndim < 2) throw featureDropoutRank();
    const shape = x.shape.map((size, dim) => (dim < 2 ? size : 1));
    return emptyTensor(shape, x.dtype);
  });
}

/** Under vmap, room for the numbers of all slices where they are to differ. */
function roomForSlices(room: Tensor): Tensor {
  const level = batchLevel;
  if (level === null || level.randomness !== "different") return room;
  return atBatchLevel(level.outer, () =>
    sliceOf(level, roomForSlices(emptyTensor([level.size, ...room.shape], room.dtype))),
  );
}

/** −λα of selu. */
const alpha = 1.7580993408473766;

function dropped(x: Tensor, { p, training, inplace }: DropoutCall, kind: DropoutKind, makeNoise: () => Tensor): Tensor {
  if (p === 0 || !training || x.numel() === 0) return x;
  const times = (factor: Tensor): Tensor => (inplace ? x.mul_(factor) : x.mul(factor));
  if (p === 1) return times(zeroOf(x));
  const noise = roomForSlices(makeNoise()).bernoulli_(1 - p);
  if (kind === "zero") return times(noise.div_(1 - p));
  const scale = 1 / Math.sqrt((alpha * alpha * p + 1) * (1 - p));
  const shift = noise
    .add(-1)
    .mul_(alpha * scale)
    .add_(alpha * scale * p);
  const scaled = times(noise.mul_(scale));
  return inplace ? scaled.add_(shift) : scaled.add(shift);
}
