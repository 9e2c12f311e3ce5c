/**
 * The algorithms by which C++'s standard library (GNU's, which PyTorch is built with) selects and sorts. They are not
 * stable: which of equal elements comes first hangs on each step, and with it the index that PyTorch gives. They move the
 * items of an array between `from` and `to`, which is not among them, by whether one item goes before another.
 * https://en.wikipedia.org/wiki/Introselect
 */
type Before = (a: number, b: number) => boolean;

/** Brings the item that belongs to a place there, those that go before it to its front and the others behind it. */
export function selectNth(items: Int32Array, place: number, before: Before): void {
  let [from, to] = [0, items.length];
  for (let depth = depthOf(to); to - from > 3; depth--) {
    if (depth === 0) {
      heapSelect(items, from, place + 1, to, before);
      swap(items, from, place);
      return;
    }
    const cut = partition(items, from, to, before);
    if (cut <= place) from = cut;
    else to = cut;
  }
  insertionSort(items, from, to, before);
}

/** Sorts the items up to `to`. */
export function introsort(items: Int32Array, to: number, before: Before): void {
  sortRoughly(items, 0, to, depthOf(to), before);
  insertionSort(items, 0, Math.min(to, threshold), before);
  for (let i = threshold; i < to; i++) insertUnguarded(items, i, before);
}

/** Brings the items that go before all others to the front, in order, as many as `count`. */
export function partialSort(items: Int32Array, count: number, before: Before): void {
  heapSelect(items, 0, count, items.length, before);
  sortHeap(items, 0, count, before);
}

const threshold = 16;

function depthOf(length: number): number {
  return length === 0 ? 0 : 2 * Math.floor(Math.log2(length));
}

function sortRoughly(items: Int32Array, from: number, end: number, depth: number, before: Before): void {
  let [to, left] = [end, depth];
  while (to - from > threshold) {
    if (left === 0) {
      heapSelect(items, from, to, to, before);
      sortHeap(items, from, to, before);
      return;
    }
    left -= 1;
    const cut = partition(items, from, to, before);
    sortRoughly(items, cut, to, left, before);
    to = cut;
  }
}

/** Around the median of the second, the middle and the last item, which is brought to the front. */
function partition(items: Int32Array, from: number, to: number, before: Before): number {
  const middle = from + Math.floor((to - from) / 2);
  swap(items, from, medianOf(items, from + 1, middle, to - 1, before));
  const pivot = items[from]!;
  let [low, high] = [from + 1, to];
  for (;;) {
    while (before(items[low]!, pivot)) low++;
    high--;
    while (before(pivot, items[high]!)) high--;
    if (low >= high) return low;
    swap(items, low++, high);
  }
}

function medianOf(items: Int32Array, a: number, b: number, c: number, before: Before): number {
  const goes = (i: number, j: number): boolean => before(items[i]!, items[j]!);
  if (goes(a, b)) return goes(b, c) ? b : goes(a, c) ? c : a;
  return goes(a, c) ? a : goes(b, c) ? c : b;
}

function insertionSort(items: Int32Array, from: number, to: number, before: Before): void {
  for (let i = from + 1; i < to; i++) {
    const item = items[i]!;
    if (before(item, items[from]!)) {
      items.copyWithin(from + 1, from, i);
      items[from] = item;
    } else insertUnguarded(items, i, before);
  }
}

/** Something before it is known not to go behind it. */
function insertUnguarded(items: Int32Array, place: number, before: Before): void {
  const item = items[place]!;
  let at = place;
  for (; before(item, items[at - 1]!); at--) items[at] = items[at - 1]!;
  items[at] = item;
}

/** Makes a heap of the items up to `middle`, of those of all up to `to` that go before the others. Its first is the last. */
function heapSelect(items: Int32Array, from: number, middle: number, to: number, before: Before): void {
  const length = middle - from;
  for (let parent = Math.floor((length - 2) / 2); parent >= 0; parent--)
    sink(items, from, parent, length, items[from + parent]!, before);
  for (let i = middle; i < to; i++) {
    if (!before(items[i]!, items[from]!)) continue;
    const item = items[i]!;
    items[i] = items[from]!;
    sink(items, from, 0, length, item, before);
  }
}

function sortHeap(items: Int32Array, from: number, to: number, before: Before): void {
  for (let last = to - 1; last > from; last--) {
    const item = items[last]!;
    items[last] = items[from]!;
    sink(items, from, 0, last - from, item, before);
  }
}

/** Lets a hole in a heap sink to its end, and an item rise from there. */
function sink(items: Int32Array, from: number, top: number, length: number, item: number, before: Before): void {
  let hole = top;
  while (2 * hole + 2 < length) {
    const right = 2 * hole + 2;
    const child = before(items[from + right]!, items[from + right - 1]!) ? right - 1 : right;
    items[from + hole] = items[from + child]!;
    hole = child;
  }
  if (length % 2 === 0 && hole === (length - 2) / 2) {
    items[from + hole] = items[from + 2 * hole + 1]!;
    hole = 2 * hole + 1;
  }
  for (let parent = (hole - 1) >> 1; hole > top && before(items[from + parent]!, item); parent = (hole - 1) >> 1) {
    items[from + hole] = items[from + parent]!;
    hole = parent;
  }
  items[from + hole] = item;
}

function swap(items: Int32Array, i: number, j: number): void {
  [items[i], items[j]] = [items[j]!, items[i]!];
}
