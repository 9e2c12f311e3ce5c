import { type DType } from "../dtype.js";
import { badFile, noSuchColumn } from "../errors.js";
import { checkNumber } from "../storage.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { CsvRow } from "./csv.js";

export interface Selection {
  readonly header: readonly string[] | null;
  /** Names of the header, or numbers from 0; null for all. */
  readonly columns: readonly (string | number)[] | null;
  readonly dtype: DType;
}

/** The numbers of a table, [rows, columns]. */
export function tensorOfRows(file: string, rows: readonly CsvRow[], { header, columns, dtype }: Selection): Tensor {
  const width = header?.length ?? rows[0]?.cells.length ?? 0;
  const chosen =
    columns?.map((column) => indexOf(file, column, header, width)) ?? Array.from({ length: width }, (_, i) => i);
  const tensor = emptyTensor([rows.length, chosen.length], dtype);
  let at = 0;
  for (const { line, cells } of rows) {
    for (const column of chosen) {
      const name = header === null ? "" : ` (${header[column]!})`;
      tensor.storage.write(at++, numberOf(file, `line ${line}, column ${column + 1}${name}`, cells[column]!, dtype));
    }
  }
  return tensor;
}

function indexOf(file: string, column: string | number, header: readonly string[] | null, width: number): number {
  const index = typeof column === "number" ? column : (header?.indexOf(column) ?? -1);
  if (!Number.isInteger(index) || index < 0 || index >= width) throw noSuchColumn(file, column, header);
  return index;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const special: ReadonlyMap<string, number> = new Map([
  ["nan", NaN],
  ["inf", Infinity],
  ["infinity", Infinity],
]);

function numberOf(file: string, where: string, cell: string, dtype: DType): number {
  const text = cell.trim();
  const sign = text.startsWith("-") ? -1 : 1;
  const named = special.get(text.replace(/^[+-]/, "").toLowerCase());
  if (named === undefined && !decimal.test(text))
    throw badFile(file, "CSV", text === "" ? `${where} is empty` : `${where}: ${JSON.stringify(cell)} is no number`);
  const value = named === undefined ? Number(text) : sign * named;
  if (!dtype.is_floating_point && !Number.isInteger(value))
    throw badFile(file, "CSV", `${where}: ${text} is no whole number, as ${dtype.toString()} needs`);
  try {
    checkNumber(dtype, value, true);
  } catch (error) {
    throw badFile(file, "CSV", `${where}: ${text}: ${(error as Error).message}`);
  }
  return value;
}
