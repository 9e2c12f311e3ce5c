import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { Memory } from "../memory.js";
import type { Store } from "../store.js";
import { tensorRows } from "../tensors/tensorRows.js";
import type { ListPlace } from "./listMemory.js";
import { TensorList } from "./tensorList.js";

export interface TensorPaneProps {
  readonly node: number | null;
  readonly store: Store;
  readonly memory: Memory<ListPlace>;
}

/** The tensors of the pass that has been read, or why there are none. */
export function TensorPane({ node, store, memory }: TensorPaneProps): VNode | null {
  const shown = store.shown.value;
  const rows = useMemo(
    () => (shown === null || shown.pass.kind === "gone" ? [] : tensorRows(shown.pass, shown.topology)),
    [shown],
  );
  if (shown === null) return null;
  const { pass } = shown;
  if (pass.kind === "gone") {
    return <p class="note">Pass {pass.index + 1} is no longer kept: the recording had reached its limit.</p>;
  }
  return (
    <>
      {pass.kind === "thinned" && <p class="note">Of this pass only the norms are kept.</p>}
      <TensorList key={shown.run} run={shown.run} rows={rows} selected={node} store={store} memory={memory} />
    </>
  );
}
