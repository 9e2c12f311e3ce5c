import type { VNode } from "preact";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Shown } from "../reader.js";
import type { Store } from "../store.js";
import type { TensorRow } from "../tensors/tensorRows.js";
import { useSize } from "../ui/useSize.js";
import { growWidths, noWidths } from "./columnWidths.js";
import { GroupRow } from "./groupRow.js";
import { hasRoomForSparks, listColumns } from "./listColumns.js";
import { groupKeyOf, type ListItem } from "./listItems.js";
import type { ListMemory } from "./listMemory.js";
import { listMove } from "./listMove.js";
import type { NormCurves } from "./normCurves.js";
import { itemAt, placeItems } from "./placeItems.js";
import { Row } from "./tensorRow.js";
import { useListScroll } from "./useListScroll.js";
import { useTyping } from "./useTyping.js";

export interface TensorListProps {
  readonly shown: Shown;
  /** All tensors, those of closed groups too. */
  readonly rows: readonly TensorRow[];
  readonly items: readonly ListItem[];
  /** The selected pass, which may be still to be read, and node. */
  readonly pass: number;
  readonly node: number | null;
  readonly hasHistory: boolean;
  /** Whether no more passes come. */
  readonly hasEnded: boolean;
  readonly norms: NormCurves;
  readonly store: Store;
  readonly memory: ListMemory;
}

const heights = { wide: { group: 24, tensor: 24 }, narrow: { group: 24, tensor: 42 } } as const;
/** Items beyond the visible ones that are there already when scrolling brings them in. */
const spare = 8;

/** A list of any length, of which only the visible part is in the document: a tree where there are modules. */
export function TensorList(props: TensorListProps): VNode {
  const { shown, rows, items, pass: selectedPass, node: selected, hasHistory, hasEnded, norms, store, memory } = props;
  const { run, pass, topology } = shown;
  const list = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(list);
  const widths = useRef(noWidths);
  useMemo(() => (widths.current = growWidths(widths.current, rows)), [rows]);
  const isGrouped = items[0]?.kind === "group";
  const curve = norms.curve.value;
  const series = curve?.run === run && curve.topology === topology?.id ? curve.series : null;
  // Until it is known how many passes went through a graph, it is as it was with the last one.
  const isOnlyPass = useRef(false);
  if (series !== null) isOnlyPass.current = hasEnded && series.passes.length < 2;
  const wantsSparks = hasHistory && hasRoomForSparks(width);
  const hasSparks = wantsSparks && !isOnlyPass.current;
  const { isNarrow, isTight, style } = listColumns(widths.current, width, { hasSparks, isGrouped });
  const tops = useMemo(() => placeItems(items, isNarrow ? heights.narrow : heights.wide), [items, isNarrow]);

  // The keyboard may stand on the head of a group, until another tensor is selected.
  const [onHead, setOnHead] = useState<{ readonly key: string; readonly selected: number | null } | null>(null);
  const headKey = onHead !== null && onHead.selected === selected ? onHead.key : null;
  const atHead = headKey === null ? -1 : items.findIndex((each) => each.kind === "group" && each.key === headKey);
  const atTensor = items.findIndex((each) => each.kind === "tensor" && each.row.node === selected);
  const at = atHead >= 0 ? atHead : atTensor;

  const active = at < 0 ? null : { key: keyOf(items[at]!), top: tops[at]!, bottom: tops[at + 1]! };
  const { scrollTop, onScroll } = useListScroll({
    list,
    isMeasured: height > 0,
    memory,
    run,
    pass: selectedPass,
    selected,
    active,
  });
  const { closed } = memory;
  const isAsLeft = memory.place()?.run === run;
  const revealed = useRef(isAsLeft ? memory.place()!.node : null);
  useLayoutEffect(() => {
    if (revealed.current === selected) return;
    const row = rows.find(({ node }) => node === selected);
    if (row === undefined && selected !== null) return;
    revealed.current = selected;
    if (row !== undefined) closed.value = without(closed.peek(), groupKeyOf(row));
  }, [selected, rows, closed]);
  useEffect(() => {
    norms.isWanted.value = wantsSparks;
    return () => (norms.isWanted.value = false);
  }, [norms, wantsSparks]);

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
  const goTo = (item: ListItem): void => {
    if (item.kind === "tensor") select(item.row.node);
    else setOnHead({ key: item.key, selected });
  };
  const typing = useTyping();
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, itemAt(tops, (tops[Math.max(0, at)] ?? 0) + height) - Math.max(0, at) - 1);
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const move = listMove(event.key, items, at, page);
    const typed = move === null ? typing.find(event, items, at) : -1;
    if (move === null && typed < 0) return;
    if (move !== null) typing.forget();
    event.preventDefault();
    if (move === null) goTo(items[typed]!);
    else if (move.kind === "leave") store.selectNode(null);
    else if (move.kind === "reveal") store.revealSource(move.node);
    else if (move.kind === "go") goTo(items[move.to]!);
    else setOpen(move.key, move.kind === "open");
  };

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
        onScroll={onScroll}
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
                  norms={series}
                  hasSpark={hasSparks}
                  hasBar={widths.current.hasCounts}
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

/** Says which item it is in every pass: the same tensor has other nodes in other graphs. */
function keyOf(item: ListItem): string {
  if (item.kind === "group") return `group ${item.key}`;
  const { node, isNamed, label } = item.row;
  return isNamed ? `tensor ${item.group} ${label}` : `node ${node}`;
}

function without(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return keys.has(key) ? new Set([...keys].filter((each) => each !== key)) : keys;
}
