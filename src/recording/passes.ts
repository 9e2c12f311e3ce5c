import type { PassesEntry } from "../protocol/entry.js";
import { viewOf } from "../protocol/passHeader.js";

/**
 * The passes of a run in the order of their numbers, as pages of bytes. Appending merges small pages with their
 * neighbours, so that there are few of them however the passes arrive; a page that is in here never changes.
 */
export interface Passes {
  readonly pages: readonly Page[];
  /** How many there were, kept or not. */
  readonly total: number;
  readonly byteLength: number;
  readonly strides: Strides;
}

/** Of the old passes those stay in full, or thinned, whose numbers are multiples of 2 to the power of these. */
export interface Strides {
  readonly full: number;
  readonly thinned: number;
}

export interface Page {
  /** The numbers of its passes, ascending; some may be missing. */
  readonly indices: Uint32Array;
  /** Pass `indices[i]` is `bytes` from `offsets[i]` to `offsets[i + 1]`. */
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

const largestPage = 1 << 20;

export const noPasses: Passes = { pages: [], total: 0, byteLength: 0, strides: { full: 0, thinned: 0 } };

export function appendPasses(passes: Passes, entry: PassesEntry): Passes {
  const count = entry.offsets.length - 1;
  let page: Page = {
    indices: Uint32Array.from({ length: count }, (_, i) => entry.first + i),
    offsets: entry.offsets,
    bytes: entry.bytes,
  };
  const pages = passes.pages.slice();
  for (let last = pages.at(-1); last && fits(last, page); last = pages.at(-1)) {
    page = joinPages(last, page);
    pages.pop();
  }
  pages.push(page);
  return {
    ...passes,
    pages,
    total: entry.first + count,
    byteLength: passes.byteLength + entry.bytes.length + count * indexBytes,
  };
}

/** What becomes of the pass that begins at `at`: it stays (`true`), goes (`false`), or is replaced. */
export type Keep = (view: DataView, at: number, index: number) => boolean | Uint8Array;

/** The passes with some replaced or gone; pages in which nothing changes stay as they are. */
export function replacePasses(passes: Passes, keep: Keep): Passes {
  const pages = passes.pages.map((page) => replaceInPage(page, keep)).filter((page) => page.indices.length > 0);
  return { ...passes, pages, byteLength: pages.reduce((sum, page) => sum + pageBytes(page), 0) };
}

export function findPass(passes: Passes, index: number): Uint8Array | null {
  const page = passes.pages[lastAtMost(passes.pages.length, (i) => passes.pages[i]!.indices[0]!, index)];
  if (!page) return null;
  const at = lastAtMost(page.indices.length, (i) => page.indices[i]!, index);
  return page.indices[at] === index ? passBytes(page, at) : null;
}

type Visit = (view: DataView, at: number, index: number, length: number) => void;

/** Visits each kept pass from number `from` to `to` (exclusive), in order. */
export function eachPass(passes: Passes, from: number, to: number, visit: Visit): void {
  for (const { indices, offsets, bytes } of passes.pages) {
    if (indices.at(-1)! < from) continue;
    if (indices[0]! >= to) return;
    const view = viewOf(bytes);
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i]!;
      if (index >= from && index < to) visit(view, offsets[i]!, index, offsets[i + 1]! - offsets[i]!);
    }
  }
}

function pageBytes(page: Page): number {
  return page.bytes.length + page.indices.length * indexBytes;
}

/** What a page takes for each pass beside its bytes. */
export const indexBytes = 8;

function passBytes(page: Page, i: number): Uint8Array {
  return page.bytes.subarray(page.offsets[i], page.offsets[i + 1]);
}

/** Merging only what is not much smaller keeps appending linear in all (as in a log-structured merge tree). */
function fits(last: Page, next: Page): boolean {
  const size = pageBytes(next);
  return pageBytes(last) <= 2 * size && pageBytes(last) + size <= largestPage;
}

function joinPages(a: Page, b: Page): Page {
  const indices = new Uint32Array(a.indices.length + b.indices.length);
  indices.set(a.indices);
  indices.set(b.indices, a.indices.length);
  const offsets = new Uint32Array(indices.length + 1);
  offsets.set(a.offsets);
  b.offsets.forEach((offset, i) => (offsets[a.indices.length + i] = a.bytes.length + offset));
  const bytes = new Uint8Array(a.bytes.length + b.bytes.length);
  bytes.set(a.bytes);
  bytes.set(b.bytes, a.bytes.length);
  return { indices, offsets, bytes };
}

function replaceInPage(page: Page, keep: Keep): Page {
  const view = viewOf(page.bytes);
  const kept = Array.from(page.indices, (index, i) => keep(view, page.offsets[i]!, index));
  if (kept.every((each) => each === true)) return page;
  const parts = kept.map((each, i) => (each === true ? passBytes(page, i) : each));
  const length = parts.reduce((sum, part) => sum + (part === false ? 0 : part.length), 0);
  const count = parts.reduce((sum, part) => sum + (part === false ? 0 : 1), 0);
  const replaced = {
    indices: new Uint32Array(count),
    offsets: new Uint32Array(count + 1),
    bytes: new Uint8Array(length),
  };
  let at = 0;
  parts.forEach((part, i) => {
    if (part === false) return;
    replaced.bytes.set(part, replaced.offsets[at]);
    replaced.indices[at] = page.indices[i]!;
    replaced.offsets[at + 1] = replaced.offsets[at]! + part.length;
    at++;
  });
  return replaced;
}

/** The last of `count` ascending values that is at most `x`; −1 where all are greater. */
function lastAtMost(count: number, value: (i: number) => number, x: number): number {
  let low = -1;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (value(middle) <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}
