import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Language } from "../instrument/parseScript.js";

/** A kind of file that the loader serves. Undecided modules say by their package.json or their text what they are. */
export type ScriptFile =
  | {
      readonly kind: "script";
      readonly path: string;
      readonly language: Language;
      readonly module: "esm" | "commonjs" | "undecided";
    }
  | { readonly kind: "json"; readonly path: string }
  /** Packages and native modules, which Node loads as they are. */
  | { readonly kind: "foreign" }
  | { readonly kind: "unknown"; readonly path: string };

const scripts: Readonly<Record<string, Pick<ScriptFile & { kind: "script" }, "language" | "module">>> = {
  ".ts": { language: "ts", module: "undecided" },
  ".mts": { language: "ts", module: "esm" },
  ".cts": { language: "ts", module: "commonjs" },
  ".tsx": { language: "tsx", module: "undecided" },
  ".js": { language: "js", module: "undecided" },
  ".mjs": { language: "js", module: "esm" },
  ".cjs": { language: "js", module: "commonjs" },
  ".jsx": { language: "jsx", module: "undecided" },
};

export function scriptFile(url: string): ScriptFile {
  if (!url.startsWith("file:")) return { kind: "foreign" };
  const file = fileURLToPath(url);
  const extension = path.extname(file);
  if (isInPackage(file) || extension === ".node" || extension === ".wasm") return { kind: "foreign" };
  if (extension === ".json") return { kind: "json", path: file };
  const script = scripts[extension];
  return script ? { kind: "script", path: file, ...script } : { kind: "unknown", path: file };
}

export function isInPackage(file: string): boolean {
  return file.split(path.sep).includes("node_modules");
}

export function unknownFileMessage(file: string): string {
  return `${file} is neither TypeScript nor JavaScript (.ts, .mts, .cts, .tsx, .js, .mjs, .cjs, .jsx) nor JSON`;
}
