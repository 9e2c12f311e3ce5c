import {
  type DecorationOptions,
  type Disposable,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
  workspace,
} from "vscode";
import type { BackwardSite, RunState } from "../../protocol/api.js";
import { Coalesced } from "../coalesced.js";
import type { RunDocuments } from "../session/runDocuments.js";
import type { Session } from "../session/session.js";
import type { SessionRun } from "../session/sessionRun.js";
import { inlineText } from "./inlineText.js";

/** Loss and gradient at the end of each line that called backward(); dimmed once the document is not what ran. */
export class InlineValues implements Disposable {
  readonly #session: Session;
  readonly #documents: RunDocuments;
  readonly #decoration: TextEditorDecorationType;
  readonly #refresh: Coalesced;
  readonly #subscriptions: readonly Disposable[];

  constructor(session: Session, documents: RunDocuments, report: (error: unknown) => void) {
    this.#session = session;
    this.#documents = documents;
    this.#refresh = new Coalesced(() => this.#show(), report);
    const refresh = () => this.#refresh.request();
    this.#subscriptions = [
      (this.#decoration = window.createTextEditorDecorationType({ after: { margin: "0 0 0 3ch" } })),
      session.onChange(refresh),
      window.onDidChangeVisibleTextEditors(refresh),
      workspace.onDidChangeTextDocument(refresh),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #show(): Promise<void> {
    for (const editor of window.visibleTextEditors) {
      const values = await this.#valuesOf(editor);
      editor.setDecorations(this.#decoration, values);
    }
  }

  async #valuesOf(editor: TextEditor): Promise<readonly DecorationOptions[]> {
    const file = this.#documents.fileOf(editor.document);
    const run = this.#session.runOf(file);
    const calls = run?.state.calls.filter(({ site }) => site.file === file) ?? [];
    if (run === null || calls.length === 0) return [];
    const { state } = run;
    const texts = await Promise.all(calls.map((call) => textOf(call, run, state)));
    // Only now, since the document may have changed while the recording answered.
    const changed = this.#documents.changedText(editor.document, run.options);
    const lines = new Map<number, string[]>();
    calls.forEach(({ site }, i) => {
      const place = changed?.find(site);
      if (place === null || place === undefined) return;
      const { line } = editor.document.positionAt(place.end);
      lines.set(line, [...(lines.get(line) ?? []), texts[i]!]);
    });
    return [...lines].map(([line, parts]) => decorate(editor, line, parts.join("   "), changed?.isSame ?? false));
  }
}

/** The selected pass where it came from this call, else the last that did. */
async function textOf({ site, lastPass }: BackwardSite, run: SessionRun, state: RunState): Promise<string> {
  const { recording } = run;
  const selected = run.pass === null ? null : await recording.readPass(run.pass);
  const isHere =
    selected !== null &&
    selected.kind !== "gone" &&
    selected.site?.file === site.file &&
    selected.site.line === site.line &&
    selected.site.column === site.column;
  const pass = isHere ? selected : await recording.readPass(lastPass);
  const topology = pass.kind === "gone" || pass.topology === null ? null : await recording.readTopology(pass.topology);
  return inlineText(pass, topology, state.phase === "ended" ? state.passesTotal : null);
}

function decorate({ document }: TextEditor, line: number, contentText: string, isSame: boolean): DecorationOptions {
  const { end } = document.lineAt(line).range;
  const color = new ThemeColor("editorCodeLens.foreground");
  // There is no opacity for such a text but through the style that follows it.
  const style = isSame ? "normal" : "normal; opacity: 0.5";
  return {
    range: document.lineAt(line).range.with(end),
    renderOptions: { after: { contentText, color, fontStyle: style } },
  };
}
