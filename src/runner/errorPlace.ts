import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ScriptError } from "../protocol/entry.js";
import type { SourceRange } from "../protocol/site.js";
import type { Recording } from "../recording/recording.js";

/**
 * The error with its place in the script: where loading failed, or the innermost frame of its stack that is in one of the
 * script's files (its positions are those of the source). Where a call stands there, the range is the call's. Frames of
 * GradLens itself, which lies in `ownFolder`, and of Node are left out of the stack.
 */
export function placeError(
  error: ScriptError,
  recording: Recording,
  failure: ScriptError | null,
  ownFolder: string,
): ScriptError {
  if (failure && error.message.includes(failure.message)) return failure;
  // Where GradLens is built its maps lead to the sources beside.
  const own = [pathToFileURL(ownFolder).href, path.join(ownFolder, "..", "src") + path.sep, "node:internal/"];
  const stack = error.stack
    .split("\n")
    .filter((line) => !own.some((part) => line.includes(part)))
    .join("\n");
  for (const { location, line, column } of [...linkPlaces(stack), ...framePlaces(stack)]) {
    const path = pathOf(location);
    const file = recording.files.find((entry) => entry.file === path);
    if (!file) continue;
    const calls = file.sites.map(({ range }) => range).filter((range) => contains(range, { line, column }));
    const call = calls.sort((a, b) => extent(a) - extent(b))[0];
    const range = call ?? { line, column, endLine: line, endColumn: column + 1 };
    return { ...error, stack, file: file.file, range };
  }
  return { ...error, stack };
}

interface StackPlace {
  readonly location: string;
  readonly line: number;
  readonly column: number;
}

/** V8 tells of an import that does not exist above the stack: the place, the line, and a caret below it. */
function linkPlaces(stack: string): readonly StackPlace[] {
  const [, location, line, indent] = /^(\S.*):(\d+)\n.*\n( *)\^/.exec(stack) ?? [];
  return location === undefined ? [] : [{ location, line: Number(line), column: indent!.length + 1 }];
}

function framePlaces(stack: string): readonly StackPlace[] {
  const frames = stack.matchAll(/((?:file:\/\/)?\/[^\n()]*?):(\d+):(\d+)\)?$/gm);
  return [...frames].map(([, location, line, column]) => {
    return { location: location!, line: Number(line), column: Number(column) };
  });
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
