import { formatNumber } from "../../src/protocol/format.js";
import { lossScale, type LossScale } from "./lossScale.js";

/** A curve in a box of `width` × `height`, as paths of SVG. */
export interface SparkPath {
  readonly line: string;
  /** Bars where there is no finite norm, though there is one in other passes. */
  readonly gaps: string;
  readonly title: string;
}

export interface SparkBox {
  readonly width: number;
  readonly height: number;
}

/** Null where no norm is finite: what never had a gradient has no curve. */
export function sparkPath(passes: readonly number[], norms: readonly number[], box: SparkBox): SparkPath | null {
  const finite = norms.filter(Number.isFinite);
  const scale = normScale(finite);
  if (scale === null) return null;
  let [line, gaps] = ["", ""];
  let isDrawing = false;
  norms.forEach((norm, i) => {
    const x = sparkX(passes[i]!, passes, box);
    if (!Number.isFinite(norm)) {
      gaps += `M${round(x)} 1V${box.height - 1}`;
      isDrawing = false;
      return;
    }
    const y = round(1 + (1 - scale.heightOf(norm)) * (box.height - 2));
    // A point without neighbours is a line of no length, which round caps make a dot.
    line += isDrawing ? `L${round(x)} ${y}` : `M${round(x)} ${y}h0`;
    isDrawing = true;
  });
  return { line, gaps, title: titleOf(scale, norms.length - finite.length, norms.length) };
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

function titleOf({ min, max, isLogarithmic }: LossScale, gaps: number, count: number): string {
  const range = min === max ? formatNumber(min) : `${formatNumber(min)} … ${formatNumber(max)}`;
  const lines = ["gradient norm over the passes", `${range}${isLogarithmic ? ", log scale" : ""}`];
  return [...lines, ...(gaps > 0 ? [`${gaps} of ${count} passes shown without a finite norm`] : [])].join("\n");
}

function round(x: number): number {
  return Math.round(x * 10) / 10;
}
