import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Memory } from "../memory.js";
import type { Store } from "../store.js";
import type { TensorRow } from "../tensors/tensorRows.js";
import { useSize } from "../ui/useSize.js";
import { growWidths, noWidths } from "./columnWidths.js";
import type { ListPlace } from "./listMemory.js";
import { Row } from "./tensorRow.js";

export interface TensorListProps {
  readonly run: number;
  readonly rows: readonly TensorRow[];
  readonly selected: number | null;
  readonly store: Store;
  readonly memory: Memory<ListPlace>;
}

/** Where a name has less room than this beside its numbers, a tensor takes two lines. */
const leastNameWidth = 50;
/** A digit of 12 pixels of any usual monospaced font is no wider; the rest is what stands between and around. */
const digitWidth = 7.3;
const gapsWidth = 58;
const lineHeight = { wide: 24, narrow: 42 } as const;
/** Rows beyond the visible ones that are there already when scrolling brings them in. */
const spare = 8;

/** A list of any length, of which only the visible part is in the document. */
export function TensorList({ run, rows, selected, store, memory }: TensorListProps): VNode {
  const list = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(list);
  const [scrollTop, setScrollTop] = useState(0);
  const widths = useRef(noWidths);
  widths.current = growWidths(widths.current, rows);
  const { sign, value, gradient } = widths.current;
  const digits = 2 * sign + value.whole + value.part + gradient.whole + gradient.part;
  const isNarrow = width < digits * digitWidth + gapsWidth + leastNameWidth;
  const rowHeight = isNarrow ? lineHeight.narrow : lineHeight.wide;

  const at = rows.findIndex(({ node }) => node === selected);
  const isMeasured = height > 0;
  const kept = useRef(memory.kept?.run === run ? memory.kept : null);
  useLayoutEffect(() => {
    if (list.current === null || !isMeasured) return;
    const place = kept.current;
    kept.current = null;
    if (place !== null) list.current.scrollTop = place.scrollTop;
    if (at >= 0 && place?.node !== selected) scrollTo(list.current, at * rowHeight, rowHeight);
  }, [selected, at, rowHeight, isMeasured]);
  useLayoutEffect(() => {
    if (isMeasured && kept.current === null) memory.write({ run, scrollTop, node: selected });
  }, [memory, run, scrollTop, selected, isMeasured]);

  const from = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const to = Math.min(rows.length, Math.ceil((scrollTop + height) / rowHeight) + spare);
  const select = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row !== undefined) store.selectNode(row.node);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const target = targetOf(event.key, at, rows.length, page);
    if (target !== null) select(target);
    else if (event.key === "Enter" && selected !== null) store.revealSource(selected);
    else if (event.key === "Escape") store.selectNode(null);
    else return;
    event.preventDefault();
  };
  const style = {
    "--sign": `${sign}ch`,
    "--value-whole": `${value.whole}ch`,
    "--value-part": `${value.part}ch`,
    "--gradient-whole": `${gradient.whole}ch`,
    "--gradient-part": `${gradient.part}ch`,
  };
  return (
    <div class={isNarrow ? "tensors narrow" : "tensors"} style={style}>
      <div class="columns" aria-hidden="true">
        <span class="head-name">tensor</span>
        <span class="head-value">value</span>
        <span class="head-gradient">gradient</span>
      </div>
      <div
        ref={list}
        class="list"
        role="listbox"
        tabIndex={0}
        aria-label="Tensors of the selected pass"
        {...(at >= from && at < to ? { "aria-activedescendant": `tensor-${selected}` } : {})}
        onScroll={({ currentTarget }) => setScrollTop(currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
      >
        <div class="scrolled" role="presentation" style={{ height: `${rows.length * rowHeight}px` }}>
          {rows.slice(from, to).map((row, i) => (
            <Row
              key={row.node}
              row={row}
              top={(from + i) * rowHeight}
              position={from + i + 1}
              count={rows.length}
              isSelected={row.node === selected}
              store={store}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function targetOf(key: string, at: number, count: number, page: number): number | null {
  switch (key) {
    case "ArrowDown":
      return at + 1;
    case "ArrowUp":
      return at < 0 ? count - 1 : at - 1;
    case "PageDown":
      return at + page;
    case "PageUp":
      return at - page;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** Scrolls as little as shows the row. */
function scrollTo(list: HTMLElement, top: number, height: number): void {
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + height > list.scrollTop + list.clientHeight) list.scrollTop = top + height - list.clientHeight;
}
