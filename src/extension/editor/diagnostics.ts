import { Diagnostic, DiagnosticSeverity, type Disposable, languages, Range } from "vscode";
import type { ScriptError } from "../../protocol/entry.js";
import type { RunDocuments } from "../session/runDocuments.js";
import type { Session } from "../session/session.js";

/** The error that ended the script, at its place in the source, until the next run. */
export class ErrorDiagnostics implements Disposable {
  readonly #session: Session;
  readonly #documents: RunDocuments;
  readonly #collection = languages.createDiagnosticCollection("gradlens");
  readonly #subscription: Disposable;
  #shown: ScriptError | null = null;

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
    const { state } = this.#session;
    const error = state?.ended?.error ?? null;
    if (error === this.#shown) return;
    this.#shown = error;
    this.#collection.clear();
    if (state === null || error === null) return;
    // An error that has no place of its own stands at the beginning of the script.
    const { line, column, endLine, endColumn } = error.range ?? { line: 1, column: 1, endLine: 1, endColumn: 1 };
    const range = new Range(line - 1, column - 1, endLine - 1, endColumn - 1);
    const diagnostic = new Diagnostic(range, `${error.name}: ${error.message}`, DiagnosticSeverity.Error);
    diagnostic.source = "GradLens";
    this.#collection.set(this.#documents.uriOf(error.file ?? state.file), [diagnostic]);
  }
}
