import { eachTensor, type NodeLayout } from "./passBytes.js";
import { align, hasNonFiniteGradientAt, headerBytes, nodeCountAt, passFlag, viewOf } from "./passHeader.js";
import { nonFiniteCount, normOfNumbers, readNumbers } from "./tensorNumbers.js";

/**
 * What is left of an old pass, after its header:
 *
 *     f64 id of the first node (a topology's ids are consecutive)
 *     f64 × 2 for each node: norm of value and of gradient over their finite entries (NaN: none)
 *     u32 for each node: how many entries of its gradient are not finite; only with flag `nonFiniteGradient`
 */
const normsAt = headerBytes + 8;
const normBytes = 16;

export interface ThinnedTensor {
  readonly node: number;
  readonly valueNorm: number | null;
  readonly gradNorm: number | null;
  readonly gradNonFinite: number;
}

/** How long the pass that begins at `at` is once it is thinned. */
export function thinnedLength(view: DataView, at: number): number {
  const nodes = nodeCountAt(view, at);
  return normsAt + normBytes * nodes + (hasNonFiniteGradientAt(view, at) ? align(4 * nodes) : 0);
}

/** The full pass that begins at `start`, cut down. */
export function thinPass(
  layout: readonly NodeLayout[],
  firstNode: number,
  bytes: Uint8Array,
  start = 0,
): Uint8Array<ArrayBuffer> {
  const thin = new Uint8Array(thinnedLength(viewOf(bytes), start));
  thin.set(bytes.subarray(start, start + headerBytes));
  const view = viewOf(thin);
  view.setUint32(8, view.getUint32(8, true) | passFlag.thinned, true);
  view.setFloat64(headerBytes, firstNode, true);
  const hasCounts = hasNonFiniteGradientAt(view, 0);
  let at = normsAt;
  let countAt = normsAt + normBytes * layout.length;
  eachTensor(layout, bytes, start, (node, value, grad) => {
    view.setFloat64(at, normAt(bytes, value, node), true);
    view.setFloat64(at + 8, normAt(bytes, grad, node), true);
    if (hasCounts && grad >= 0) view.setUint32(countAt, nonFiniteCount(readNumbers(bytes, grad, node), node), true);
    at += normBytes;
    countAt += 4;
  });
  return thin;
}

export function decodeThinned(bytes: Uint8Array): readonly ThinnedTensor[] {
  const view = viewOf(bytes);
  const nodes = nodeCountAt(view, 0);
  const firstNode = view.getFloat64(headerBytes, true);
  const countsAt = normsAt + normBytes * nodes;
  const hasCounts = hasNonFiniteGradientAt(view, 0);
  const norm = (at: number): number | null => {
    const x = view.getFloat64(at, true);
    return Number.isNaN(x) ? null : x;
  };
  return Array.from({ length: nodes }, (_, i) => ({
    node: firstNode + i,
    valueNorm: norm(normsAt + normBytes * i),
    gradNorm: norm(normsAt + normBytes * i + 8),
    gradNonFinite: hasCounts ? view.getUint32(countsAt + 4 * i, true) : 0,
  }));
}

/** NaN for none. */
function normAt(bytes: Uint8Array, at: number, node: NodeLayout): number {
  return at < 0 ? NaN : normOfNumbers(readNumbers(bytes, at, node), node);
}
