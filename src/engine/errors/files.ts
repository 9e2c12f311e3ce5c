import { RuntimeError } from "./kinds.js";
import { describeType } from "./words.js";

/** A file that is not there. */
class FileNotFoundError extends RuntimeError {
  override readonly name: string = "FileNotFoundError";
}

/** A file that may not be read or written. */
class PermissionError extends RuntimeError {
  override readonly name: string = "PermissionError";
}

/** What is wrong with a file's contents, and where: every message begins with the file's name as the script wrote it. */
export function badFile(file: string, format: string, fault: string): Error {
  return new RuntimeError(`${file}: not a readable ${format} file: ${fault}`);
}

const forbidden = new Set(["EACCES", "EPERM", "EROFS", "ERR_ACCESS_DENIED"]);

/** The system refused to read or write a file. */
export function fileRefused(action: "read" | "write", file: string, full: string, error: unknown): Error {
  const { code = "", message } = error as Error & { readonly code?: string };
  const place = full === file ? "" : ` (that is ${full}: paths count from the folder of the script that was run)`;
  if (code === "ENOENT") return new FileNotFoundError(`[Errno 2] No such file or directory: '${file}'${place}`);
  if (forbidden.has(code))
    return new PermissionError(`[Errno 13] Permission denied: '${file}'${place}: this run may not ${action} it`);
  return new RuntimeError(`cannot ${action} '${file}'${place}: ${message}`);
}

export function noFiles(action: "read" | "write", file: string): Error {
  return new RuntimeError(`cannot ${action} '${file}': there is no file system where this program runs`);
}

export function unsaveable(path: string, value: unknown): Error {
  return new TypeError(
    `save(): ${path} is of type ${describeType(value)}: tensors, numbers, strings, booleans, null, and arrays and plain objects of these can be saved`,
  );
}

export function savedTooDeep(path: string, most: number): Error {
  return new RuntimeError(`save(): ${path} lies deeper than ${most} levels; does the object contain itself?`);
}

export function noSuchColumn(file: string, column: string | number, header: readonly string[] | null): Error {
  const known = header === null ? "the columns count from 0 and have no names" : `there are ${header.join(", ")}`;
  return new RuntimeError(`${file}: there is no column ${JSON.stringify(column)}: ${known}`);
}
