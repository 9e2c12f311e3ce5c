import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ListMemory } from "./listMemory.js";

export interface ListScroll {
  readonly scrollTop: number;
  onScroll(): void;
}

export interface ScrolledList {
  readonly list: RefObject<HTMLElement | null>;
  readonly isMeasured: boolean;
  readonly memory: ListMemory;
  readonly run: number;
  /** The selected pass. */
  readonly pass: number;
  /** The selected node. */
  readonly selected: number | null;
  /** What the keyboard stands on, and where it is; null if it stands on nothing. */
  readonly active: { readonly key: string; readonly top: number; readonly bottom: number } | null;
}

/**
 * Where the list is scrolled to: first where it was left, then wherever the person scrolls. It goes by itself only to an
 * item that becomes the active one, and stays when passes come, groups open or the same tensor has moved.
 */
export function useListScroll(props: ScrolledList): ListScroll {
  const { list, isMeasured, memory, run, pass, selected, active } = props;
  const [scrollTop, setScrollTop] = useState(0);
  const kept = useRef(memory.place());
  const latest = useRef(active);
  latest.current = active;
  // A tensor that is not in every graph comes and goes with the passes: that makes it no other one.
  const last = useRef<{ readonly key: string; readonly pass: number; readonly selected: number | null } | null>(null);
  useLayoutEffect(() => {
    if (list.current === null || !isMeasured) return;
    const place = kept.current;
    kept.current = null;
    if (place !== null) list.current.scrollTop = place.scrollTop;
    const isAsLeft = place?.run === run && place.node === selected && !place.isSeen;
    const isNew = latest.current !== null && latest.current.key !== last.current?.key;
    if (latest.current !== null && isNew && !isAsLeft) scrollTo(list.current, latest.current);
    // The item's place is no reason to go there.
  }, [list, run, active?.key, isMeasured]);
  useLayoutEffect(() => {
    if (!isMeasured) return;
    if (active !== null) last.current = { key: active.key, pass, selected };
    else if (last.current?.pass === pass && last.current.selected !== selected) last.current = null;
  }, [active?.key, pass, selected, isMeasured]);
  const { closed } = memory;
  useLayoutEffect(() => {
    if (list.current === null || !isMeasured || kept.current !== null) return;
    const isSeen = active !== null && active.top >= scrollTop && active.bottom <= scrollTop + list.current.clientHeight;
    memory.write({ run, scrollTop, node: selected, isSeen });
  }, [list, memory, run, scrollTop, selected, active?.top, closed.value, isMeasured]);
  return { scrollTop, onScroll: () => setScrollTop(list.current?.scrollTop ?? 0) };
}

/** Scrolls as little as shows the item. */
function scrollTo(list: HTMLElement, { top, bottom }: { readonly top: number; readonly bottom: number }): void {
  if (top < list.scrollTop) list.scrollTop = top;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
}
