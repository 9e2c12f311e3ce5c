import type { VNode } from "preact";
import { memo } from "preact/compat";
import type { NormSeries } from "../../src/protocol/api.js";
import type { Cell } from "../tensors/cell.js";
import { countsText } from "../tensors/countsText.js";
import { splitAtPoint } from "../tensors/splitAtPoint.js";
import { CountsBar } from "./countsBar.js";
import type { TensorItem } from "./listItems.js";
import { LongName } from "./longName.js";
import { Sparkline } from "./sparkline.js";

export interface RowProps {
  readonly item: TensorItem;
  readonly id: string;
  readonly top: number;
  readonly isSelected: boolean;
  /** Whether the keyboard stands on it. */
  readonly isActive: boolean;
  /** The selected pass. */
  readonly pass: number;
  /** The gradient norms; null until they have been read. */
  readonly norms: NormSeries | null;
  readonly hasSpark: boolean;
  readonly hasBar: boolean;
  readonly onSelect: (node: number) => void;
  readonly onReveal: (node: number) => void;
}

const marks = { leaf: "●", input: "○", computed: "", aside: "" } as const;
const kinds = { leaf: "leaf", input: "input", computed: "", aside: "" } as const;

export const Row = memo((props: RowProps): VNode => {
  const { item, id, top, isSelected, isActive, pass, norms, hasSpark, hasBar, onSelect, onReveal } = props;
  const { row, group, position, count } = item;
  const { node, isNamed, mark, shape, origin, value, gradient, counts } = row;
  const spoken = [row.label, shape, kinds[mark], `value ${speak(value)}`, `gradient ${speak(gradient)}`];
  if (counts !== null) spoken.push(countsText(counts));
  return (
    <div
      id={id}
      class={`tensor ${mark}${gradient.kind === "norm" ? " normed" : ""}${isActive ? " active" : ""}`}
      role={group === null ? "option" : "treeitem"}
      {...(group === null ? {} : { "aria-level": 2 })}
      aria-selected={isSelected}
      aria-setsize={count}
      aria-posinset={position}
      style={{ top: `${top}px` }}
      onClick={() => onSelect(node)}
      onDblClick={() => onReveal(node)}
    >
      <span class="unseen">{spoken.filter((part) => part !== "").join(", ")}</span>
      <span class="mark" aria-hidden="true">
        {marks[mark]}
      </span>
      <span class="name" aria-hidden="true" title={`${row.label}\n${shape}\n${origin}`}>
        <span class={isNamed ? "label" : "label unnamed"}>
          <LongName text={item.label} />
        </span>
        <span class="shape">{shape}</span>
      </span>
      {hasSpark && (
        <span class="spark" aria-hidden="true">
          {norms !== null && row.index >= 0 && (
            <Sparkline
              passes={norms.passes}
              norms={norms.norms[row.index]!}
              nonFinite={norms.nonFinite[row.index]!}
              pass={pass}
            />
          )}
        </span>
      )}
      <Number column="value" cell={value} sign="|x|" />
      <Number column="gradient" cell={gradient} sign="|∇|" />
      {hasBar && (counts === null ? <span class="counts" /> : <CountsBar counts={counts} />)}
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
  const norm = `${sign} is the L2 norm, √Σ${column === "value" ? "x" : "∇"}², over the finite entries`;
  const title = [column, cell.full, ...(cell.kind === "norm" ? [norm] : [])].join("\n");
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
