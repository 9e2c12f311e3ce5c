import type { VNode } from "preact";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Shown } from "../reader.js";
import type { Store } from "../store.js";
import type { TensorRow } from "../tensors/tensorRows.js";
import { useSize } from "../ui/useSize.js";
import { growWidths, noWidths } from "./columnWidths.js";
import { GroupRow } from "./groupRow.js";
import { listColumns } from "./listColumns.js";
import { groupKeyOf, type ListItem } from "./listItems.js";
import type { ListMemory } from "./listMemory.js";
import { listMove } from "./listMove.js";
import type { NormCurves } from "./normCurves.js";
import { itemAt, placeItems } from "./placeItems.js";
import { Row } from "./tensorRow.js";

export interface TensorListProps {
  readonly shown: Shown;
  /** All tensors, those of closed groups too. */
  readonly rows: readonly TensorRow[];
  readonly items: readonly ListItem[];
  /** The selected node. */
  readonly node: number | null;
  readonly hasHistory: boolean;
  readonly norms: NormCurves;
  readonly store: Store;
  readonly memory: ListMemory;
}

const heights = { wide: { group: 24, tensor: 24 }, narrow: { group: 24, tensor: 42 } } as const;
/** Items beyond the visible ones that are there already when scrolling brings them in. */
const spare = 8;

/** A list of any length, of which only the visible part is in the document: a tree where there are modules. */
export function TensorList(props: TensorListProps): VNode {
  const { shown, rows, items, node: selected, hasHistory, norms, store, memory } = props;
  const { run, pass, topology } = shown;
  const list = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(list);
  const [scrollTop, setScrollTop] = useState(0);
  const widths = useRef(noWidths);
  widths.current = growWidths(widths.current, rows);
  const isGrouped = items[0]?.kind === "group";
  const columns = listColumns(widths.current, width, { hasHistory, isGrouped });
  const { isNarrow, isTight, hasSparks, hasBars, style } = columns;
  const tops = useMemo(() => placeItems(items, isNarrow ? heights.narrow : heights.wide), [items, isNarrow]);

  // The keyboard may stand on the head of a group, until another tensor is selected.
  const [onHead, setOnHead] = useState<{ readonly key: string; readonly selected: number | null } | null>(null);
  const headKey = onHead !== null && onHead.selected === selected ? onHead.key : null;
  const atHead = headKey === null ? -1 : items.findIndex((each) => each.kind === "group" && each.key === headKey);
  const atTensor = items.findIndex((each) => each.kind === "tensor" && each.row.node === selected);
  const at = atHead >= 0 ? atHead : atTensor;

  const isMeasured = height > 0;
  const kept = useRef(memory.kept?.run === run ? memory.kept : null);
  const revealed = useRef(kept.current?.node ?? null);
  const { closed } = memory;
  useLayoutEffect(() => {
    if (revealed.current === selected) return;
    const row = rows.find(({ node }) => node === selected);
    if (row === undefined && selected !== null) return;
    revealed.current = selected;
    if (row !== undefined) closed.value = without(closed.peek(), groupKeyOf(row));
  }, [selected, rows, closed]);
  const [top, bottom] = [tops[at] ?? -1, tops[at + 1] ?? -1];
  useLayoutEffect(() => {
    if (list.current === null || !isMeasured) return;
    const place = kept.current;
    kept.current = null;
    if (place !== null) list.current.scrollTop = place.scrollTop;
    if (top >= 0 && place?.node !== selected) scrollTo(list.current, top, bottom - top);
  }, [selected, top, bottom, isMeasured]);
  useLayoutEffect(() => {
    const place = { run, scrollTop, node: selected, closed: [...closed.value] };
    if (isMeasured && kept.current === null) memory.write(place);
  }, [memory, run, scrollTop, selected, closed.value, isMeasured]);
  useEffect(() => {
    norms.isWanted.value = hasSparks;
    return () => (norms.isWanted.value = false);
  }, [norms, hasSparks]);

  const select = useCallback(
    (node: number) => {
      setOnHead(null);
      store.selectNode(node);
    },
    [store],
  );
  const setOpen = (key: string, isOpen: boolean): void => {
    setOnHead({ key, selected });
    closed.value = isOpen ? without(closed.peek(), key) : new Set([...closed.peek(), key]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, itemAt(tops, (tops[Math.max(0, at)] ?? 0) + height) - Math.max(0, at) - 1);
    const move = listMove(event.key, items, at, page);
    if (move === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (move.kind === "leave") store.selectNode(null);
    else if (move.kind === "reveal") store.revealSource(move.node);
    else if (move.kind !== "go") setOpen(move.key, move.kind === "open");
    else {
      const item = items[move.to]!;
      if (item.kind === "tensor") select(item.row.node);
      else setOnHead({ key: item.key, selected });
    }
  };

  const curve = norms.curve.value;
  const series = curve?.run === run && curve.topology === topology?.id ? curve.series : null;
  const from = Math.max(0, itemAt(tops, scrollTop) - spare);
  const to = Math.min(items.length, itemAt(tops, scrollTop + height) + 1 + spare);
  const classes = ["tensors", isGrouped && "grouped", isNarrow && "narrow", isTight && "tight"];
  return (
    <div class={classes.filter(Boolean).join(" ")} style={style}>
      <div class="columns" aria-hidden="true">
        <span class="head-name">tensor</span>
        {hasSparks && <span />}
        <span class="head-value">value</span>
        <span class="head-gradient">gradient</span>
      </div>
      <div
        ref={list}
        class="list"
        role={isGrouped ? "tree" : "listbox"}
        tabIndex={0}
        aria-label="Tensors of the selected pass"
        {...(at >= from && at < to ? { "aria-activedescendant": idOf(items[at]!) } : {})}
        onScroll={({ currentTarget }) => setScrollTop(currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
      >
        <div class="scrolled" role="presentation" style={{ height: `${tops.at(-1)}px` }}>
          {items
            .slice(from, to)
            .map((item, i) =>
              item.kind === "group" ? (
                <GroupRow
                  key={`group ${item.key}`}
                  item={item}
                  id={idOf(item)}
                  top={tops[from + i]!}
                  isActive={from + i === at}
                  onToggle={() => setOpen(item.key, !item.isOpen)}
                />
              ) : (
                <Row
                  key={item.row.node}
                  item={item}
                  id={idOf(item)}
                  top={tops[from + i]!}
                  isSelected={item.row.node === selected}
                  isActive={from + i === at}
                  pass={pass.index}
                  passes={series?.passes ?? null}
                  norms={series?.norms[item.row.index] ?? null}
                  hasSpark={hasSparks}
                  hasBar={hasBars}
                  onSelect={select}
                  onReveal={store.revealSource}
                />
              ),
            )}
        </div>
      </div>
    </div>
  );
}

function idOf(item: ListItem): string {
  return item.kind === "group" ? `group-${item.position}` : `tensor-${item.row.node}`;
}

function without(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return keys.has(key) ? new Set([...keys].filter((each) => each !== key)) : keys;
}

/** Scrolls as little as shows the item. */
function scrollTo(list: HTMLElement, top: number, height: number): void {
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + height > list.scrollTop + list.clientHeight) list.scrollTop = top + height - list.clientHeight;
}
