/** A stretch of source text. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface SourceRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A source range in a file, which is an absolute path. */
export interface Site extends SourceRange {
  readonly file: string;
}
