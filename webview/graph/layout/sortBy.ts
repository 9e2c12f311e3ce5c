/** Longer stretches are sorted by the engine, which needs an array for it. */
const short = 24;

/** Sorts `items` from `from` to `to` by their keys, where they stand; equal ones keep their order. */
export function sortBy(key: ArrayLike<number>, items: Int32Array, from: number, to: number): void {
  if (to - from > short) {
    const sorted = Array.from(items.subarray(from, to)).sort((a, b) => key[a]! - key[b]!);
    return items.set(sorted, from);
  }
  for (let i = from + 1; i < to; i++) {
    const item = items[i]!;
    let at = i;
    for (; at > from && key[items[at - 1]!]! > key[item]!; at--) items[at] = items[at - 1]!;
    items[at] = item;
  }
}
