import type { PassesEntry } from "../protocol/entry.js";
import { readHeader } from "../protocol/passBytes.js";

/**
 * The passes of a run in the order of their numbers, as pages of bytes. Appending merges small pages with their
 * neighbours, so that there are few of them however the passes arrive; a page that is in here never changes.
 */
export interface Passes {
  readonly pages: readonly Page[];
  /** How many there were, kept or not. */
  readonly total: number;
  readonly byteLength: number;
}

export interface Page {
  /** The numbers of its passes, ascending; some may be missing. */
  readonly indices: Uint32Array;
  /** Pass `indices[i]` is `bytes` from `offsets[i]` to `offsets[i + 1]`. */
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

const largestPage = 1 << 20;

export const noPasses: Passes = { pages: [], total: 0, byteLength: 0 };

export function appendPasses(passes: Passes, entry: PassesEntry): Passes {
  const count = entry.offsets.length - 1;
  let page: Page = {
    indices: Uint32Array.from({ length: count }, (_, i) => entry.first + i),
    offsets: Uint32Array.from(entry.offsets),
    bytes: entry.bytes,
  };
  const pages = passes.pages.slice();
  for (let last = pages.at(-1); last && fits(last, page); last = pages.at(-1)) {
    page = joinPages(last, page);
    pages.pop();
  }
  pages.push(page);
  return {
    pages,
    total: entry.first + count,
    byteLength: passes.byteLength + entry.bytes.length + count * indexBytes,
  };
}

/** What replaces a pass: other bytes, or nothing at all. */
export type Replace = (bytes: Uint8Array, index: number) => Uint8Array | null;

/** The passes with some replaced; pages in which `replace` changes nothing stay as they are. */
export function replacePasses(passes: Passes, replace: Replace): Passes {
  const pages = passes.pages.map((page) => replaceInPage(page, replace)).filter((page) => page.indices.length > 0);
  return { ...passes, pages, byteLength: pages.reduce((sum, page) => sum + pageBytes(page), 0) };
}

export function findPass(passes: Passes, index: number): Uint8Array | null {
  const page = passes.pages[lastAtMost(passes.pages.length, (i) => passes.pages[i]!.indices[0]!, index)];
  if (!page) return null;
  const at = lastAtMost(page.indices.length, (i) => page.indices[i]!, index);
  return page.indices[at] === index ? passBytes(page, at) : null;
}

/** Calls `visit` for each kept pass from number `from` to `to` (exclusive). */
export function eachPass(passes: Passes, from: number, to: number, visit: (bytes: Uint8Array, index: number) => void) {
  for (const page of passes.pages) {
    if (page.indices.at(-1)! < from) continue;
    if (page.indices[0]! >= to) return;
    page.indices.forEach((index, i) => {
      if (index >= from && index < to) visit(passBytes(page, i), index);
    });
  }
}

function pageBytes(page: Page): number {
  return page.bytes.length + page.indices.length * indexBytes;
}

export function isThinned(bytes: Uint8Array): boolean {
  return readHeader(bytes).thinned;
}

const indexBytes = 8;

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

function replaceInPage(page: Page, replace: Replace): Page {
  let changed = false;
  const kept: { index: number; bytes: Uint8Array }[] = [];
  page.indices.forEach((index, i) => {
    const before = passBytes(page, i);
    const bytes = replace(before, index);
    if (bytes !== before) changed = true;
    if (bytes) kept.push({ index, bytes });
  });
  if (!changed) return page;
  const offsets = new Uint32Array(kept.length + 1);
  kept.forEach(({ bytes }, i) => (offsets[i + 1] = offsets[i]! + bytes.length));
  const bytes = new Uint8Array(offsets[kept.length]!);
  kept.forEach((pass, i) => bytes.set(pass.bytes, offsets[i]));
  return { indices: Uint32Array.from(kept, ({ index }) => index), offsets, bytes };
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
