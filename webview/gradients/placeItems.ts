import type { ListItem } from "./listItems.js";

/** Where each item begins, and behind the last where it ends: heads of groups have one height, tensors another. */
export function placeItems(
  items: readonly ListItem[],
  heights: { readonly [K in ListItem["kind"]]: number },
): readonly number[] {
  let top = 0;
  const tops = items.map(({ kind }) => {
    const itsTop = top;
    top += heights[kind];
    return itsTop;
  });
  return [...tops, top];
}

/** The item at the height `y`: the last that begins there or above. */
export function itemAt(tops: readonly number[], y: number): number {
  let [low, high] = [0, tops.length - 1];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (tops[middle]! <= y) low = middle;
    else high = middle;
  }
  return low;
}
