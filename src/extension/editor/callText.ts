import type { BackwardSite } from "../../protocol/api.js";
import { formatNumber } from "../../protocol/format.js";

/** What came of a place that calls backward: `50 passes · 1 failed · loss 0.0318`. */
export function callText({ passes, failed, lastLoss }: Pick<BackwardSite, "passes" | "failed" | "lastLoss">): string {
  const count = passes === 1 ? "1 pass" : `${passes} passes`;
  if (failed === passes) return `${count} failed`;
  const failures = failed === 0 ? [] : [`${failed} failed`];
  const loss = lastLoss === null ? [] : [`loss ${formatNumber(lastLoss)}`];
  return [count, ...failures, ...loss].join(" · ");
}
