import type { VNode } from "preact";
import type { RunState } from "../../src/protocol/api.js";
import { formatItem, formatNumber } from "../../src/protocol/format.js";
import { runLabel } from "../emptyStateOf.js";
import { fileName } from "../fileName.js";
import { statusText } from "../statusText.js";
import type { Store } from "../store.js";
import { IconButton } from "../ui/controls.js";
import { oneLine } from "../ui/oneLine.js";

export interface StatusLineProps {
  readonly run: RunState;
  readonly pass: number | null;
  readonly isTrusted: boolean;
  /** The file that the person sees. */
  readonly script: string | null;
  readonly store: Store;
}

/** What runs and where it stands, the selected pass and its loss. */
export function StatusLine({ run, pass, isTrusted, script, store }: StatusLineProps): VNode {
  const status = statusText(run);
  const name = fileName(run.file);
  const shown = store.shown.value?.pass;
  const { loss = null, failed = false } = shown === undefined || shown.kind === "gone" ? {} : shown;
  // While a newer pass is still to be read, its number beside this one's loss would belong to nothing.
  const number = (shown?.index ?? pass ?? 0) + 1;
  return (
    <header class="status">
      <div class="status-row">
        <span class={`dot ${status.mark}`} title={`${oneLine(name)} ${status.text}`} aria-hidden="true" />
        <span class="title">
          <span class="file" title={oneLine(run.file)}>
            {oneLine(name)}
          </span>
          <span class="muted phase">{status.text}</span>
        </span>
        <span class="actions">
          {run.phase === "ended" ? (
            isTrusted && (
              <IconButton icon="play" label={runLabel(run.file, script)} onClick={() => store.command("runAgain")} />
            )
          ) : (
            <IconButton icon="debug-stop" label="Stop" onClick={() => store.command("stop")} />
          )}
          <IconButton icon="type-hierarchy" label="Show Graph" onClick={() => store.command("showGraph")} />
        </span>
      </div>
      {pass !== null && (
        <div class="status-row numbers">
          <span class="which" title={`pass ${number} of ${run.passesTotal}`}>
            pass {number}/{run.passesTotal}
          </span>
          {failed && (
            <span class="nonFinite" title="backward threw: what it had not reached has no gradient in this pass">
              <span class="word">backward </span>failed
            </span>
          )}
          {loss !== null && !failed && (
            <span class={Number.isFinite(loss) ? "" : "nonFinite"} title={`loss ${formatItem(loss)}`}>
              <span class="word">loss </span>
              {formatNumber(loss)}
            </span>
          )}
        </div>
      )}
    </header>
  );
}
