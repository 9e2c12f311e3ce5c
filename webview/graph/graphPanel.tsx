import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import { emptyStateOf } from "../emptyStateOf.js";
import type { Shown } from "../reader.js";
import type { Store } from "../store.js";
import { EmptyState } from "../ui/emptyState.js";
import { Problem } from "../ui/problem.js";
import type { GraphModel } from "./graphModel.js";
import { Legend } from "./legend.js";
import { Stage } from "./stage.js";
import { Toolbar } from "./toolbar.js";

export interface GraphPanelProps {
  readonly store: Store;
  readonly model: GraphModel;
}

export function GraphPanel({ store, model }: GraphPanelProps): VNode {
  const focusSearch = useRef<() => void>(() => undefined);
  const focusGraph = useRef<() => void>(() => undefined);
  const state = store.state.value;
  const empty = state === null ? null : emptyStateOf(state);
  if (state === null || empty !== null) {
    return (
      <main class="graph centred" aria-busy={state === null}>
        <h1 class="unseen">Graph</h1>
        {empty !== null && <EmptyState {...empty} store={store} />}
        <Problem store={store} />
      </main>
    );
  }
  const note = noteOn(store.shown.value);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !actOn(event.key, model, focusSearch.current)) return;
    event.preventDefault();
  };
  return (
    <main class="graph">
      <h1 class="unseen">Graph</h1>
      <Toolbar store={store} model={model} focusGraph={focusGraph} focusSearch={focusSearch} />
      <div class="body" onKeyDown={onKeyDown}>
        <Stage store={store} model={model} focusGraph={focusGraph} />
        {note !== null && <p class={model.scene.value?.items.length ? "note" : "note alone"}>{note}</p>}
        <Legend />
      </div>
      <Problem store={store} />
    </main>
  );
}

/** Whether the key does something in the graph. */
function actOn(key: string, model: GraphModel, focusSearch: () => void): boolean {
  if (key === "f") model.fit();
  else if (key === "/") focusSearch();
  else if (key === "+" || key === "=") model.zoom(1.25);
  else if (key === "-") model.zoom(0.8);
  else if (key === "m") model.toggleAll();
  else return false;
  return true;
}

/** What is not there of the pass. */
function noteOn(shown: Shown | null): string | null {
  if (shown === null) return null;
  const { pass, topology } = shown;
  if (pass.kind === "gone") return `Pass ${pass.index + 1} is no longer kept: the recording had reached its limit.`;
  if (topology === null) return `The graph of pass ${pass.index + 1} is no longer kept.`;
  if (topology.nodes.length === 0) return "This pass has no tensors.";
  if (pass.failed) return "Backward failed: what it had not reached has no gradient.";
  return pass.kind === "thinned" ? "Of this pass only the norms are kept." : null;
}
