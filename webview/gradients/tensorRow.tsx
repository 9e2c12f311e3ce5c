import type { VNode } from "preact";
import { memo } from "preact/compat";
import type { Store } from "../store.js";
import type { Cell } from "../tensors/cell.js";
import { splitAtPoint } from "../tensors/splitAtPoint.js";
import type { TensorRow } from "../tensors/tensorRows.js";

export interface RowProps {
  readonly row: TensorRow;
  readonly top: number;
  readonly position: number;
  readonly count: number;
  readonly isSelected: boolean;
  readonly store: Store;
}

const marks = { leaf: "●", input: "○", computed: "" } as const;
const kinds = { leaf: "leaf", input: "input", computed: "" } as const;

export const Row = memo(({ row, top, position, count, isSelected, store }: RowProps): VNode => {
  const { node, label, isNamed, mark, shape, origin, value, gradient } = row;
  const spoken = [label, shape, kinds[mark], `value ${speak(value)}`, `gradient ${speak(gradient)}`];
  return (
    <div
      id={`tensor-${node}`}
      class={`tensor ${mark}${value.kind === "norm" ? " normed" : ""}`}
      role="option"
      aria-selected={isSelected}
      aria-setsize={count}
      aria-posinset={position}
      style={{ top: `${top}px` }}
      onClick={() => store.selectNode(node)}
      onDblClick={() => store.revealSource(node)}
    >
      <span class="unseen">{spoken.filter((part) => part !== "").join(", ")}</span>
      <span class="mark" aria-hidden="true">
        {marks[mark]}
      </span>
      <span class="name" aria-hidden="true" title={`${label}\n${shape}\n${origin}`}>
        <span class={isNamed ? "label" : "label unnamed"}>{label}</span>
        <span class="shape">{shape}</span>
      </span>
      <Number column="value" cell={value} sign="|x|" />
      <Number column="gradient" cell={gradient} sign="|∇|" />
    </div>
  );
});

interface NumberProps {
  readonly column: "value" | "gradient";
  readonly cell: Cell;
  /** Stands before a norm. */
  readonly sign: string;
}

function Number({ column, cell, sign }: NumberProps): VNode {
  const title = `${column}\n${cell.full}`;
  if (cell.kind === "note") {
    return (
      <span class={`cell ${column} missing`} title={title} aria-hidden="true">
        <span>{cell.text}</span>
      </span>
    );
  }
  const [whole, part] = splitAtPoint(cell.text);
  return (
    <span class={`cell ${column} ${cell.tone}`} title={title} aria-hidden="true">
      {cell.kind === "norm" && <span class="sign">{sign}</span>}
      <span class="whole">{whole}</span>
      <span class="part">{part}</span>
    </span>
  );
}

function speak({ kind, text, full }: Cell): string {
  if (kind === "note") return full;
  return kind === "norm" ? `norm ${text}` : text;
}
