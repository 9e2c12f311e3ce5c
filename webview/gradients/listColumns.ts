import type { ColumnWidths } from "./columnWidths.js";

/** How a tensor's parts are laid out in the width that there is. */
export interface ListColumns {
  /** In two lines: the name with its pictures, and below them the numbers. */
  readonly isNarrow: boolean;
  /** No room for the signs of norms. */
  readonly isTight: boolean;
  readonly hasSparks: boolean;
  readonly hasBars: boolean;
  /** Custom properties of media/tensorRow.css and media/tensorList.css. */
  readonly style: Readonly<Record<string, string>>;
}

/** Where a name has less room than this beside its numbers, a tensor takes two lines. */
const leastNameWidth = 50;
/** A digit of 12 pixels of any usual monospaced font is no wider; the rest is what stands between and around. */
const digitWidth = 7.3;
const gapsWidth = 58;
const indent = 8;
/** A sparkline's or a bar's, with the gap before it. */
const pictureWidth = 56;
const leastWidthWithSparks = 240;

export function listColumns(
  { sign, value, gradient, hasCounts }: ColumnWidths,
  width: number,
  { hasHistory, isGrouped }: { readonly hasHistory: boolean; readonly isGrouped: boolean },
): ListColumns {
  const hasSparks = hasHistory && width >= leastWidthWithSparks;
  const pictures = (hasSparks ? pictureWidth : 0) + (hasCounts ? pictureWidth : 0);
  const digits = 2 * sign + value.whole + value.part + gradient.whole + gradient.part;
  const numbers = digits * digitWidth + gapsWidth + (isGrouped ? indent : 0);
  const isNarrow = width < numbers + pictures + leastNameWidth;
  const spark = hasSparks ? "48px" : "";
  const bar = hasCounts ? "48px" : "";
  const tracks = isNarrow
    ? `10px max-content minmax(0, 1fr) ${spark} ${bar}`
    : `10px minmax(0, 1fr) ${spark} max-content max-content ${bar}`;
  return {
    isNarrow,
    isTight: isNarrow && width < numbers,
    hasSparks,
    hasBars: hasCounts,
    style: {
      "--tracks": tracks,
      "--sign": `${sign}ch`,
      "--value-whole": `${value.whole}ch`,
      "--value-part": `${value.part}ch`,
      "--gradient-whole": `${gradient.whole}ch`,
      "--gradient-part": `${gradient.part}ch`,
    },
  };
}
