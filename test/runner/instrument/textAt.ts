import type { SourceRange } from "../../../src/protocol/site.js";

/** The text of a range, with its line breaks as they stand in the source. */
export function textAt(source: string, { line, column, endLine, endColumn }: SourceRange): string {
  const lines = source.split(/(?<=\n|\r(?!\n))/);
  const stretch = lines.slice(line - 1, endLine);
  stretch[stretch.length - 1] = stretch.at(-1)!.slice(0, endColumn - 1);
  stretch[0] = stretch[0]!.slice(column - 1);
  return stretch.join("");
}
