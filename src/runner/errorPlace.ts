import { fileURLToPath } from "node:url";
import type { ScriptError } from "../protocol/entry.js";
import type { SourceRange } from "../protocol/site.js";
import type { Recording } from "../recording/recording.js";

/**
 * The error with its place in the script: where loading failed, or the innermost frame of its stack that is in one of the
 * script's files (its positions are those of the source). Where a call stands there, the range is the call's.
 */
export function placeError(error: ScriptError, recording: Recording, failure: ScriptError | null): ScriptError {
  if (failure && error.message.includes(failure.message)) return failure;
  for (const [, location, line, column] of error.stack.matchAll(/\(?((?:file:\/\/)?\/[^\n()]*?):(\d+):(\d+)\)?$/gm)) {
    const path = pathOf(location!);
    const file = recording.files.find((entry) => entry.file === path);
    if (!file) continue;
    const at = { line: Number(line), column: Number(column) };
    const calls = file.sites.map(({ range }) => range).filter((range) => contains(range, at));
    const range = calls.sort((a, b) => extent(a) - extent(b))[0];
    return { ...error, file: file.file, range: range ?? { ...at, endLine: at.line, endColumn: at.column + 1 } };
  }
  return error;
}

function pathOf(location: string): string | null {
  if (!location.startsWith("file:")) return location;
  try {
    return fileURLToPath(location);
  } catch {
    return null;
  }
}

function contains(range: SourceRange, { line, column }: { line: number; column: number }): boolean {
  const afterStart = line > range.line || (line === range.line && column >= range.column);
  const beforeEnd = line < range.endLine || (line === range.endLine && column < range.endColumn);
  return afterStart && beforeEnd;
}

/** Orders nested ranges by size. */
function extent({ line, column, endLine, endColumn }: SourceRange): number {
  return (endLine - line) * 1e6 + endColumn - column;
}
