/**
 * Where the windows along one dimension lie: window i has the elements from starts[i] to before ends[i] that are `step`
 * apart. `counts[i]` is how many a mean divides by.
 */
export interface Windows {
  readonly size: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly counts: Int32Array;
  readonly step: number;
}

/** How a window moves along one dimension. */
export interface Sliding {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  /** Whether places in the padding count as elements. */
  readonly countPadding: boolean;
}

/** A window that moves by a stride. Its elements in the padding are left out. */
export function slidingWindows(size: number, places: number, sliding: Sliding): Windows {
  const { kernel, stride, padding, dilation, countPadding } = sliding;
  return windows(size, places, dilation, (place) => {
    const first = place * stride - padding;
    const end = first + (kernel - 1) * dilation + 1;
    const start = first < 0 ? first + Math.ceil(-first / dilation) * dilation : first;
    const inside = Math.min(end, size);
    return { start, end: inside, count: countPadding ? Math.min(end, size + padding) - first : inside - start };
  });
}

/** Windows of nearly one size that cover the dimension, whatever the number of places. */
export function adaptiveWindows(size: number, places: number): Windows {
  return windows(size, places, 1, (place) => {
    const start = Math.floor((place * size) / places);
    const end = Math.ceil(((place + 1) * size) / places);
    return { start, end, count: end - start };
  });
}

type Span = { readonly start: number; readonly end: number; readonly count: number };

function windows(size: number, places: number, step: number, spanOf: (place: number) => Span): Windows {
  const spans = Array.from({ length: places }, (_, place) => spanOf(place));
  return {
    size,
    starts: Int32Array.from(spans, ({ start }) => start),
    ends: Int32Array.from(spans, ({ end }) => end),
    counts: Int32Array.from(spans, ({ count }) => count),
    step,
  };
}
