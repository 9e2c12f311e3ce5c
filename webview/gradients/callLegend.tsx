import type { VNode } from "preact";
import type { BackwardSite } from "../../src/protocol/api.js";
import { formatItem, formatNumber } from "../../src/protocol/format.js";
import { fileName } from "../fileName.js";
import type { Store } from "../store.js";
import { oneLine } from "../ui/oneLine.js";
import { callStyle } from "./callStyle.js";
import { mostLines } from "./lossCurve.js";

export interface CallLegendProps {
  readonly calls: readonly BackwardSite[];
  /** Where backward was called that the shown pass comes from. */
  readonly shown: BackwardSite | null;
  /** The script: places in other files are told apart by their names. */
  readonly file: string;
  readonly store: Pick<Store, "selectPass">;
}

/** Which line of the chart is whose; each leads to the last pass from there. */
export function CallLegend({ calls, shown, file, store }: CallLegendProps): VNode {
  const left = calls.length - mostLines;
  const most = [...calls].sort((a, b) => b.passes - a.passes).slice(0, mostLines);
  return (
    <div class="calls" role="group" aria-label="Places that call backward">
      {calls.map((call, i) => {
        if (!most.includes(call)) return null;
        const { site, passes, failed, lastPass, lastLoss } = call;
        const place = site.file === file ? `line ${site.line}` : `${oneLine(fileName(site.file))}:${site.line}`;
        const { color, dash, width } = callStyle(i);
        const count = passes === 1 ? "1 pass" : `${passes} passes`;
        const failures = failed === 0 ? "" : `, ${failed} failed`;
        const loss = lastLoss === null ? "" : `, the last loss is ${formatItem(lastLoss)}`;
        return (
          <button
            key={i}
            class="call"
            aria-current={call === shown ? "true" : undefined}
            title={`${count} from ${place}${failures}${loss}\nClick to go to the last`}
            onClick={() => store.selectPass(lastPass)}
          >
            <svg viewBox="0 0 18 8" aria-hidden="true">
              <path class={color} stroke-dasharray={dash.join(" ")} stroke-width={width} d="M1 4H17" />
            </svg>
            {lastLoss === null ? place : `${place}: `}
            {lastLoss !== null && <span class="call-loss">{formatNumber(lastLoss)}</span>}
          </button>
        );
      })}
      {left > 0 && <span class="muted">and {left} more</span>}
    </div>
  );
}
