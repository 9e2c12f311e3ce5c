import type { Cell } from "../tensors/cell.js";
import { splitAtPoint } from "../tensors/splitAtPoint.js";
import type { TensorRow } from "../tensors/tensorRows.js";

/** In characters: a column's numbers in front of the decimal point, and from there on. */
export interface ColumnWidths {
  /** The longest shape with what a name takes at least. */
  readonly name: number;
  /** What stands in front of a norm; 0 as long as there is none. */
  readonly sign: number;
  /** Whether some tensor has a gradient of more than one entry, and so a bar. */
  readonly hasCounts: boolean;
  readonly value: NumberWidths;
  readonly gradient: NumberWidths;
}

interface NumberWidths {
  readonly whole: number;
  readonly part: number;
}

/** A name takes as much, unless it is shorter: longer ones lose their middle. */
const mostOfName = 8;

export const noWidths: ColumnWidths = {
  name: 0,
  sign: 0,
  hasCounts: false,
  value: { whole: 2, part: 7 },
  gradient: { whole: 2, part: 7 },
};

/** Widths in which all rows fit. They only grow, so that columns stay where they are while the passes change. */
export function growWidths(widths: ColumnWidths, rows: readonly TensorRow[]): ColumnWidths {
  const nameOf = ({ label, shape }: TensorRow): number => Math.min(label.length, mostOfName) + shape.length;
  return {
    name: rows.reduce((longest, row) => Math.max(longest, nameOf(row)), widths.name),
    sign: Math.max(widths.sign, rows.some((row) => row.value.kind === "norm" || row.gradient.kind === "norm") ? 4 : 0),
    hasCounts: widths.hasCounts || rows.some(({ counts }) => counts !== null),
    value: rows.reduce((grown, row) => grow(grown, row.value), widths.value),
    gradient: rows.reduce((grown, row) => grow(grown, row.gradient), widths.gradient),
  };
}

function grow(widths: NumberWidths, cell: Cell): NumberWidths {
  if (cell.kind === "note") return widths;
  const [whole, part] = splitAtPoint(cell.text);
  if (whole.length <= widths.whole && part.length <= widths.part) return widths;
  return { whole: Math.max(widths.whole, whole.length), part: Math.max(widths.part, part.length) };
}
