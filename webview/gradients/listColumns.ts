import type { ColumnWidths } from "./columnWidths.js";

/** How a tensor's parts are laid out in the width that there is. */
export interface ListColumns {
  /** In two lines: the name with its pictures, and below them the numbers. */
  readonly isNarrow: boolean;
  /** No room for the signs of norms. */
  readonly isTight: boolean;
  /** Custom properties of media/tensorRow.css and media/tensorList.css. */
  readonly style: Readonly<Record<string, string>>;
}

/** A letter of a name, or a digit of its shape, of which some are wider. */
const letterWidth = 7;
/** A shape longer than this is cut, rather than that all tensors take two lines. */
const mostNameWidth = 160;
/** A digit of 12 pixels of any usual monospaced font is no wider; the rest is what stands between and around. */
const digitWidth = 7.3;
const gapsWidth = 50;
const indent = 8;
/** A sparkline's or a bar's, with the gap before it. */
const pictureWidth = 56;
const leastWidthWithSparks = 240;

export function hasRoomForSparks(width: number): boolean {
  return width >= leastWidthWithSparks;
}

export function listColumns(
  { name, sign, value, gradient, hasCounts }: ColumnWidths,
  width: number,
  { hasSparks, isGrouped }: { readonly hasSparks: boolean; readonly isGrouped: boolean },
): ListColumns {
  const pictures = (hasSparks ? pictureWidth : 0) + (hasCounts ? pictureWidth : 0);
  const digits = 2 * sign + value.whole + value.part + gradient.whole + gradient.part;
  const numbers = digits * digitWidth + gapsWidth + (isGrouped ? indent : 0);
  // Where it has less room beside its numbers, a tensor takes two lines.
  const isNarrow = width < numbers + pictures + Math.min(name * letterWidth, mostNameWidth);
  const spark = hasSparks ? "48px" : "";
  const bar = hasCounts ? "48px" : "";
  const tracks = isNarrow
    ? `10px max-content minmax(0, 1fr) ${spark} ${bar}`
    : `10px minmax(0, 1fr) ${spark} max-content max-content ${bar}`;
  return {
    isNarrow,
    isTight: isNarrow && width < numbers,
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
