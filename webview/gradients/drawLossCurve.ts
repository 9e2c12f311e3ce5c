import type { Series } from "../../src/protocol/api.js";
import { formatNumber } from "../../src/protocol/format.js";
import type { Theme } from "../ui/theme.js";
import { callStyle } from "./callStyle.js";
import { type ChartArea, sidePadding, xOfPass } from "./chartArea.js";
import type { LossCurve } from "./lossCurve.js";
import { lossScale, type LossScale } from "./lossScale.js";

const labelHeight = 18;
/** A lower chart has no room for words. */
const leastHeightWithLabels = 56;

export function drawLossCurve(
  context: CanvasRenderingContext2D,
  area: ChartArea,
  { total, series, lines }: Pick<LossCurve, "total" | "series" | "lines">,
  theme: Theme,
): void {
  const scale = lossScale(series);
  if (area.height >= leastHeightWithLabels) drawLabels(context, area, series, scale, theme);
  if (scale === null) return;
  context.lineJoin = context.lineCap = "round";
  for (const { call, series: ofCall } of lines) {
    const { color, dash, width } = callStyle(call);
    context.strokeStyle = context.fillStyle = theme.colors[color];
    context.lineWidth = width;
    context.setLineDash(dash);
    drawLine(context, area, total, ofCall, scale);
  }
  context.setLineDash([]);
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
  drawDot(context, x, yOf(height, area), 3.5);
}

function drawLabels(
  context: CanvasRenderingContext2D,
  { width }: ChartArea,
  { nonFinite, failed }: Series,
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
  const hasNone = scale === null && [...nonFinite, ...failed].every((count) => count === 0);
  const label = hasNone ? "no scalar loss" : scale?.isLogarithmic ? "loss, log scale" : "loss";
  context.fillText(context.measureText(label).width <= room ? label : "loss", sidePadding, 9);
}

/**
 * A band from each bucket's least to its greatest loss: where buckets hold one pass each, a line. It goes on over passes
 * that come from elsewhere or were dropped, and is broken where the loss is not finite.
 */
function drawLine(
  context: CanvasRenderingContext2D,
  area: ChartArea,
  total: number,
  { first, min, max, nonFinite }: Series,
  scale: LossScale,
): void {
  let length = 0;
  let [lastX, lastY] = [0, 0];
  const endLine = (): void => {
    if (length === 1) drawDot(context, lastX, lastY, 2);
    else if (length > 1) context.stroke();
    length = 0;
  };
  first.forEach((pass, i) => {
    if (Number.isNaN(min[i]!)) {
      if (nonFinite[i]! > 0) endLine();
      return;
    }
    const x = xOfPass(pass, total, area.width);
    const [top, bottom] = [yOf(scale.heightOf(max[i]!), area), yOf(scale.heightOf(min[i]!), area)];
    if (length === 0) {
      context.beginPath();
      context.moveTo(x, top);
    } else context.lineTo(x, top);
    if (top !== bottom) context.lineTo(x, bottom);
    length += top === bottom ? 1 : 2;
    [lastX, lastY] = [x, bottom];
  });
  endLine();
}

function drawDot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

function yOf(height: number, area: ChartArea): number {
  const { top, bottom } = insetsOf(area);
  return area.height - bottom - height * (area.height - top - bottom);
}

/** What stays free above and below the curve: for words, and for notches. */
function insetsOf({ height }: ChartArea): { readonly top: number; readonly bottom: number } {
  return height >= leastHeightWithLabels ? { top: labelHeight + 4, bottom: 10 } : { top: 4, bottom: 7 };
}
