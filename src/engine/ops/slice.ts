import { sliceStep, sliceText } from "../errors.js";

/** `start:stop:step` of Python; null where a bound is left out. */
export class SliceIndex {
  constructor(
    readonly start: number | null,
    readonly stop: number | null,
    readonly step: number,
  ) {
    if (!(step > 0)) throw sliceStep();
  }

  /** The bounds inside of a dimension: negative ones count from its end, what lies beyond is cut off. */
  within(size: number): { readonly start: number; readonly end: number; readonly step: number } {
    const bounded = (bound: number): number => Math.min(Math.max(bound < 0 ? bound + size : bound, 0), size);
    const start = bounded(this.start ?? 0);
    return { start, end: Math.max(bounded(this.stop ?? size), start), step: this.step };
  }
}

/**
 * A slice for `index`: `x.index(torch.Slice(1, 3))` is Python's `x[1:3]`, and so is `x.index("1:3")`. Throws for a step
 * that is not positive.
 * https://docs.pytorch.org/cppdocs/notes/tensor_indexing.html
 */
export function Slice(start: number | null = null, stop: number | null = null, step: number | null = null): SliceIndex {
  return new SliceIndex(start, stop, step ?? 1);
}

/** Reads Python's spelling of a slice. */
export function parseSlice(text: string): SliceIndex {
  const match = /^\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(-?\d+)?\s*)?$/.exec(text);
  if (match === null) throw sliceText(text);
  const [start = null, stop = null, step = null] = match
    .slice(1)
    .map((bound: string | undefined) => (bound === undefined ? null : Number(bound)));
  return Slice(start, stop, step);
}
