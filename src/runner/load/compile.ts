import type { TransformFailure, TransformOptions } from "esbuild";
import type { Language } from "../instrument/parseScript.js";
import { loadTransform, type Transform } from "./esbuild.js";
import type { Project } from "./projects.js";

export interface CompileOptions {
  readonly language: Language;
  readonly compilerOptions: Project["compilerOptions"];
  /** Whether module syntax is to become CommonJS. */
  readonly format: "unchanged" | "commonjs";
  readonly keepNames: boolean;
}

/** What esbuild could not compile; its columns count bytes from 0. */
export interface CompileError {
  readonly message: string;
  readonly line: number;
  readonly byteColumn: number;
  readonly lineText: string;
}

let esbuild: Promise<Transform> | null = null;

/** Loads esbuild and starts its service, which takes longer than most scripts run. */
export async function warm(): Promise<void> {
  await transformer();
}

/** Takes the types off one file and lowers what this Node has not, and nothing else: names, URLs and scopes stay. */
export async function compile(
  code: string,
  options: CompileOptions,
): Promise<{ readonly code: string; readonly map: string }> {
  const transform = await transformer();
  return transform(code, transformOptions(options));
}

function transformer(): Promise<Transform> {
  esbuild ??= loadTransform();
  return esbuild;
}

function transformOptions({ language, compilerOptions, format, keepNames }: CompileOptions): TransformOptions {
  return {
    loader: language,
    target: `node${process.versions.node}`,
    platform: "node",
    charset: "utf8",
    sourcemap: "external",
    logLevel: "silent",
    // Where nothing that is lowered loses its name, keeping names would only cost a call for every closure.
    keepNames,
    tsconfigRaw: { compilerOptions: optionsFor(language, compilerOptions) },
    ...(format === "commonjs" ? { format: "cjs" } : {}),
  };
}

/** esbuild would apply TypeScript's strictness to JavaScript too, which need not be strict. */
function optionsFor(language: Language, options: Project["compilerOptions"]): Project["compilerOptions"] {
  if (language === "ts" || language === "tsx") return options;
  return { ...options, strict: false, alwaysStrict: false, experimentalDecorators: false };
}

export function compileError(thrown: unknown): CompileError | null {
  const [first] = (thrown as Partial<TransformFailure> | null)?.errors ?? [];
  if (!first) return null;
  const { line = 1, column = 0, lineText = "" } = first.location ?? {};
  return { message: first.text, line, byteColumn: column, lineText };
}
