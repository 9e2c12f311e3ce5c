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

/** What is kept of one tensor in one pass. */
export interface Summary extends Statistics {
  readonly shape: readonly number[];
  /** Row-major; of a tensor of at most `wholeLimit` entries. */
  readonly data?: readonly number[];
  /** Of a larger one: see histogram.ts. */
  readonly histogram?: readonly number[];
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
  // A rounded mean can lie outside of its entries: that of equal ones must be theirs.
  const mean = Math.min(max, Math.max(min, meanOf(sum, finite, data)));
  const scale = Math.max(Math.abs(min), Math.abs(max));
  const std = rootOfSquares(data, mean, scale, finite);
  return { min, max, mean, std, norm: rootOfSquares(data, 0, scale, 1), counts };
}

/** The L2 norm over the finite entries; null where there are none. */
export function normOf(data: ArrayLike<number>): number | null {
  let scale = -1;
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]!);
    if (size < Infinity && size > scale) scale = size;
  }
  return scale < 0 ? null : rootOfSquares(data, 0, scale, 1);
}

/** √(Σ(x − center)² / divisor) over the finite entries, of which the largest has the size `scale`. */
function rootOfSquares(data: ArrayLike<number>, center: number, scale: number, divisor: number): number {
  if (data.length === 1) return Math.abs(data[0]! - center);
  const squares = sumOfSquares(data, center, 1);
  if (squares > 1e-290 && squares < Infinity) return Math.sqrt(squares / divisor);
  return scale === 0 ? 0 : Math.sqrt(sumOfSquares(data, center, scale) / divisor) * scale;
}

function sumOfSquares(data: ArrayLike<number>, center: number, scale: number): number {
  const scaledCenter = center / scale;
  let squares = 0;
  for (let i = 0; i < data.length; i++) {
    const x = data[i]! / scale - scaledCenter;
    if (x - x === 0) squares += x * x;
  }
  return squares;
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
