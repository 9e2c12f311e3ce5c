import type { ReadonlySignal } from "@preact/signals";
import type { VNode } from "preact";
import type { BackwardSite, Pass } from "../../src/protocol/api.js";
import type { ViewState } from "../../src/protocol/view.js";
import type { Store } from "../store.js";
import type { Theme } from "../ui/theme.js";
import { CallLegend } from "./callLegend.js";
import { FindingLine } from "./findingLine.js";
import { LossChart } from "./lossChart.js";
import type { LossCurve } from "./lossCurve.js";

export interface HistoryProps {
  readonly run: NonNullable<ViewState["run"]>;
  readonly pass: number;
  readonly curve: ReadonlySignal<LossCurve | null>;
  readonly theme: ReadonlySignal<Theme>;
  readonly store: Store;
}

/** All passes of the run: the losses, to choose one of them, and what is wrong in some. */
export function History({ run, pass, curve, theme, store }: HistoryProps): VNode {
  const { passesTotal, calls, file } = run.state;
  const current = curve.value?.run === run.number ? curve.value : null;
  return (
    <>
      <LossChart total={passesTotal} pass={pass} curve={current} theme={theme} store={store} />
      {calls.length > 1 && (
        <CallLegend calls={calls} shown={callOf(store.shown.value?.pass, calls)} file={file} store={store} />
      )}
      {current !== null && <FindingLine curve={current} store={store} />}
    </>
  );
}

function callOf(pass: Pass | undefined, calls: readonly BackwardSite[]): BackwardSite | null {
  const site = pass === undefined || pass.kind === "gone" ? null : pass.site;
  if (site === null) return null;
  const isThere = ({ site: { file, line, column } }: BackwardSite): boolean =>
    file === site.file && line === site.line && column === site.column;
  return calls.find(isThere) ?? null;
}
