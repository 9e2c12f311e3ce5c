import type { NodeEntry } from "./entry.js";
import { normOf, statistics, wholeLimit, type Statistics, type Summary } from "./summary.js";

/**
 * A pass as bytes, little-endian, every part starting at a multiple of 8:
 *
 *     u32 topology · u32 site (0: unknown) · u32 flags · u32 number of nodes
 *     f64 loss (meaningful with flag `hasLoss`)
 *     full:    f64 × scalars of all nodes in their order
 *              u8  × nodes: which of value (1), gradient (2), accumulated gradient (4) follow
 *              for each node those tensors: up to 64 entries as they are (f32 for float32, else f64),
 *              larger ones as 11 f64: negInf neg zero pos posInf nan min max mean std norm
 *     thinned: f64 id of the first node (a topology's ids are consecutive)
 *              f64 × 2 for each node: norm of value and of gradient (NaN: none)
 *
 * Where a tensor has no finite entry its five statistics are NaN.
 */
export const passFlag = { hasLoss: 1, thinned: 2 } as const;

export const tensorFlag = { value: 1, grad: 2, accumulated: 4 } as const;

const headerBytes = 24;
const statisticsLength = 11;

/** The node's part of a layout: what is needed to find its tensors in a pass. */
export type NodeLayout = Pick<NodeEntry, "shape" | "dtype" | "scalars">;

export interface PassHeader {
  readonly topology: number;
  readonly site: number;
  readonly loss: number | null;
  readonly thinned: boolean;
}

export interface PassTensors {
  readonly scalars: readonly number[];
  readonly value: Summary | null;
  readonly grad: Summary | null;
  readonly accumulated: Summary | null;
}

/** The recorded form of one tensor: its entries if it has few, else its statistics. */
export type TensorNumbers = ArrayLike<number>;

export interface PassContent {
  readonly topology: number;
  readonly site: number;
  readonly loss: number | null;
  readonly scalars: readonly number[];
  readonly value: readonly (TensorNumbers | null)[];
  readonly grad: readonly (TensorNumbers | null)[];
  readonly accumulated: readonly (TensorNumbers | null)[];
}

export function elementCount(shape: readonly number[]): number {
  let count = 1;
  for (const size of shape) count *= size;
  return count;
}

/** What a pass keeps of a tensor with these entries. */
export function tensorNumbers(entries: ArrayLike<number>): TensorNumbers {
  return entries.length <= wholeLimit ? entries : statisticsNumbers(statistics(entries));
}

function statisticsNumbers({ counts, min, max, mean, std, norm }: Statistics): TensorNumbers {
  const { negInf, neg, zero, pos, posInf, nan } = counts;
  const numbers = [min, max, mean, std, norm].map((x) => x ?? NaN);
  return [negInf, neg, zero, pos, posInf, nan, ...numbers];
}

export function encodePass(layout: readonly NodeLayout[], pass: PassContent): Uint8Array<ArrayBuffer> {
  const columns = [pass.value, pass.grad, pass.accumulated];
  let size = headerBytes + 8 * pass.scalars.length + align(layout.length);
  for (let i = 0; i < layout.length; i++) {
    const each = tensorBytes(layout[i]!);
    for (const column of columns) if (column[i]) size += each;
  }
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, pass.topology, true);
  view.setUint32(4, pass.site, true);
  view.setUint32(8, pass.loss === null ? 0 : passFlag.hasLoss, true);
  view.setUint32(12, layout.length, true);
  view.setFloat64(16, pass.loss ?? NaN, true);
  let at = headerBytes;
  for (const scalar of pass.scalars) {
    view.setFloat64(at, scalar, true);
    at += 8;
  }
  const flagsAt = at;
  at += align(layout.length);
  for (let i = 0; i < layout.length; i++) {
    const node = layout[i]!;
    const each = tensorBytes(node);
    const single = node.dtype === "float32" && isWhole(node);
    for (let k = 0; k < columns.length; k++) {
      const numbers = columns[k]![i];
      if (!numbers) continue;
      bytes[flagsAt + i]! |= 1 << k;
      writeNumbers(view, at, numbers, single);
      at += each;
    }
  }
  return bytes;
}

/** The header of the pass that begins at `at`; to go through many passes without making an object for each, see below. */
export function readHeader(view: DataView, at = 0): PassHeader {
  return {
    topology: topologyAt(view, at),
    site: siteAt(view, at),
    loss: lossAt(view, at),
    thinned: isThinnedAt(view, at),
  };
}

export function topologyAt(view: DataView, at: number): number {
  return view.getUint32(at, true);
}

export function siteAt(view: DataView, at: number): number {
  return view.getUint32(at + 4, true);
}

export function lossAt(view: DataView, at: number): number | null {
  return view.getUint32(at + 8, true) & passFlag.hasLoss ? view.getFloat64(at + 16, true) : null;
}

export function isThinnedAt(view: DataView, at: number): boolean {
  return (view.getUint32(at + 8, true) & passFlag.thinned) !== 0;
}

