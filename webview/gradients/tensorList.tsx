import type { VNode } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { Shown } from "../reader.js";
import type { Store } from "../store.js";
import type { TensorRow } from "../tensors/tensorRows.js";
import { useSize } from "../ui/useSize.js";
import { growWidths, noWidths } from "./columnWidths.js";
import { GroupRow } from "./groupRow.js";
import { listColumns } from "./listColumns.js";
import type { ListItem } from "./listItems.js";
import type { ListMemory } from "./listMemory.js";
import type { NormCurves } from "./normCurves.js";
import { itemAt, placeItems } from "./placeItems.js";
import { Row } from "./tensorRow.js";
import { useActiveItem } from "./useActiveItem.js";
import { useListKeys } from "./useListKeys.js";
import { useListScroll } from "./useListScroll.js";
import { useSparks } from "./useSparks.js";

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
  const { run, pass } = shown;
  const list = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(list);
  const widths = useRef(noWidths);
  useMemo(() => (widths.current = growWidths(widths.current, rows)), [rows]);
  const isGrouped = items[0]?.kind === "group";
  const sparks = useSparks({ shown, norms, width, hasHistory, hasEnded });
  const { isNarrow, isTight, style } = listColumns(widths.current, width, { hasSparks: sparks.areShown, isGrouped });
  const tops = useMemo(() => placeItems(items, isNarrow ? heights.narrow : heights.wide), [items, isNarrow]);

  const activeItem = useActiveItem({ items, rows, run, selected, store, memory });
  const { at } = activeItem;
  const active = at < 0 ? null : { key: keyOf(items[at]!), top: tops[at]!, bottom: tops[at + 1]! };
  const isMeasured = height > 0;
  const { scrollTop, onScroll } = useListScroll({
    list,
    isMeasured,
    memory,
    run,
    pass: selectedPass,
    selected,
    active,
  });
  const first = Math.max(0, at);
  const page = Math.max(1, itemAt(tops, (tops[first] ?? 0) + height) - first - 1);
  const onKeyDown = useListKeys(items, activeItem, page, store);

  const from = Math.max(0, itemAt(tops, scrollTop) - spare);
  const to = Math.min(items.length, itemAt(tops, scrollTop + height) + 1 + spare);
  const classes = ["tensors", isGrouped && "grouped", isNarrow && "narrow", isTight && "tight"];
  return (
    <div class={classes.filter(Boolean).join(" ")} style={style}>
      <Heads hasSparks={sparks.areShown} />
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
                  onToggle={() => activeItem.setOpen(item.key, !item.isOpen)}
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
                  norms={sparks.series}
                  hasSpark={sparks.areShown}
                  hasBar={widths.current.hasCounts}
                  onSelect={activeItem.select}
                  onReveal={store.revealSource}
                />
              ),
            )}
        </div>
      </div>
    </div>
  );
}

function Heads({ hasSparks }: { readonly hasSparks: boolean }): VNode {
  return (
    <div class="columns" aria-hidden="true">
      <span class="head-name">tensor</span>
      {hasSparks && <span />}
      <span class="head-value">value</span>
      <span class="head-gradient">gradient</span>
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
