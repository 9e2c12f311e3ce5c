import type { ReadonlySignal } from "@preact/signals";
import type { VNode } from "preact";
import { emptyStateOf } from "../emptyStateOf.js";
import type { ViewState } from "../../src/protocol/view.js";
import type { Store } from "../store.js";
import { EmptyState } from "../ui/emptyState.js";
import { Problem } from "../ui/problem.js";
import type { Theme } from "../ui/theme.js";
import { ErrorBox } from "./errorBox.js";
import { LossChart } from "./lossChart.js";
import type { LossCurve } from "./lossCurve.js";
import { StatusLine } from "./statusLine.js";
import { TensorPane } from "./tensorPane.js";

export interface GradientsViewProps {
  readonly store: Store;
  readonly curve: ReadonlySignal<LossCurve | null>;
  readonly theme: ReadonlySignal<Theme>;
}

export function GradientsView({ store, curve, theme }: GradientsViewProps): VNode {
  const state = store.state.value;
  return (
    <main class="gradients" aria-busy={state === null}>
      <h1 class="unseen">Gradients</h1>
      {state !== null && <Content state={state} store={store} curve={curve} theme={theme} />}
      <Problem store={store} />
    </main>
  );
}

function Content({ state, store, curve, theme }: GradientsViewProps & { readonly state: ViewState }): VNode {
  const { run, pass, node, trusted } = state;
  const empty = emptyStateOf(state);
  const error = run?.state.ended?.error ?? null;
  return (
    <>
      {run !== null && <StatusLine run={run.state} pass={pass} isTrusted={trusted} store={store} />}
      {error !== null && <ErrorBox error={error} store={store} />}
      {run !== null && pass !== null && (
        <LossChart total={run.state.passesTotal} pass={pass} curve={curve} theme={theme} store={store} />
      )}
      {empty === null ? <TensorPane node={node} store={store} /> : <EmptyState {...empty} store={store} />}
    </>
  );
}
