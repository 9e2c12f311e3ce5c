import type { SourceRange } from "../../protocol/site.js";
import type { Span } from "./syntaxTree.js";

/** Lines as an editor counts them: Babel and V8 also end a line at U+2028, which no editor does. */
export class LineTable {
  readonly #starts: readonly number[];

  constructor(source: string) {
    this.#starts = [0, ...Array.from(source.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length)];
  }

  range({ start, end }: Span): SourceRange {
    const from = this.#lineOf(start);
    const to = this.#lineOf(end);
    return {
      line: from + 1,
      column: start - this.#starts[from]! + 1,
      endLine: to + 1,
      endColumn: end - this.#starts[to]! + 1,
    };
  }

  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}
