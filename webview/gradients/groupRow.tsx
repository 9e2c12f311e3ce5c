import type { VNode } from "preact";
import type { GroupItem } from "./listItems.js";
import { LongName } from "./longName.js";

export interface GroupRowProps {
  readonly item: GroupItem;
  readonly id: string;
  readonly top: number;
  readonly isActive: boolean;
  readonly onToggle: () => void;
}

/** The head of a module's tensors; closed, it still says that one of them has a gradient that is not finite. */
export function GroupRow({ item, id, top, isActive, onToggle }: GroupRowProps): VNode {
  const { label, rows, isOpen, position, count } = item;
  const worst = rows.find(({ gradient }) => gradient.tone === "nonFinite")?.gradient.text;
  const size = rows.length === 1 ? "1 tensor" : `${rows.length} tensors`;
  const spoken = worst === undefined ? [label, size] : [label, size, `has a gradient with ${worst}`];
  return (
    <div
      id={id}
      class={isActive ? "group active" : "group"}
      role="treeitem"
      aria-level={1}
      aria-expanded={isOpen}
      aria-selected={false}
      aria-setsize={count}
      aria-posinset={position}
      style={{ top: `${top}px` }}
      onClick={onToggle}
    >
      <span class="unseen">{spoken.join(", ")}</span>
      <span class={`codicon codicon-chevron-${isOpen ? "down" : "right"}`} aria-hidden="true" />
      <span class="group-name" title={label} aria-hidden="true">
        <LongName text={label} />
      </span>
      <span class="group-size" aria-hidden="true">
        {!isOpen && worst !== undefined && <span class="nonFinite">{worst} </span>}
        {rows.length}
        <span class="word">{rows.length === 1 ? " tensor" : " tensors"}</span>
      </span>
    </div>
  );
}
