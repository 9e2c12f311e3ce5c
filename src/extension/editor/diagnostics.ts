import { Diagnostic, DiagnosticSeverity, type Disposable, languages, Range } from "vscode";
import type { ScriptError } from "../../protocol/entry.js";
import { errorDetails } from "../../protocol/errorDetails.js";
import type { RunDocuments } from "../session/runDocuments.js";
import type { Session } from "../session/session.js";

/** The errors that ended scripts, each at its place in the source until the script's next run. */
export class ErrorDiagnostics implements Disposable {
  readonly #session: Session;
  readonly #documents: RunDocuments;
  readonly #collection = languages.createDiagnosticCollection("gradlens");
  readonly #subscription: Disposable;
  #shown: readonly ScriptError[] = [];

  constructor(session: Session, documents: RunDocuments) {
    this.#session = session;
    this.#documents = documents;
    this.#subscription = session.onChange(() => this.#update());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#collection.dispose();
  }

  #update(): void {
    const failures = this.#session.runs.flatMap(({ state }) =>
      state.ended?.error ? [{ script: state.file, error: state.ended.error }] : [],
    );
    const errors = failures.map(({ error }) => error);
    if (errors.length === this.#shown.length && errors.every((error) => this.#shown.includes(error))) return;
    this.#shown = errors;
    const byFile = new Map<string, Diagnostic[]>();
    for (const { script, error } of failures) {
      const file = error.file ?? script;
      byFile.set(file, [...(byFile.get(file) ?? []), diagnosticOf(error)]);
    }
    this.#collection.clear();
    for (const [file, diagnostics] of byFile) this.#collection.set(this.#documents.uriOf(file), diagnostics);
  }
}

/** An error that has no place of its own stands at the beginning of the script. */
function diagnosticOf(error: ScriptError): Diagnostic {
  const { name, message, range } = error;
  const details = errorDetails(error);
  const { line, column, endLine, endColumn } = range ?? { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const text = `${name}: ${message}${details === null ? "" : `\n${details}`}`;
  const place = new Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  const diagnostic = new Diagnostic(place, text, DiagnosticSeverity.Error);
  diagnostic.source = "GradLens";
  return diagnostic;
}
