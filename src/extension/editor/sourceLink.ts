import {
  type Disposable,
  Range,
  Selection,
  type TextEditor,
  type TextEditorSelectionChangeEvent,
  TextEditorRevealType,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import type { TopologyNode } from "../../protocol/api.js";
import { Coalesced } from "../coalesced.js";
import type { RunDocuments } from "../session/runDocuments.js";
import type { Session } from "../session/session.js";
import { tensorAt } from "../session/tensorAt.js";

/** Keeps the selected tensor and the selected source together, in both directions. */
export class SourceLink implements Disposable {
  readonly #session: Session;
  readonly #documents: RunDocuments;
  readonly #follow: Coalesced;
  readonly #subscription: Disposable;

  constructor(session: Session, documents: RunDocuments, report: (error: unknown) => void) {
    this.#session = session;
    this.#documents = documents;
    this.#follow = new Coalesced(() => this.#selectAtCursor(), report);
    this.#subscription = window.onDidChangeTextEditorSelection((event) => this.#onSelection(event));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Selects a node of the selected pass and the source that made it; the keyboard stays where it is. */
  async select(node: number | null): Promise<void> {
    await this.#session.selectNode(node);
    if (node !== null) await this.reveal(node, { takeFocus: false });
  }

  async reveal(id: number, { takeFocus }: { readonly takeFocus: boolean }): Promise<void> {
    const node = await this.#session.readNode(id);
    if (node?.site !== null && node?.site !== undefined) await this.#showSite(node.site, takeFocus);
  }

  /** Shows where the error is that ended the script, and takes the keyboard there. */
  async revealError(): Promise<void> {
    const error = this.#session.state?.ended?.error ?? null;
    if (error === null || error.file === null || error.range === null) return;
    await this.#showSite({ file: error.file, ...error.range }, true);
  }

  async #showSite(site: NonNullable<TopologyNode["site"]>, takeFocus: boolean): Promise<void> {
    const document = await workspace.openTextDocument(this.#documents.uriOf(site.file));
    // The site is of the run that is shown, also in a script that has a run of its own.
    const run = this.#session.current;
    const range = (run && this.#documents.changedText(document, run.options)?.find(site)) ?? null;
    const visible = window.visibleTextEditors.find((editor) => editor.document === document);
    const editor =
      visible !== undefined && !takeFocus
        ? visible
        : await window.showTextDocument(document, {
            viewColumn: visible?.viewColumn ?? ViewColumn.One,
            preserveFocus: !takeFocus,
          });
    if (range !== null) select(editor, range);
    else window.setStatusBarMessage(`GradLens: line ${site.line} was edited after the run`, 5000);
  }

  /** Only what a person does counts: a selection that a program makes has no kind. */
  #onSelection({ kind, textEditor }: TextEditorSelectionChangeEvent): void {
    if (kind === undefined || this.#session.pass === null) return;
    if (this.#documents.fileOf(textEditor.document) !== null) this.#follow.request();
  }

  async #selectAtCursor(): Promise<void> {
    const editor = window.activeTextEditor;
    if (editor === undefined) return;
    const file = this.#documents.fileOf(editor.document);
    const run = this.#session.runOf(file);
    if (file === null || run === null || run.pass === null) return;
    const { pass, state } = run;
    const offset = editor.document.offsetAt(editor.selection.active);
    const place = this.#documents.changedText(editor.document, run.options)?.placeBefore(offset) ?? null;
    if (place === null) return;
    const tensor = await tensorAt(run.recording, state, pass, { file, ...place });
    // The cursor does not change the pass, so a tensor that only another pass has is not selected.
    if (tensor?.pass.index === pass && run.pass === pass) await run.selectNode(tensor.node.id);
  }
}

function select(editor: TextEditor, { start, end }: { readonly start: number; readonly end: number }): void {
  const { document } = editor;
  const [from, to] = [document.positionAt(start), document.positionAt(end)];
  editor.selection = new Selection(from, to);
  // Its end may lie so far to the right that all lines would lose their beginnings.
  editor.revealRange(new Range(from, from), TextEditorRevealType.InCenterIfOutsideViewport);
}
