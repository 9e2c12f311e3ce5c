import type { Theme } from "../ui/theme.js";
import { type ChartArea, xOfPass } from "./chartArea.js";
import type { LossCurve } from "./lossCurve.js";
import { type Notch, notchesOf } from "./notches.js";

/** Notches that stand so close that they are one mark. */
export interface NotchMark {
  readonly x: number;
  readonly width: number;
  /** Whether there is room for a triangle at its beginning. */
  readonly hasTriangle: boolean;
  readonly notches: readonly Notch[];
}

const leastWidth = 2;
const leastGap = 3;
const triangle = { width: 8, height: 6 } as const;
const bandHeight = 3;

export function notchMarks(notches: readonly Notch[], total: number, width: number): readonly NotchMark[] {
  const marks: NotchMark[] = [];
  let lastTriangle = -Infinity;
  for (const notch of notches) {
    const left = xOfPass(notch.from, total, width) - leastWidth / 2;
    const right = xOfPass(notch.to - 1, total, width) + leastWidth / 2;
    const last = marks.at(-1);
    if (last !== undefined && left - (last.x + last.width) < leastGap) {
      marks.splice(-1, 1, { ...last, width: right - last.x, notches: [...last.notches, notch] });
      continue;
    }
    const hasTriangle = left - lastTriangle >= triangle.width;
    if (hasTriangle) lastTriangle = left;
    marks.push({ x: left, width: right - left, hasTriangle, notches: [notch] });
  }
  return marks;
}

/** The mark that is meant by a place in the chart. */
export function markAt(marks: readonly NotchMark[], x: number): NotchMark | null {
  const reach = triangle.width / 2;
  return marks.find((mark) => x >= mark.x - reach && x <= mark.x + mark.width + reach) ?? null;
}

/** A band along the floor with a triangle where it begins; where the loss has no height, a veil in place of the curve. */
export function drawNotches(
  context: CanvasRenderingContext2D,
  area: ChartArea,
  { total, series, notches }: Pick<LossCurve, "total" | "series" | "notches">,
  { colors }: Theme,
): void {
  context.fillStyle = colors.nonFinite;
  context.globalAlpha = 0.16;
  const none = series.first.map(() => 0);
  const lossesAlone = notchesOf({ ...series, nonFiniteGradients: none, failed: none }, total);
  for (const { x, width } of notchMarks(lossesAlone, total, area.width)) context.fillRect(x, 0, width, area.height);
  context.globalAlpha = 1;
  for (const { x, width, hasTriangle } of notchMarks(notches, total, area.width)) {
    context.fillRect(x, area.height - bandHeight, width, bandHeight);
    if (!hasTriangle) continue;
    const middle = x + leastWidth / 2;
    context.beginPath();
    context.moveTo(middle - triangle.width / 2, area.height);
    context.lineTo(middle, area.height - triangle.height);
    context.lineTo(middle + triangle.width / 2, area.height);
    context.fill();
  }
}
