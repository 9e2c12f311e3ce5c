import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  type Disposable,
  EventEmitter,
  Range,
  type TextDocument,
} from "vscode";
import { formatNumber } from "../../protocol/format.js";
import { commands } from "../contributions.js";
import type { RunDocuments } from "../session/runDocuments.js";
import type { Session } from "../session/session.js";
import { findBackwardCalls, importsGradlens } from "./backwardCalls.js";

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
    const { state } = this.#session;
    const runs = state !== null && state.phase !== "ended" && state.file === this.#documents.fileOf(document);
    if (runs) return { title: "■ Stop", command: commands.stop };
    return { title: "▶ Run with GradLens", command: commands.runFile, arguments: [document.uri] };
  }

  #result(document: TextDocument, offset: number): readonly Command[] {
    const { state } = this.#session;
    if (state?.phase !== "ended") return [];
    const file = this.#documents.fileOf(document);
    const changed = this.#documents.changedText(document);
    const call = state.calls.find(({ site }) => {
      const range = site.file === file ? changed?.find(site) : null;
      return range !== null && range !== undefined && range.start <= offset && offset <= range.end;
    });
    if (call === undefined) return [];
    const passes = call.passes === 1 ? "1 pass" : `${call.passes} passes`;
    const loss = call.lastLoss === null ? "" : ` · loss ${formatNumber(call.lastLoss)}`;
    return [{ title: passes + loss, command: commands.showGradients }];
  }

  /** While a script runs its lenses stay as they are: they would flicker with every pass. */
  #update(): void {
    const { current, state } = this.#session;
    const shown = `${current?.number ?? 0} ${state?.phase ?? ""}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#changed.fire();
  }
}
