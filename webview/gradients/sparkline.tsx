import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { type SparkBox, sparkPath, sparkX } from "./sparkPath.js";

/** As wide and high as media/tensorList.css makes it. */
const box: SparkBox = { width: 48, height: 16 };

export interface SparklineProps {
  readonly passes: readonly number[];
  readonly norms: readonly number[];
  /** The selected pass. */
  readonly pass: number;
}

/** The gradient norm of one tensor over the passes. */
export function Sparkline({ passes, norms, pass }: SparklineProps): VNode | null {
  const path = useMemo(() => sparkPath(passes, norms, box), [passes, norms]);
  if (path === null) return null;
  const x = Math.round(sparkX(pass, passes, box) - 0.5) + 0.5;
  return (
    <svg viewBox={`0 0 ${box.width} ${box.height}`}>
      <title>{path.title}</title>
      <path class="spark-pass" d={`M${x} 0V${box.height}`} />
      {path.gaps !== "" && <path class="spark-gaps" d={path.gaps} />}
      <path class="spark-line" d={path.line} />
    </svg>
  );
}
