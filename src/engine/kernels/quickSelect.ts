/**
 * PyTorch's own selection by Numerical Recipes' method, which brings the item that belongs to a place there. Which of equal
 * items that is hangs on each step. `behind` says whether one item goes behind another.
 * https://en.wikipedia.org/wiki/Quickselect
 */
export function quickSelect(items: Int32Array, place: number, behind: (a: number, b: number) => boolean): void {
  let [left, right] = [0, items.length - 1];
  const swap = (i: number, j: number): void => {
    [items[i], items[j]] = [items[j]!, items[i]!];
  };
  const order = (i: number, j: number): void => {
    if (behind(items[i]!, items[j]!)) swap(i, j);
  };
  while (right > left + 1) {
    swap(left + Math.floor((right - left) / 2), left + 1);
    order(left + 1, right);
    order(left, right);
    order(left + 1, left);
    const pivot = items[left]!;
    let [low, high] = [left + 1, right];
    for (;;) {
      do low++;
      while (behind(pivot, items[low]!));
      do high--;
      while (behind(items[high]!, pivot));
      if (high < low) break;
      swap(low, high);
    }
    swap(left, high);
    if (high <= place) left = low;
    if (high >= place) right = high - 1;
  }
  if (right === left + 1) order(left, right);
}
