/** How many entries of a tensor are of each kind; the six kinds exclude each other and cover everything. */
export interface Counts {
  readonly negInf: number;
  readonly neg: number;
  readonly zero: number;
  readonly pos: number;
  readonly posInf: number;
  readonly nan: number;
}

/** min, max, mean, std (population) and norm (L2) are over the finite entries, null where there are none. */
export interface Statistics {
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly std: number | null;
  readonly norm: number | null;
  readonly counts: Counts;
}

/** What is kept of one tensor in one pass; `data` (row-major) where it has at most `wholeLimit` entries. */
export interface Summary extends Statistics {
  readonly shape: readonly number[];
  readonly data?: readonly number[];
}

/** A tensor of up to this many entries is recorded as its numbers, a larger one as its statistics. */
export const wholeLimit = 64;

export function statistics(data: ArrayLike<number>): Statistics {
  let negInf = 0;
  let neg = 0;
  let zero = 0;
  let pos = 0;
  let posInf = 0;
  let nan = 0;
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!;
    if (x !== x) nan++;
    else if (x === Infinity) posInf++;
    else if (x === -Infinity) negInf++;
    else {
      if (x > 0) pos++;
      else if (x < 0) neg++;
      else zero++;
      if (x < min) min = x;
      if (x > max) max = x;
      sum += x;
    }
  }
  const counts = { negInf, neg, zero, pos, posInf, nan };
  const finite = neg + zero + pos;
  if (finite === 0) return { min: null, max: null, mean: null, std: null, norm: null, counts };
  const mean = meanOf(sum, finite, data);
  const scale = Math.max(Math.abs(min), Math.abs(max));
  let squares = 0;
  let deviations = 0;
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!;
    if (x - x !== 0) continue;
    const scaled = scale === 0 ? 0 : x / scale;
    squares += scaled * scaled;
    const deviation = scale === 0 ? 0 : x / scale - mean / scale;
    deviations += deviation * deviation;
  }
  return {
    min,
    max,
    mean,
    std: Math.sqrt(deviations / finite) * scale,
    norm: finite === 1 ? scale : Math.sqrt(squares) * scale,
    counts,
  };
}

/** The plain sum overflows for entries near the largest double; the mean of those is taken entry by entry. */
function meanOf(sum: number, finite: number, data: ArrayLike<number>): number {
  if (sum - sum === 0) return sum / finite;
  let mean = 0;
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!;
    if (x - x === 0) mean += x / finite;
  }
  return mean;
}
