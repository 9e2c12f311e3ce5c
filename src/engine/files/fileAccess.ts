import { fileRefused, noFiles, wrongArgument } from "../errors.js";

/**
 * Where the bytes of files come from and go to. The formats know nothing of it. It is Node's file system, for which the
 * engine asks the process at the moment a script reads or writes a file, so that it runs where there is none, too.
 */
export interface FileAccess {
  /** The whole path that a script's path stands for. */
  resolve(path: string): string;
  read(path: string): Uint8Array;
  write(path: string, bytes: Uint8Array): void;
}

interface Host {
  readonly argv: readonly string[];
  getBuiltinModule?(name: "node:fs"): {
    readFileSync(path: string): Uint8Array;
    writeFileSync(path: string, bytes: Uint8Array): void;
  };
  getBuiltinModule?(name: "node:path"): { resolve(...parts: string[]): string; dirname(path: string): string };
}

declare const process: Host | undefined;

let chosen: FileAccess | null = null;

/** @internal Has scripts read and write elsewhere; null stands for the file system. Gives what it was before. */
export function setFileAccess(access: FileAccess | null): FileAccess | null {
  const before = chosen;
  chosen = access;
  return before;
}

/** The bytes of a file; an error says which file it is and what its path was taken for. */
export function readBytes(op: string, file: unknown): Uint8Array {
  const path = pathArgument(op, file);
  return attempt("read", path, (access, full) => access.read(full));
}

export function writeBytes(op: string, file: unknown, bytes: Uint8Array): void {
  const path = pathArgument(op, file);
  attempt("write", path, (access, full) => {
    access.write(full, bytes);
  });
}

/** Checks what a script passed as a file's path. */
export function pathArgument(op: string, file: unknown): string {
  if (typeof file !== "string" || file === "") throw wrongArgument(op, "f", "str (the path of a file)", file);
  return file;
}

function attempt<T>(action: "read" | "write", file: string, act: (access: FileAccess, full: string) => T): T {
  const access = chosen ?? systemFiles();
  if (access === null) throw noFiles(action, file);
  const full = access.resolve(file);
  try {
    return act(access, full);
  } catch (error) {
    throw fileRefused(action, file, full, error);
  }
}

function systemFiles(): FileAccess | null {
  const host = typeof process === "undefined" ? undefined : process;
  const fs = host?.getBuiltinModule?.("node:fs");
  const path = host?.getBuiltinModule?.("node:path");
  if (host === undefined || fs === undefined || path === undefined) return null;
  // The worker gives a recorded script the same arguments as Node would.
  const script = host.argv[1];
  return {
    resolve: (file) => (script === undefined ? path.resolve(file) : path.resolve(path.dirname(script), file)),
    read: (file) => fs.readFileSync(file),
    write: (file, bytes) => {
      fs.writeFileSync(file, bytes);
    },
  };
}
