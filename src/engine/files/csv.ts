import { badFile } from "../errors.js";
import { decodeText } from "./text.js";

/**
 * Comma-separated values as in RFC 4180: a cell may stand in double quotes, in which a quote is doubled and everything else
 * stands for itself; lines end with LF or CRLF, and the last need not. Lines without anything on them are left out. Every
 * row has as many cells as the first.
 */
export interface CsvRow {
  /** Where the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const format = "CSV";

/** Reads a file's bytes; its name is for the errors. */
export function parseCsv(file: string, bytes: Uint8Array, delimiter: string): readonly CsvRow[] {
  const text = decodeText(file, format, bytes);
  const rows: CsvRow[] = [];
  let at = 0;
  let line = 1;

  const fault = (where: number, what: string): Error => badFile(file, format, `line ${where}${what}`);

  /** Reads from an opening quote to behind the closing one. */
  function quoted(column: number): string {
    const opened = line;
    let cell = "";
    for (let start = at + 1; ; start = at + 1) {
      const end = text.indexOf('"', start);
      if (end < 0) throw fault(opened, `, column ${column}: a quote is opened and not closed`);
      const part = text.slice(start, end);
      line += part.split("\n").length - 1;
      cell += part;
      at = end + 1;
      if (text[at] !== '"') break;
      cell += '"';
    }
    if (at < text.length && text[at] !== delimiter && lineEnd(text, at) === 0)
      throw fault(line, `, column ${column}: ${JSON.stringify(text[at])} follows a closing quote`);
    return cell;
  }

  function unquoted(column: number): string {
    const start = at;
    while (at < text.length && text[at] !== delimiter && lineEnd(text, at) === 0) {
      if (text[at] === '"') throw fault(line, `, column ${column}: a quote within a cell that does not begin with one`);
      at++;
    }
    return text.slice(start, at);
  }

  while (at < text.length) {
    const first = line;
    const start = at;
    const cells: string[] = [];
    for (;;) {
      const column = cells.length + 1;
      cells.push(text[at] === '"' ? quoted(column) : unquoted(column));
      if (text[at] !== delimiter) break;
      at++;
    }
    const isBlank = at === start;
    at += lineEnd(text, at);
    line++;
    if (isBlank) continue;
    const width = rows[0]?.cells.length ?? cells.length;
    if (cells.length !== width)
      throw fault(first, ` has ${cells.length} cells, and line ${rows[0]!.line} has ${width}`);
    rows.push({ line: first, cells });
  }
  return rows;
}

/** How many characters end the line here; 0 where it goes on. */
function lineEnd(text: string, at: number): number {
  if (text[at] === "\n") return 1;
  return text[at] === "\r" && text[at + 1] === "\n" ? 2 : 0;
}
