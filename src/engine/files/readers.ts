import { booleanArgument, readArguments } from "../arguments.js";
import { defaultDtype, dtypeArgument, type DType } from "../dtype.js";
import { badFile, missingArgument, wrongArgument } from "../errors.js";
import type { Tensor } from "../tensor.js";
import { parseCsv, type CsvRow } from "./csv.js";
import { tensorOfRows } from "./csvTensor.js";
import { readBytes } from "./fileAccess.js";
import { parseIdx } from "./idx.js";
import { parseNpy, parseNpz } from "./npy.js";
import { decodeText, parseJson } from "./text.js";

/** What is given to `read_csv` by name. */
export interface ReadCsvOptions {
  /** Whether the first row has the columns' names; true unless given. */
  readonly header?: boolean;
  /** The columns to take, in this order: names of the header, or numbers from 0. All unless given. */
  readonly columns?: readonly (string | number)[] | null;
  /** The one character between two cells; a comma unless given. */
  readonly delimiter?: string;
  /** The default dtype unless given. */
  readonly dtype?: DType | null;
}

/**
 * Reads the array of a NumPy file (`np.save`): a tensor of its shape, and in Fortran's order with its strides. bool, uint8,
 * int32, int64, float32 and float64 keep their dtype; float16 comes as float32, int8, int16 and uint16 as int32, uint32
 * and uint64 as int64, which hold all their values exactly. A relative path counts from the folder of the script that was
 * run. Throws, saying what is wrong and where, for a damaged file, a shape that does not fit its length, integers beyond 2^53,
 * and for elements that are complex, text, structures or Python objects.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function read_npy(f: string): Tensor;
export function read_npy(...args: readonly unknown[]): Tensor {
  const { file, bytes } = fileOf("read_npy", args);
  return parseNpy(file, bytes);
}

/**
 * Reads the arrays of a NumPy archive (`np.savez`, `np.savez_compressed`) by their names, each as `read_npy` reads it. Throws as that
 * does, and for an archive that is damaged, has a name twice, or claims to become larger than its bytes can, or than 1 GiB.
 * https://numpy.org/doc/stable/reference/generated/numpy.savez.html
 */
export function read_npz(f: string): Readonly<Record<string, Tensor>>;
export function read_npz(...args: readonly unknown[]): Readonly<Record<string, Tensor>> {
  const { file, bytes } = fileOf("read_npz", args);
  return parseNpz(file, bytes);
}

/**
 * Reads a file in the format of MNIST (IDX), compressed with gzip or not: a tensor of its sizes. Unsigned bytes are uint8,
 * signed bytes, shorts and ints int32, floats float32 and doubles float64. A relative path counts from the folder of the script
 * that was run. Throws, saying what is wrong and where, for a damaged file and for sizes that do not fit its length.
 * https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.MNIST.html
 */
export function read_idx(f: string): Tensor;
export function read_idx(...args: readonly unknown[]): Tensor {
  const { file, bytes } = fileOf("read_idx", args);
  return parseIdx(file, bytes);
}

/**
 * Reads the numbers of a table of comma-separated values: a tensor [rows, columns] of the default dtype, or the one given. The
 * first row has names unless `header` is false; `columns` chooses some of them, such as those that are no text. A relative path
 * counts from the folder of the script that was run. Throws, giving the line and the column, for a row that is longer or shorter than the
 * first, quotes that are not closed, and cells of the chosen columns that are empty or no number of the dtype.
 * https://www.rfc-editor.org/rfc/rfc4180
 */
export function read_csv(f: string, options?: ReadCsvOptions): Tensor;
export function read_csv(...args: readonly unknown[]): Tensor {
  const given = readArguments<{ f: string } & Record<keyof ReadCsvOptions, unknown>>(
    "read_csv",
    ["f", "header", "columns", "delimiter", "dtype"],
    args,
  );
  const dtype = dtypeArgument("read_csv", given.dtype) ?? defaultDtype();
  const hasHeader = booleanArgument("read_csv", "header", given.header, true);
  const columns = columnsArgument(given.columns);
  const { file, rows } = rowsOf("read_csv", given);
  if (hasHeader && rows.length === 0) throw badFile(file, "CSV", "it has no header: it is empty");
  const header = hasHeader ? rows[0]!.cells.map((name) => name.trim()) : null;
  const twice = header?.find((name, i) => header.indexOf(name) !== i);
  if (twice !== undefined) throw badFile(file, "CSV", `the header has ${JSON.stringify(twice)} twice`);
  return tensorOfRows(file, hasHeader ? rows.slice(1) : rows, { header, columns, dtype });
}

/**
 * Reads the cells of a table of comma-separated values as they are written, row by row; a header is the first row. For
 * labels that are words: `read_csv_text("iris.csv").slice(1).map((row) => names.indexOf(row[4]))`. Throws as `read_csv` does for what is no
 * such table.
 * https://www.rfc-editor.org/rfc/rfc4180
 */
export function read_csv_text(f: string, options?: Pick<ReadCsvOptions, "delimiter">): string[][];
export function read_csv_text(...args: readonly unknown[]): string[][] {
  const given = readArguments<{ f: string; delimiter: unknown }>("read_csv_text", ["f", "delimiter"], args);
  return rowsOf("read_csv_text", given).rows.map(({ cells }) => [...cells]);
}

/**
 * What a file in JSON says. A relative path counts from the folder of the script that was run. Throws for a file that is
 * no JSON in UTF-8, saying where, and for one that has a name twice in one object.
 * https://www.rfc-editor.org/rfc/rfc8259
 */
export function read_json<Value = unknown>(f: string): Value;
export function read_json(...args: readonly unknown[]): unknown {
  const { file, bytes } = fileOf("read_json", args);
  return parseJson(file, "JSON", decodeText(file, "JSON", bytes));
}

function fileOf(op: string, args: readonly unknown[]): { readonly file: string; readonly bytes: Uint8Array } {
  const { f } = readArguments<{ f: string }>(op, ["f"], args);
  if (f === undefined) throw missingArgument(op, "f");
  return { file: f, bytes: readBytes(op, f) };
}

function rowsOf(
  op: string,
  { f, delimiter = "," }: { readonly f?: string; readonly delimiter?: unknown },
): { readonly file: string; readonly rows: readonly CsvRow[] } {
  if (typeof delimiter !== "string" || !/^[^"\r\n]$/u.test(delimiter))
    throw wrongArgument(op, "delimiter", "str of one character that is no quote and ends no line", delimiter);
  if (f === undefined) throw missingArgument(op, "f");
  return { file: f, rows: parseCsv(f, readBytes(op, f), delimiter) };
}

function columnsArgument(columns: unknown): readonly (string | number)[] | null {
  if (columns === undefined || columns === null) return null;
  if (!Array.isArray(columns) || !columns.every((column) => typeof column === "string" || typeof column === "number"))
    throw wrongArgument("read_csv", "columns", "tuple of strs or ints", columns);
  return columns as readonly (string | number)[];
}
