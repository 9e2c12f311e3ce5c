import { readFileSync } from "node:fs";
import { instrument, type Instrumented, withoutByteOrderMark } from "../instrument/instrument.js";
import type { ImportEntry } from "../instrument/imports.js";
import { ScriptSyntaxError } from "../instrument/parseScript.js";
import type { FileEntry } from "../../protocol/entry.js";
import { compile, type CompileError, compileError } from "./compile.js";
import type { Project, Projects } from "./projects.js";
import { scriptFile, type ScriptFile, unknownFileMessage } from "./scriptFile.js";
import { SourceMaps } from "./sourceMaps.js";

export { warm } from "./compile.js";

/** What Node's load hook answers. */
export interface LoadedSource {
  readonly format: "module" | "commonjs" | "json";
  readonly source: string;
}

/** A file of the script, told before its code runs. */
export interface LoadedFile extends FileEntry {
  readonly url: string;
  readonly imports: readonly ImportEntry[];
}

/** The script asks for a file that is no code. */
export class ScriptFormatError extends Error {
  override readonly name = "TypeError";

  constructor(readonly file: string) {
    super(unknownFileMessage(file));
  }
}

/**
 * Serves the script's own files to the worker, one by one, each under its own URL: instrumented, then compiled, with one
 * map from what runs to what was written. A file is read once in a run, whoever imports or requires it. Ids go on from file to file.
 */
export class Transformer {
  readonly maps = new SourceMaps();
  readonly #loaded = new Map<string, Promise<LoadedSource | null>>();
  #nextId = 1;

  constructor(
    readonly projects: Projects,
    readonly onFile: (file: LoadedFile) => void,
  ) {}

  /** Null for what Node loads itself. Throws a ScriptSyntaxError or a ScriptFormatError. */
  load(url: string): Promise<LoadedSource | null> {
    const known = this.#loaded.get(url) ?? this.#load(url);
    this.#loaded.set(url, known);
    return known;
  }

  async #load(url: string): Promise<LoadedSource | null> {
    const plainUrl = url.replace(/[?#].*$/, "");
    const file = scriptFile(plainUrl);
    switch (file.kind) {
      case "foreign":
        return null;
      case "unknown":
        throw new ScriptFormatError(file.path);
      case "json":
        return { format: "json", source: readJson(file.path) };
      case "script":
        return this.#loadScript(url, plainUrl, file);
    }
  }

  async #loadScript(url: string, plainUrl: string, file: ScriptFile & { kind: "script" }): Promise<LoadedSource> {
    const source = withoutByteOrderMark(readFileSync(file.path, "utf8"));
    const project = this.projects.of(file.path);
    const isTyped = file.language === "ts" || file.language === "tsx";
    const instrumented = instrumentNested(source, {
      file: file.path,
      language: file.language,
      legacyDecorators: isTyped && project.compilerOptions.experimentalDecorators === true,
      firstId: this.#nextId,
    });
    this.#nextId = instrumented.nextId;
    const format = formatOf(file, project, instrumented);
    const compiled = await this.#compile(file, project, instrumented, format);
    const map = JSON.stringify({
      ...(JSON.parse(compiled.map) as object),
      sources: [plainUrl],
      sourcesContent: [source],
    });
    this.maps.add(url, map);
    const { sites, bindings, watches, imports } = instrumented;
    this.onFile({ kind: "file", url, file: file.path, sites, bindings, watches, imports });
    return { format, source: `${compiled.code}//# sourceMappingURL=${dataUrl(map)}\n` };
  }

  async #compile(
    file: ScriptFile & { kind: "script" },
    project: Project,
    instrumented: Instrumented,
    format: "module" | "commonjs",
  ): ReturnType<typeof compile> {
    const { code, map, traits } = instrumented;
    try {
      // esbuild goes on from the map that its input ends with.
      return await compile(`${code}\n//# sourceMappingURL=${dataUrl(map.toString())}`, {
        language: file.language,
        compilerOptions: project.compilerOptions,
        format: format === "commonjs" && traits.hasModuleSyntax ? "commonjs" : "unchanged",
        keepNames: traits.needsKeptNames,
      });
    } catch (thrown) {
      const error = compileError(thrown);
      throw error ? this.#placed(error, file.path, map.toString()) : thrown;
    }
  }

  #placed({ message, line, byteColumn, lineText }: CompileError, file: string, map: string): ScriptSyntaxError {
    const column = Buffer.from(lineText).subarray(0, byteColumn).toString().length + 1;
    const maps = new SourceMaps();
    maps.add(file, map);
    const at = maps.originalPosition(file, line, column) ?? { line: 1, column: 1 };
    return new ScriptSyntaxError(message, file, { ...at, endLine: at.line, endColumn: at.column + 1 });
  }
}

/** The text of a JSON file. Node would not say in which file a wrong one is wrong. */
function readJson(file: string): string {
  const source = withoutByteOrderMark(readFileSync(file, "utf8"));
  try {
    JSON.parse(source);
    return source;
  } catch (error) {
    const { message } = error as SyntaxError;
    const before = source.slice(0, Number(/position (\d+)/.exec(message)?.[1] ?? 0)).split("\n");
    const [line, column] = [before.length, before.at(-1)!.length + 1];
    throw new ScriptSyntaxError(`${file}: ${message}`, file, { line, column, endLine: line, endColumn: column + 1 });
  }
}

/** Parsing and instrumenting go down into the code by calls of their own, of which there can be some thousands. */
function instrumentNested(source: string, options: Parameters<typeof instrument>[1]): Instrumented {
  try {
    return instrument(source, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = "The code is nested too deeply: take the longest expression, or the deepest block, apart";
    throw new ScriptSyntaxError(message, options.file, { line: 1, column: 1, endLine: 1, endColumn: 2 });
  }
}

/**
 * A file with module syntax is a module, as TypeScript means it, unless it leans on CommonJS and could be nothing else. A
 * JavaScript file without any is CommonJS, as Node means it.
 */
function formatOf(
  file: ScriptFile & { kind: "script" },
  { packageType }: Project,
  { traits }: Instrumented,
): "module" | "commonjs" {
  if (file.module !== "undecided") return file.module === "esm" ? "module" : "commonjs";
  if (packageType === "module" || traits.hasTopLevelAwait || traits.hasImportMeta) return "module";
  if (traits.usesCommonJs) return "commonjs";
  const isTyped = file.language === "ts" || file.language === "tsx";
  return traits.hasModuleSyntax || isTyped ? "module" : "commonjs";
}

function dataUrl(map: string): string {
  return `data:application/json;base64,${Buffer.from(map).toString("base64")}`;
}
