import type { ReadonlySignal } from "@preact/signals";
import type { VNode } from "preact";
import type { RunState } from "../../src/protocol/api.js";
import { emptyStateOf } from "../emptyStateOf.js";
import type { ViewState } from "../../src/protocol/view.js";
import type { Store } from "../store.js";
import { EmptyState } from "../ui/emptyState.js";
import { Problem } from "../ui/problem.js";
import type { Theme } from "../ui/theme.js";
import { ErrorBox } from "./errorBox.js";
import { History } from "./history.js";
import type { ListMemory } from "./listMemory.js";
import type { LossCurve } from "./lossCurve.js";
import type { NormCurves } from "./normCurves.js";
import { StatusLine } from "./statusLine.js";
import { TensorPane } from "./tensorPane.js";

export interface GradientsViewProps {
  readonly store: Store;
  readonly curve: ReadonlySignal<LossCurve | null>;
  readonly norms: NormCurves;
  readonly theme: ReadonlySignal<Theme>;
  readonly memoryOf: (file: string) => ListMemory;
}

export function GradientsView(props: GradientsViewProps): VNode {
  const { store } = props;
  const state = store.state.value;
  return (
    <main class="gradients" aria-busy={state === null}>
      <h1 class="unseen">Gradients</h1>
      {state !== null && <Content {...props} state={state} />}
      <Problem store={store} />
    </main>
  );
}

function Content(props: GradientsViewProps & { readonly state: ViewState }): VNode {
  const { state, store, curve, norms, theme, memoryOf } = props;
  const { run, pass, node, trusted, script } = state;
  const empty = emptyStateOf(state);
  const hasHistory = run !== null && hasChoice(run.state);
  const error = run?.state.ended?.error ?? null;
  return (
    <>
      {run !== null && <StatusLine run={run.state} pass={pass} isTrusted={trusted} script={script} store={store} />}
      {error !== null && <ErrorBox error={error} store={store} />}
      {run !== null && pass !== null && hasHistory && (
        <History run={run} pass={pass} curve={curve} theme={theme} store={store} />
      )}
      {run !== null && pass !== null && empty === null && (
        <TensorPane
          key={run.state.file}
          file={run.state.file}
          pass={pass}
          node={node}
          hasHistory={hasHistory}
          hasEnded={run.state.phase === "ended"}
          norms={norms}
          store={store}
          memory={memoryOf(run.state.file)}
        />
      )}
      {empty !== null && <EmptyState {...empty} store={store} />}
    </>
  );
}

/** While the script runs, there is room for the chart before the second pass comes. */
function hasChoice({ phase, passesTotal }: RunState): boolean {
  return passesTotal > 1 || phase !== "ended";
}
