import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  type Disposable,
  EventEmitter,
  Range,
  type TextDocument,
} from "vscode";
import { commands } from "../contributions.js";
import type { RunDocuments } from "../session/runDocuments.js";
import type { Session } from "../session/session.js";
import { findBackwardCalls, importsGradlens } from "./backwardCalls.js";
import { callText } from "./callText.js";

/** Above each backward(): run the script or stop it, and what came of it. */
export class BackwardLens implements CodeLensProvider, Disposable {
  readonly #session: Session;
  readonly #documents: RunDocuments;
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;
  #shown = "";
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(session: Session, documents: RunDocuments) {
    this.#session = session;
    this.#documents = documents;
    this.#subscription = session.onChange(() => this.#update());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const text = document.getText();
    if (!importsGradlens(text)) return [];
    return findBackwardCalls(text).flatMap((offset) => {
      const position = document.positionAt(offset);
      const range = new Range(position, position);
      return [this.#action(document), ...this.#result(document, offset)].map((command) => new CodeLens(range, command));
    });
  }

  #action(document: TextDocument): Command {
    const file = this.#documents.fileOf(document);
    const run = this.#session.runOf(file);
    const isRunning = run !== null && !run.hasEnded && run.options.file === file;
    if (isRunning) return { title: "■ Stop", command: commands.stop, arguments: [document.uri] };
    return { title: "▶ Run with GradLens", command: commands.runFile, arguments: [document.uri] };
  }

  #result(document: TextDocument, offset: number): readonly Command[] {
    const file = this.#documents.fileOf(document);
    const run = this.#session.runOf(file);
    if (run === null || !run.hasEnded) return [];
    const changed = this.#documents.changedText(document, run.options);
    const call = run.state.calls.find(({ site }) => {
      const range = site.file === file ? changed?.find(site) : null;
      return range !== null && range !== undefined && range.start <= offset && offset <= range.end;
    });
    if (call === undefined) return [];
    return [{ title: callText(call), command: commands.showGradients }];
  }

  /** While a script runs its lenses stay as they are: they would flicker with every pass. */
  #update(): void {
    const shown = this.#session.runs.map(({ number, state }) => `${number} ${state.phase}`).join();
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#changed.fire();
  }
}