/** The tensors of a full pass, one for each node. */
export function decodeTensors(layout: readonly NodeLayout[], bytes: Uint8Array): readonly PassTensors[] {
  const view = viewOf(bytes);
  const found: PassTensors[] = [];
  let scalarAt = headerBytes;
  eachTensor(layout, bytes, 0, (node, value, grad, accumulated) => {
    const scalars = Array.from({ length: node.scalars }, (_, k) => view.getFloat64(scalarAt + 8 * k, true));
    scalarAt += 8 * node.scalars;
    const summary = (at: number): Summary | null => (at < 0 ? null : readSummary(bytes, at, node));
    found.push({ scalars, value: summary(value), grad: summary(grad), accumulated: summary(accumulated) });
  });
  return found;
}

type VisitTensors = (node: NodeLayout, value: number, grad: number, accumulated: number) => void;

/** Visits each node of the full pass that begins at `start`, with the places of its tensors (−1: none). */
function eachTensor(layout: readonly NodeLayout[], bytes: Uint8Array, start: number, visit: VisitTensors): void {
  const flagsAt = start + headerBytes + 8 * layout.reduce((sum, node) => sum + node.scalars, 0);
  let at = flagsAt + align(layout.length);
  layout.forEach((node, i) => {
    const flags = bytes[flagsAt + i]!;
    const size = tensorBytes(node);
    const take = (flag: number): number => {
      if (!(flags & flag)) return -1;
      at += size;
      return at - size;
    };
    visit(node, take(tensorFlag.value), take(tensorFlag.grad), take(tensorFlag.accumulated));
  });
}

/** How long the pass that begins at `at` is once it is thinned. */
export function thinnedLength(view: DataView, at: number): number {
  return headerBytes + 8 + 16 * view.getUint32(at + 12, true);
}

/** The full pass that begins at `start`, cut down to its loss and norms. */
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
  let at = headerBytes + 8;
  eachTensor(layout, bytes, start, (node, value, grad) => {
    view.setFloat64(at, normAt(bytes, value, node), true);
    view.setFloat64(at + 8, normAt(bytes, grad, node), true);
    at += 16;
  });
  return thin;
}

/** NaN for none. */
function normAt(bytes: Uint8Array, at: number, node: NodeLayout): number {
  if (at < 0) return NaN;
  const numbers = numbersAt(bytes, at, node);
  return (isWhole(node) ? normOf(numbers) : numbers[statisticsLength - 1]) ?? NaN;
}

/** The recorded numbers of a tensor as they lie in the pass, which begins at a multiple of 8. */
function numbersAt(bytes: Uint8Array, at: number, node: NodeLayout): Float32Array | Float64Array {
  const place = bytes.byteOffset + at;
  if (!isWhole(node)) return new Float64Array(bytes.buffer, place, statisticsLength);
  const count = elementCount(node.shape);
  return node.dtype === "float32"
    ? new Float32Array(bytes.buffer, place, count)
    : new Float64Array(bytes.buffer, place, count);
}

export interface ThinnedTensor {
  readonly node: number;
  readonly valueNorm: number | null;
  readonly gradNorm: number | null;
}

export function decodeThinned(bytes: Uint8Array): readonly ThinnedTensor[] {
  const view = viewOf(bytes);
  const firstNode = view.getFloat64(headerBytes, true);
  const norm = (at: number): number | null => {
    const x = view.getFloat64(at, true);
    return Number.isNaN(x) ? null : x;
  };
  return Array.from({ length: view.getUint32(12, true) }, (_, i) => ({
    node: firstNode + i,
    valueNorm: norm(headerBytes + 8 + 16 * i),
    gradNorm: norm(headerBytes + 16 + 16 * i),
  }));
}

function readSummary(bytes: Uint8Array, at: number, node: NodeLayout): Summary {
  const { shape } = node;
  const numbers = numbersAt(bytes, at, node);
  if (isWhole(node)) return { shape, ...statistics(numbers), data: [...numbers] };
  const count = (i: number): number => numbers[i]!;
  const finite = (i: number): number | null => (Number.isNaN(numbers[i]!) ? null : numbers[i]!);
  return {
    shape,
    min: finite(6),
    max: finite(7),
    mean: finite(8),
    std: finite(9),
    norm: finite(10),
    counts: { negInf: count(0), neg: count(1), zero: count(2), pos: count(3), posInf: count(4), nan: count(5) },
  };
}

function writeNumbers(view: DataView, at: number, numbers: TensorNumbers, single: boolean): void {
  for (let i = 0; i < numbers.length; i++) {
    if (single) view.setFloat32(at + 4 * i, numbers[i]!, true);
    else view.setFloat64(at + 8 * i, numbers[i]!, true);
  }
}

function isWhole(node: NodeLayout): boolean {
  return elementCount(node.shape) <= wholeLimit;
}

function tensorBytes(node: NodeLayout): number {
  if (!isWhole(node)) return 8 * statisticsLength;
  return align(elementCount(node.shape) * (node.dtype === "float32" ? 4 : 8));
}

function align(size: number): number {
  return (size + 7) & ~7;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
