/**
 * What every pass begins with, in full or thinned (see passBytes.ts). The functions that end in `At` read one part of the
 * pass that begins at `at`: to go through many passes without making an object for each.
 */
export const passFlag = { hasLoss: 1, thinned: 2, nonFiniteGradient: 4, failed: 8 } as const;

export const headerBytes = 24;

export interface PassHeader {
  readonly topology: number;
  readonly site: number;
  readonly loss: number | null;
  readonly failed: boolean;
  readonly thinned: boolean;
}

export function readHeader(view: DataView, at = 0): PassHeader {
  return {
    topology: topologyAt(view, at),
    site: siteAt(view, at),
    loss: lossAt(view, at),
    failed: hasFailedAt(view, at),
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
  return flagsAt(view, at) & passFlag.hasLoss ? view.getFloat64(at + 16, true) : null;
}

export function isThinnedAt(view: DataView, at: number): boolean {
  return (flagsAt(view, at) & passFlag.thinned) !== 0;
}

/** Whether the backward call threw: then the gradients are those that had arrived before. */
export function hasFailedAt(view: DataView, at: number): boolean {
  return (flagsAt(view, at) & passFlag.failed) !== 0;
}

/** Whether some gradient of the pass has a NaN or an infinity. */
export function hasNonFiniteGradientAt(view: DataView, at: number): boolean {
  return (flagsAt(view, at) & passFlag.nonFiniteGradient) !== 0;
}

export function nodeCountAt(view: DataView, at: number): number {
  return view.getUint32(at + 12, true);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Every part of a pass starts at a multiple of 8. */
export function align(size: number): number {
  return (size + 7) & ~7;
}

function flagsAt(view: DataView, at: number): number {
  return view.getUint32(at + 8, true);
}
