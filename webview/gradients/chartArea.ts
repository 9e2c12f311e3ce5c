/** The chart in CSS pixels. */
export interface ChartArea {
  readonly width: number;
  readonly height: number;
}

export const sidePadding = 8;

/** The x of a pass in the chart: the first stands at the left, the last at the right. */
export function xOfPass(pass: number, total: number, width: number): number {
  return sidePadding + (total > 1 ? pass / (total - 1) : 0.5) * (width - 2 * sidePadding);
}

/** The pass nearest to an x in the chart. */
export function passAtX(x: number, total: number, width: number): number {
  const share = (x - sidePadding) / Math.max(1, width - 2 * sidePadding);
  return Math.max(0, Math.min(total - 1, Math.round(share * (total - 1))));
}
