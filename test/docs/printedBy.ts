import { format } from "node:util";
import { compileFunction } from "node:vm";
import ts from "typescript";
import { setFileAccess, type FileAccess } from "../../src/engine/files/fileAccess.js";
import * as torch from "../../src/engine/index.js";

const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };

/** What a script prints on the engine of this repository. It finds the given files beside it, and those that it writes. */
export function printedBy(script: string, files: ReadonlyMap<string, string>): string {
  const lines: string[] = [];
  const log = (...values: readonly unknown[]): void => {
    lines.push(format(...values));
  };
  const { outputText } = ts.transpileModule(script, { compilerOptions });
  const run = compileFunction(outputText, ["require", "exports", "console"]) as (...args: unknown[]) => void;
  const before = setFileAccess(filesInMemory(files));
  try {
    run(() => torch, {}, { log });
  } finally {
    setFileAccess(before);
  }
  return lines.join("\n");
}

function filesInMemory(texts: ReadonlyMap<string, string>): FileAccess {
  const files = new Map<string, Uint8Array>();
  for (const [name, text] of texts) files.set(name, new TextEncoder().encode(text));
  return {
    resolve: (name) => name,
    read(name) {
      const bytes = files.get(name);
      if (bytes === undefined) throw new Error(`there is no ${name}`);
      return bytes;
    },
    write: (name, bytes) => void files.set(name, bytes),
  };
}
