import type { Statistics } from "./summary.js";

/**
 * How a tensor's finite entries are spread: 16 bins of equal width from the least to the greatest, each as its height of
 * 0 to 255. The fullest has 255, and heights are rounded up, so that only an empty bin has 0. Entries that are all equal
 * stand in the middle, in bin 8. Where no entry is finite all bins are empty.
 */
export const histogramBins = 16;

const highest = 255;
const empty: readonly number[] = Array<number>(histogramBins).fill(0);

export function histogram(data: ArrayLike<number>, { min, max }: Pick<Statistics, "min" | "max">): readonly number[] {
  if (min === null || max === null) return empty;
  if (min === max) return empty.with(histogramBins / 2, highest);
  // Sixteen times the largest numbers overflows; of a part of them it does not.
  const unit = Math.max(-min, max) < 1e300 ? 1 : 2 ** -8;
  const low = min * unit * histogramBins;
  const width = max * unit - min * unit;
  // The greatest entry falls beyond the last bin.
  const counts = new Uint32Array(histogramBins + 1);
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!;
    if (x - x === 0) counts[((x * unit * histogramBins - low) / width) | 0]!++;
  }
  counts[histogramBins - 1]! += counts[histogramBins]!;
  const heights = Array.from(counts.subarray(0, histogramBins));
  const fullest = Math.max(...heights);
  return heights.map((count) => Math.ceil((count * highest) / fullest));
}
