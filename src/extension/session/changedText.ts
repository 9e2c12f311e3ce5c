import type { SourceRange } from "../../protocol/site.js";

/**
 * How a document differs from its text at the start of the run, as one changed stretch between a common beginning and
 * a common end. Places outside of it can be found again in either text, so that values stay at their code while a
 * person types somewhere else.
 */
export class ChangedText {
  /** The text at the start of the run. */
  readonly before: string;
  readonly #lineStarts: readonly number[];
  readonly #start: number;
  readonly #endBefore: number;
  readonly #endAfter: number;

  constructor(before: string, after: string) {
    this.before = before;
    this.#lineStarts = lineStarts(before);
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && before[start] === after[start]) start++;
    let common = 0;
    while (common < shorter - start && before.at(-1 - common) === after.at(-1 - common)) common++;
    this.#start = start;
    this.#endBefore = before.length - common;
    this.#endAfter = after.length - common;
  }

  get isSame(): boolean {
    return this.#start === this.#endBefore && this.#start === this.#endAfter;
  }

  /** Where a range of the old text is in the new one, as offsets; null if it was touched. */
  find(range: SourceRange): { readonly start: number; readonly end: number } | null {
    const start = this.#offset(range.line, range.column);
    const end = this.#offset(range.endLine, range.endColumn);
    if (end <= this.#start) return { start, end };
    const shift = this.#endAfter - this.#endBefore;
    return start >= this.#endBefore ? { start: start + shift, end: end + shift } : null;
  }

  /** The line and column (from 1) in the old text of an offset in the new one; null inside what was changed. */
  placeBefore(offset: number): { readonly line: number; readonly column: number } | null {
    if (offset > this.#start && offset < this.#endAfter) return null;
    const before = offset <= this.#start ? offset : offset + this.#endBefore - this.#endAfter;
    const line = this.#lineStarts.findLastIndex((start) => start <= before);
    return { line: line + 1, column: before - this.#lineStarts[line]! + 1 };
  }

  #offset(line: number, column: number): number {
    const start = this.#lineStarts[line - 1] ?? this.before.length;
    return Math.min(start + column - 1, this.before.length);
  }
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)];
}
