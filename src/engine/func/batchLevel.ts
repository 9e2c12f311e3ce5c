import { numbersOfBatch } from "../errors.js";
import type { DType } from "../dtype.js";
import { Storage } from "../storage.js";
import { newTensor, zerosLike } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** What random numbers do in a mapped call: they are refused, each slice gets its own, or all get the same. */
export type Randomness = "error" | "different" | "same";

/**
 * A call of a function that `vmap` maps, while it runs. In it a tensor that is mapped over looks like one slice: it has
 * the slice's shape and dtype, and in place of numbers it holds the whole, with the mapped dimension in front. Ops on such
 * tensors make the calls on the wholes (batchedOps.ts); whatever else wants its numbers is refused, so that nothing can
 * take one slice for all.
 */
export class BatchLevel {
  /** 1 for the outermost. */
  readonly number: number;

  constructor(
    readonly outer: BatchLevel | null,
    readonly size: number,
    readonly randomness: Randomness,
  ) {
    this.number = (outer?.number ?? 0) + 1;
  }
}

/** The innermost mapped call that runs. Null costs one branch at each op. */
export let batchLevel: BatchLevel | null = null;

/** Runs `body` in a mapped call, or with null in none. */
export function atBatchLevel<Result>(level: BatchLevel | null, body: () => Result): Result {
  const previous = batchLevel;
  batchLevel = level;
  try {
    return body();
  } finally {
    batchLevel = previous;
  }
}

/** The place of the numbers of a tensor that is mapped over. */
class BatchedStorage extends Storage {
  constructor(
    dtype: DType,
    readonly level: BatchLevel,
    readonly whole: Tensor,
  ) {
    super(dtype, null, 0);
    Object.defineProperty(this, "array", { get: refuse });
  }

  override read(): number {
    return refuse();
  }

  override write(): void {
    refuse();
  }
}

function refuse(): never {
  throw numbersOfBatch();
}

/** A tensor that looks like a slice of the whole, whose first dimension is the mapped one. */
export function sliceOf(level: BatchLevel, whole: Tensor): Tensor {
  const { dtype, offset, shape, strides } = whole;
  const geometry = { offset, shape: shape.slice(1), strides: strides.slice(1) };
  return newTensor(new BatchedStorage(dtype, level, whole), geometry, dtype);
}

/** The whole of a tensor that is mapped over at this level; null for any other. */
export function wholeAt(level: BatchLevel, tensor: Tensor): Tensor | null {
  const { storage } = tensor;
  return storage instanceof BatchedStorage && storage.level === level ? storage.whole : null;
}

/** The innermost level at which one of these is mapped over; null if none is. */
export function innermostOf(values: readonly unknown[]): BatchLevel | null {
  let innermost: BatchLevel | null = null;
  for (const value of values) {
    const storage = (value as Tensor | null)?.storage;
    if (!(storage instanceof BatchedStorage)) continue;
    if (innermost === null || storage.level.number > innermost.number) innermost = storage.level;
  }
  return innermost;
}

/** Whether there are no numbers to look at, because the tensor is mapped over. */
export function isMapped(tensor: Tensor): boolean {
  return batchLevel !== null && innermostOf([tensor]) !== null;
}

/** Whether a tensor is mapped over wherever another one is. */
export function isMappedAs(tensor: Tensor, like: Tensor): boolean {
  const level = innermostOf([like]);
  return level === null || wholeAt(level, tensor) !== null;
}

/** All the numbers of a tensor: of all slices, with the mapped dimensions in front, where it is mapped over. */
export function allSlicesOf(tensor: Tensor): Tensor {
  const { storage } = tensor;
  return storage instanceof BatchedStorage ? allSlicesOf(storage.whole) : tensor;
}

/** A tensor that is mapped over wherever another one is: the same for each slice. */
export function mappedAs(tensor: Tensor, like: Tensor): Tensor {
  const level = innermostOf([like]);
  if (level === null || wholeAt(level, tensor) !== null) return tensor;
  return atBatchLevel(level.outer, () => {
    const whole = mappedAs(tensor, wholeAt(level, like)!);
    return sliceOf(level, whole.expand([level.size, ...tensor.shape]).clone());
  });
}

/** Zeros like all slices of a tensor; null if it is not mapped over. */
export function zerosOfSlices(like: Tensor): Tensor | null {
  const level = innermostOf([like]);
  return level && atBatchLevel(level.outer, () => sliceOf(level, zerosLike(wholeAt(level, like)!)));
}

/** Makes a tensor that looks like a slice a view of another one, as their wholes are. */
export function showAsView(view: Tensor, of: Tensor): Tensor {
  const base = of.viewState?.base ?? of;
  view.counter = of.sharedCounter();
  view.viewState = { base, madeBy: of.viewState?.madeBy ?? "op", version: view.counter.version };
  return view;
}
