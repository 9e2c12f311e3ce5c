import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { fileName } from "../fileName.js";
import type { Store } from "../store.js";
import { tensorRows } from "../tensors/tensorRows.js";
import { listItems } from "./listItems.js";
import type { ListMemory } from "./listMemory.js";
import type { NormCurves } from "./normCurves.js";
import { TensorList } from "./tensorList.js";

export interface TensorPaneProps {
  /** The script. */
  readonly file: string;
  readonly pass: number;
  readonly node: number | null;
  readonly hasHistory: boolean;
  readonly hasEnded: boolean;
  readonly norms: NormCurves;
  readonly store: Store;
  readonly memory: ListMemory;
}

/** The tensors of the pass that has been read, or why there are none. */
export function TensorPane({ file, store, memory, ...rest }: TensorPaneProps): VNode | null {
  const shown = store.shown.value;
  const closed = memory.closed.value;
  const rows = useMemo(
    () => (shown === null || shown.pass.kind === "gone" ? [] : tensorRows(shown.pass, shown.topology)),
    [shown],
  );
  const items = useMemo(() => listItems(rows, fileName(file), closed), [rows, file, closed]);
  if (shown === null) return null;
  const { pass } = shown;
  if (pass.kind === "gone") {
    return <p class="note">Pass {pass.index + 1} is no longer kept: the recording had reached its limit.</p>;
  }
  return (
    <>
      {pass.kind === "thinned" && <p class="note">Of this pass only the norms are kept.</p>}
      <TensorList shown={shown} rows={rows} items={items} store={store} memory={memory} {...rest} />
    </>
  );
}
