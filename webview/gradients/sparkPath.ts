import { formatNumber } from "../../src/protocol/format.js";
import { lossScale, type LossScale } from "./lossScale.js";

/** A curve in a box of `width` × `height`, as paths of SVG. */
export interface SparkPath {
  readonly line: string;
  /** Filled: a band on the floor where a gradient is not finite, with a triangle where it begins, as in the loss chart. */
  readonly notches: string;
  readonly title: string;
}

export interface SparkBox {
  readonly width: number;
  readonly height: number;
}

/** Of one tensor: its norms over the finite entries at some passes, and how many entries are not finite. */
export interface SparkSeries {
  readonly passes: readonly number[];
  readonly norms: readonly number[];
  readonly nonFinite: readonly number[];
}

/** Null where there is nothing to show: what never had a gradient has no curve. */
export function sparkPath({ passes, norms, nonFinite }: SparkSeries, box: SparkBox): SparkPath | null {
  const scale = normScale(norms.filter((norm, i) => Number.isFinite(norm) && nonFinite[i] === 0));
  const broken = nonFinite.filter((count) => count > 0).length;
  if (scale === null && broken === 0) return null;
  let [line, notches] = ["", ""];
  let [isDrawing, isBroken] = [false, false];
  norms.forEach((norm, i) => {
    const x = sparkX(passes[i]!, passes, box);
    if (nonFinite[i]! > 0) {
      notches += notch(x, isBroken ? sparkX(passes[i - 1]!, passes, box) : null, box);
      isBroken = true;
      isDrawing = false;
      return;
    }
    isBroken = false;
    if (scale === null || !Number.isFinite(norm)) {
      isDrawing = false;
      return;
    }
    const y = round(1 + (1 - scale.heightOf(norm)) * (box.height - 2));
    // A point without neighbours is a line of no length, which round caps make a dot.
    line += isDrawing ? `L${round(x)} ${y}` : `M${round(x)} ${y}h0`;
    isDrawing = true;
  });
  return { line, notches, title: titleOf(scale, broken, norms.length) };
}

/** A triangle, or from the pass before, which has one, a band. */
function notch(x: number, before: number | null, { height }: SparkBox): string {
  if (before === null) return `M${round(x - 3)} ${height}l3 -6l3 6z`;
  return `M${round(before)} ${height - 2}H${round(x + 1)}V${height}H${round(before)}z`;
}

/** The x of a pass, which may lie beyond those of the curve. */
export function sparkX(pass: number, passes: readonly number[], { width }: SparkBox): number {
  const [first, last] = [passes[0]!, passes.at(-1)!];
  const share = last > first ? (pass - first) / (last - first) : 0.5;
  return 1 + Math.max(0, Math.min(1, share)) * (width - 2);
}

/** Where norms span three decades the scale is logarithmic, and zeros lie on the floor. */
function normScale(finite: readonly number[]): LossScale | null {
  const positive = finite.filter((norm) => norm > 0);
  const scale = lossScale({ min: positive, max: positive });
  if (scale === null || !scale.isLogarithmic) return lossScale({ min: finite, max: finite });
  return { ...scale, heightOf: (norm) => (norm > 0 ? scale.heightOf(norm) : 0) };
}

function titleOf(scale: LossScale | null, broken: number, count: number): string {
  const lines = ["gradient norm over the passes"];
  if (scale !== null) {
    const { min, max, isLogarithmic } = scale;
    const range = min === max ? formatNumber(min) : `${formatNumber(min)} … ${formatNumber(max)}`;
    lines.push(`${range}${isLogarithmic ? ", log scale" : ""}`);
  }
  if (broken > 0) lines.push(`NaN or ∞ in ${broken} of ${count} passes shown`);
  return lines.join("\n");
}

function round(x: number): number {
  return Math.round(x * 10) / 10;
}
