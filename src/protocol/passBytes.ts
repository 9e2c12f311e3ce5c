import type { NodeEntry } from "./entry.js";
import { align, headerBytes, passFlag, viewOf } from "./passHeader.js";
import type { Summary } from "./summary.js";
import { nonFiniteCount, summaryAt, tensorBytes, writeNumbers, type TensorNumbers } from "./tensorNumbers.js";

/**
 * A pass as bytes, little-endian, every part starting at a multiple of 8:
 *
 *     u32 topology · u32 site (0: unknown) · u32 flags · u32 number of nodes
 *     f64 loss (meaningful with flag `hasLoss`)
 *     full:    f64 × scalars of all nodes in their order
 *              u8  × nodes: which of value (1), gradient (2), accumulated gradient (4) follow
 *              for each node those tensors (see tensorNumbers.ts)
 *     thinned: see thinnedPass.ts
 */
export const tensorFlag = { value: 1, grad: 2, accumulated: 4 } as const;

/** The node's part of a layout: what is needed to find its tensors in a pass. */
export type NodeLayout = Pick<NodeEntry, "shape" | "dtype" | "scalars">;

export interface PassTensors {
  readonly scalars: readonly number[];
  readonly value: Summary | null;
  readonly grad: Summary | null;
  readonly accumulated: Summary | null;
}

export interface PassContent {
  readonly topology: number;
  readonly site: number;
  readonly loss: number | null;
  readonly failed: boolean;
  readonly scalars: readonly number[];
  readonly value: readonly (TensorNumbers | null)[];
  readonly grad: readonly (TensorNumbers | null)[];
  readonly accumulated: readonly (TensorNumbers | null)[];
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
  view.setUint32(8, flagsOf(layout, pass), true);
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
    for (let k = 0; k < columns.length; k++) {
      const numbers = columns[k]![i];
      if (!numbers) continue;
      bytes[flagsAt + i]! |= 1 << k;
      writeNumbers(view, at, numbers, node);
      at += each;
    }
  }
  return bytes;
}

/** The tensors of a full pass, one for each node. */
export function decodeTensors(layout: readonly NodeLayout[], bytes: Uint8Array): readonly PassTensors[] {
  const view = viewOf(bytes);
  const found: PassTensors[] = [];
  let scalarAt = headerBytes;
  eachTensor(layout, bytes, 0, (node, value, grad, accumulated) => {
    const scalars = Array.from({ length: node.scalars }, (_, k) => view.getFloat64(scalarAt + 8 * k, true));
    scalarAt += 8 * node.scalars;
    const summary = (at: number): Summary | null => (at < 0 ? null : summaryAt(bytes, at, node));
    found.push({ scalars, value: summary(value), grad: summary(grad), accumulated: summary(accumulated) });
  });
  return found;
}

type VisitTensors = (node: NodeLayout, value: number, grad: number, accumulated: number) => void;

/** Visits each node of the full pass that begins at `start`, with the places of its tensors (−1: none). */
export function eachTensor(layout: readonly NodeLayout[], bytes: Uint8Array, start: number, visit: VisitTensors): void {
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

function flagsOf(layout: readonly NodeLayout[], { loss, failed, grad }: PassContent): number {
  const known = (loss === null ? 0 : passFlag.hasLoss) | (failed ? passFlag.failed : 0);
  for (let i = 0; i < layout.length; i++) {
    const numbers = grad[i];
    if (numbers && nonFiniteCount(numbers, layout[i]!) > 0) return known | passFlag.nonFiniteGradient;
  }
  return known;
}
