import type { Series } from "../../src/protocol/api.js";
import { formatNumber } from "../../src/protocol/format.js";
import type { Theme } from "../ui/theme.js";
import type { LossCurve } from "./lossCurve.js";
import { lossScale, type LossScale } from "./lossScale.js";

export const sidePadding = 8;
const labelHeight = 18;
/** A lower chart has no room for words. */
const leastHeightWithLabels = 56;

export interface ChartArea {
  readonly width: number;
  readonly height: number;
}

/** The x of a pass in the chart: the first stands at the left, the last at the right. */
export function xOfPass(pass: number, total: number, width: number): number {
  return sidePadding + (total > 1 ? pass / (total - 1) : 0.5) * (width - 2 * sidePadding);
}

/** The pass nearest to an x in the chart. */
export function passAtX(x: number, total: number, width: number): number {
  const share = (x - sidePadding) / Math.max(1, width - 2 * sidePadding);
  return Math.max(0, Math.min(total - 1, Math.round(share * (total - 1))));
}

export function drawLossCurve(
  context: CanvasRenderingContext2D,
  area: ChartArea,
  { total, series }: Pick<LossCurve, "total" | "series">,
  theme: Theme,
): void {
  const scale = lossScale(series);
  if (area.height >= leastHeightWithLabels) drawLabels(context, area, scale, theme);
  if (scale !== null) drawLine(context, area, total, series, scale, theme);
  drawNonFinite(context, area, total, series, theme);
}

/** The selected pass: a line through the chart, and a point on the curve. */
export function drawCursor(
  context: CanvasRenderingContext2D,
  area: ChartArea,
  { total, series }: Pick<LossCurve, "total" | "series">,
  pass: { readonly index: number; readonly loss: number | null },
  theme: Theme,
): void {
  const x = xOfPass(Math.min(pass.index, total - 1), total, area.width);
  context.strokeStyle = context.fillStyle = theme.colors.focus;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, Math.max(0, insetsOf(area).top - 6));
  context.lineTo(Math.round(x) + 0.5, area.height);
  context.stroke();
  const scale = lossScale(series);
  if (scale === null || pass.loss === null || !Number.isFinite(pass.loss)) return;
  const height = Math.min(1, Math.max(0, scale.heightOf(pass.loss)));
  context.beginPath();
  context.arc(x, yOf(height, area), 3.5, 0, 2 * Math.PI);
  context.fill();
}

function drawLabels(
  context: CanvasRenderingContext2D,
  { width }: ChartArea,
  scale: LossScale | null,
  theme: Theme,
): void {
  context.fillStyle = theme.colors.muted;
  context.textBaseline = "middle";
  context.textAlign = "right";
  context.font = `11px ${theme.monospace}`;
  const bounds = scale === null ? [] : scale.min === scale.max ? [scale.min] : [scale.min, scale.max];
  const range = bounds.map((x) => formatNumber(x)).join(" … ");
  context.fillText(range, width - sidePadding, 9);
  const room = width - 3 * sidePadding - context.measureText(range).width;
  context.textAlign = "left";
  context.font = `11px ${theme.font}`;
  const label = scale?.isLogarithmic ? "loss, log scale" : "loss";
  context.fillText(context.measureText(label).width <= room ? label : "loss", sidePadding, 9);
}

/** A band from each bucket's least to its greatest loss: where buckets hold one pass each, a line. */
function drawLine(
  context: CanvasRenderingContext2D,
  area: ChartArea,
  total: number,
  { first, min, max }: Series,
  scale: LossScale,
  theme: Theme,
): void {
  context.strokeStyle = theme.colors.positive;
  context.lineWidth = 1.6;
  context.lineJoin = context.lineCap = "round";
  context.beginPath();
  let isDrawing = false;
  first.forEach((pass, i) => {
    if (Number.isNaN(min[i]!)) {
      isDrawing = false;
      return;
    }
    const x = xOfPass(pass, total, area.width);
    if (!isDrawing) context.moveTo(x, yOf(scale.heightOf(max[i]!), area));
    context.lineTo(x, yOf(scale.heightOf(max[i]!), area));
    context.lineTo(x, yOf(scale.heightOf(min[i]!), area));
    isDrawing = true;
  });
  context.stroke();
}

function drawNonFinite(
  context: CanvasRenderingContext2D,
  area: ChartArea,
  total: number,
  { first, nonFinite }: Series,
  theme: Theme,
): void {
  context.fillStyle = theme.colors.nonFinite;
  first.forEach((pass, i) => {
    if (nonFinite[i]! > 0) context.fillRect(xOfPass(pass, total, area.width) - 1, area.height - 5, 2, 5);
  });
}

function yOf(height: number, area: ChartArea): number {
  const { top, bottom } = insetsOf(area);
  return area.height - bottom - height * (area.height - top - bottom);
}

/** What stays free above and below the curve. */
function insetsOf({ height }: ChartArea): { readonly top: number; readonly bottom: number } {
  return height >= leastHeightWithLabels ? { top: labelHeight + 4, bottom: 8 } : { top: 5, bottom: 5 };
}
