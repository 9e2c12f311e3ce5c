import { parse, type ParserPlugin } from "@babel/parser";
import type * as t from "@babel/types";
import type { SourceRange } from "../../protocol/site.js";

export type Language = "ts" | "tsx" | "js" | "jsx";

/** The script cannot be parsed; the message is Babel's, and the place stands beside it. */
export class ScriptSyntaxError extends Error {
  override readonly name = "SyntaxError";

  constructor(
    message: string,
    readonly file: string,
    readonly range: SourceRange,
  ) {
    super(message);
  }
}

interface ParseError extends Error {
  readonly loc: { readonly line: number; readonly column: number };
  readonly syntaxPlugin?: string;
}

/**
 * Parses a file as a module, and as a script if only that succeeds: sloppy CommonJS has `with`, octal literals and a
 * top-level `return`.
 */
export function parseScript(source: string, file: string, language: Language, legacyDecorators: boolean): t.File {
  const plugins = parserPlugins(language, legacyDecorators);
  const asModule = attempt(source, "module", plugins);
  if (asModule.kind === "parsed") return asModule.tree;
  const asScript = attempt(source, "script", plugins);
  if (asScript.kind === "parsed") return asScript.tree;
  throw syntaxError(asModule.error, file);
}

type Attempt =
  { readonly kind: "parsed"; readonly tree: t.File } | { readonly kind: "failed"; readonly error: ParseError };

function attempt(source: string, sourceType: "module" | "script", plugins: ParserPlugin[]): Attempt {
  try {
    const tree = parse(source, {
      sourceType,
      plugins,
      errorRecovery: true,
      allowReturnOutsideFunction: sourceType === "script",
    });
    // Babel also recovers from errors of the type checker's kind, which run: only the language's own count.
    const error = (tree.errors as unknown as ParseError[] | null)?.find((each) => each.syntaxPlugin !== "typescript");
    return error ? { kind: "failed", error } : { kind: "parsed", tree };
  } catch (error) {
    if (error instanceof SyntaxError && "loc" in error) return { kind: "failed", error: error as ParseError };
    throw error;
  }
}

export function parserPlugins(language: Language, legacyDecorators: boolean): ParserPlugin[] {
  const plugins: ParserPlugin[] = ["decoratorAutoAccessors", "explicitResourceManagement"];
  plugins.push(legacyDecorators ? "decorators-legacy" : "decorators");
  if (language === "ts" || language === "tsx") plugins.push("typescript");
  if (language === "tsx" || language === "jsx") plugins.push("jsx");
  return plugins;
}

function syntaxError(error: ParseError, file: string): ScriptSyntaxError {
  const { line, column } = error.loc;
  const message = error.message.replace(/ ?\(\d+:\d+\)$/, "");
  return new ScriptSyntaxError(message, file, { line, column: column + 1, endLine: line, endColumn: column + 2 });
}
