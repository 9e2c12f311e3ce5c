import path from "node:path";
import ts from "typescript";

const root = process.env["GRADLENS_ROOT"] ?? "";

/** What a project that checks the types of libraries too would set. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2022.d.ts"],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  paths: { gradlens: [path.join(root, "dist/declarations/index.d.ts")] },
};

export interface Complaint {
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** Scripts in memory beside each other, as TypeScript sees them with the declarations that ship. */
export class ScriptProject {
  readonly #service: ts.LanguageService;

  constructor(readonly scripts: ReadonlyMap<string, string>) {
    const read = (file: string): string | undefined => scripts.get(path.basename(file)) ?? ts.sys.readFile(file);
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...scripts.keys()].map(place),
      getScriptVersion: () => "1",
      getScriptSnapshot(file) {
        const text = read(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists: (file) => scripts.has(path.basename(file)) || ts.sys.fileExists(file),
      readFile: read,
    });
  }

  complaints(name: string): readonly Complaint[] {
    const file = place(name);
    return [...this.#service.getSyntacticDiagnostics(file), ...this.#service.getSemanticDiagnostics(file)].map(
      ({ file: source, start, messageText }) => ({
        line: source!.getLineAndCharacterOfPosition(start!).line + 1,
        message: ts.flattenDiagnosticMessageText(messageText, "\n"),
      }),
    );
  }

  /** What is wrong in the declarations themselves. */
  complaintsOfDeclarations(): readonly string[] {
    const program = this.#service.getProgram()!;
    return program
      .getSourceFiles()
      .filter(({ fileName }) => fileName.includes("dist/declarations"))
      .flatMap((file) => program.getSemanticDiagnostics(file))
      .map(({ file, messageText }) => `${file!.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
  }

  /** The signature and the documentation that hovering the end of `text` shows. */
  hover(name: string, text: string): { readonly signature: string; readonly documentation: string } {
    const info = this.#service.getQuickInfoAtPosition(place(name), this.#end(name, text) - 1);
    return {
      signature: ts.displayPartsToString(info?.displayParts),
      documentation: ts.displayPartsToString(info?.documentation),
    };
  }

  /** What can be written behind `text`. */
  completions(name: string, text: string): readonly string[] {
    const found = this.#service.getCompletionsAtPosition(place(name), this.#end(name, text), undefined);
    return found?.entries.map((entry) => entry.name) ?? [];
  }

  #end(name: string, text: string): number {
    const at = this.scripts.get(name)?.indexOf(text) ?? -1;
    if (at < 0) throw new Error(`${name} does not contain ${text}`);
    return at + text.length;
  }
}

function place(name: string): string {
  return path.join(root, "test/types", name);
}
