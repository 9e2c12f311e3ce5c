import type { VNode } from "preact";
import type { Counts } from "../../src/protocol/summary.js";
import { countKinds, countsText } from "../tensors/countsText.js";

/** How the entries of a gradient share out between −∞, negative, zero, positive, +∞ and NaN. */
export function CountsBar({ counts }: { readonly counts: Counts }): VNode {
  return (
    <span class="counts" title={`gradient\n${countsText(counts)}`} aria-hidden="true">
      {countKinds.map(
        (kind) => counts[kind] > 0 && <span key={kind} class={kind} style={{ flexGrow: counts[kind] }} />,
      )}
    </span>
  );
}
