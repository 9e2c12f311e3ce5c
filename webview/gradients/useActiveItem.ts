import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Store } from "../store.js";
import type { TensorRow } from "../tensors/tensorRows.js";
import { groupKeyOf, type ListItem } from "./listItems.js";
import type { ListMemory } from "./listMemory.js";

export interface ActiveItem {
  /** Its place among the items; −1 if the keyboard stands on nothing. */
  readonly at: number;
  select(this: void, node: number): void;
  setOpen(key: string, isOpen: boolean): void;
  goTo(item: ListItem): void;
}

export interface ActiveItemProps {
  readonly items: readonly ListItem[];
  /** All tensors, those of closed groups too. */
  readonly rows: readonly TensorRow[];
  readonly run: number;
  /** The selected node. */
  readonly selected: number | null;
  readonly store: Store;
  readonly memory: ListMemory;
}

/** What the keyboard stands on: the selected tensor, or the head of a group until another tensor is selected. */
export function useActiveItem({ items, rows, run, selected, store, memory }: ActiveItemProps): ActiveItem {
  const [onHead, setOnHead] = useState<{ readonly key: string; readonly selected: number | null } | null>(null);
  const headKey = onHead !== null && onHead.selected === selected ? onHead.key : null;
  const atHead = headKey === null ? -1 : items.findIndex((each) => each.kind === "group" && each.key === headKey);
  const atTensor = items.findIndex((each) => each.kind === "tensor" && each.row.node === selected);

  const { closed } = memory;
  const isAsLeft = memory.place()?.run === run;
  // The group of a tensor that becomes the selected one opens.
  const revealed = useRef(isAsLeft ? memory.place()!.node : null);
  useLayoutEffect(() => {
    if (revealed.current === selected) return;
    const row = rows.find(({ node }) => node === selected);
    if (row === undefined && selected !== null) return;
    revealed.current = selected;
    if (row !== undefined) closed.value = without(closed.peek(), groupKeyOf(row));
  }, [selected, rows, closed]);

  const select = useCallback(
    (node: number) => {
      setOnHead(null);
      store.selectNode(node);
    },
    [store],
  );
  return {
    at: atHead >= 0 ? atHead : atTensor,
    select,
    setOpen(key, isOpen) {
      setOnHead({ key, selected });
      closed.value = isOpen ? without(closed.peek(), key) : new Set([...closed.peek(), key]);
    },
    goTo(item) {
      if (item.kind === "tensor") select(item.row.node);
      else setOnHead({ key: item.key, selected });
    },
  };
}

function without(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return keys.has(key) ? new Set([...keys].filter((each) => each !== key)) : keys;
}
