import type { VNode } from "preact";
import type { Store } from "../store.js";
import type { LossCurve } from "./lossCurve.js";
import { findingsText, shortFindingsText } from "./notchText.js";

export interface FindingLineProps {
  readonly curve: LossCurve;
  readonly store: Pick<Store, "selectPass">;
}

/** What is wrong in the run, if something is, and the way to where it began. */
export function FindingLine({ curve, store }: FindingLineProps): VNode | null {
  const { notches, firstFinding, total } = curve;
  if (firstFinding === null) return null;
  return (
    <button
      class="finding"
      title={`${findingsText(notches, firstFinding)}\nClick to go there`}
      onClick={() => store.selectPass(firstFinding)}
    >
      <span class="codicon codicon-warning" aria-hidden="true" />
      <span>{shortFindingsText(notches, firstFinding, total)}</span>
      <span class="codicon codicon-arrow-right" aria-hidden="true" />
    </button>
  );
}
