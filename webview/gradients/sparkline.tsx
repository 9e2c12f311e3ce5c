import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { type SparkBox, sparkPath, type SparkSeries, sparkX } from "./sparkPath.js";

/** As wide and high as media/tensorList.css makes it. */
const box: SparkBox = { width: 48, height: 16 };

export interface SparklineProps extends SparkSeries {
  /** The selected pass. */
  readonly pass: number;
}

/** The gradient norm of one tensor over the passes. */
export function Sparkline({ passes, norms, nonFinite, pass }: SparklineProps): VNode | null {
  const path = useMemo(() => sparkPath({ passes, norms, nonFinite }, box), [passes, norms, nonFinite]);
  if (path === null) return null;
  const x = Math.round(sparkX(pass, passes, box) - 0.5) + 0.5;
  return (
    <svg viewBox={`0 0 ${box.width} ${box.height}`}>
      <title>{path.title}</title>
      <path class="spark-pass" d={`M${x} 0V${box.height}`} />
      <path class="spark-line" d={path.line} />
      {path.notches !== "" && <path class="spark-notches" d={path.notches} />}
    </svg>
  );
}
