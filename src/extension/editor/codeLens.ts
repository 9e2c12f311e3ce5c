import { setTimeout as wait } from "node:timers/promises";
import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  type Disposable,
  EventEmitter,
  Range,
  type TextDocument,
  workspace,
} from "vscode";
import { Coalesced } from "../coalesced.js";
import { commands } from "../contributions.js";
import type { RunDocuments } from "../session/runDocuments.js";
import type { Session } from "../session/session.js";
import { readCodeLens } from "../settings.js";
import { findBackwardCalls, importsGradlens } from "./backwardCalls.js";
import { callText } from "./callText.js";

/** VS Code asks again only after a while without another change, of a quarter of a second or more. */
const pauseMs = 1000;

/** Above each backward(): run the script or stop it, and what came of it so far. */
export class BackwardLens implements CodeLensProvider, Disposable {
  readonly #session: Session;
  readonly #documents: RunDocuments;
  readonly #changed = new EventEmitter<void>();
  readonly #count: Coalesced;
  readonly #subscriptions: readonly Disposable[];
  #phases = "";
  #passes = "";
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(session: Session, documents: RunDocuments, report: (error: unknown) => void) {
    this.#session = session;
    this.#documents = documents;
    this.#count = new Coalesced(() => this.#tellOfPasses(), report);
    this.#subscriptions = [
      this.#changed,
      session.onChange(() => this.#update()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("gradlens.codeLens")) this.#changed.fire();
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const text = document.getText();
    if (!importsGradlens(text) || !readCodeLens(document)) return [];
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
    if (run === null) return [];
    const changed = this.#documents.changedText(document, run.options);
    const call = run.state.calls.find(({ site }) => {
      const range = site.file === file ? changed?.find(site) : null;
      return range !== null && range !== undefined && range.start <= offset && offset <= range.end;
    });
    if (call === undefined) return [];
    return [{ title: callText(call), command: commands.showGradients }];
  }

  /** A script that began or ended is told of at once, its passes only now and then. */
  #update(): void {
    const phases = this.#session.runs.map(({ number, state }) => `${number} ${state.phase}`).join();
    if (phases === this.#phases) return this.#count.request();
    this.#phases = phases;
    this.#changed.fire();
  }

  async #tellOfPasses(): Promise<void> {
    const passes = this.#session.runs.map(({ number, state }) => `${number} ${state.passesTotal}`).join();
    if (passes === this.#passes) return;
    this.#passes = passes;
    this.#changed.fire();
    await wait(pauseMs);
  }
}
