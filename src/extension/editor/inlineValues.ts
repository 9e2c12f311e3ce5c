import {
  type DecorationOptions,
  type Disposable,
  type TextDocument,
  type TextEditorDecorationType,
  ThemeColor,
  window,
  workspace,
} from "vscode";
import type { BackwardSite } from "../../protocol/api.js";
import type { WatchEntry } from "../../protocol/entry.js";
import type { SourceRange } from "../../protocol/site.js";
import { Coalesced } from "../coalesced.js";
import { isScript } from "../commands/scriptDocument.js";
import type { RunDocuments } from "../session/runDocuments.js";
import type { Session } from "../session/session.js";
import type { SessionRun } from "../session/sessionRun.js";
import { tensorAt } from "../session/tensorAt.js";
import { type InlineText, inlineText } from "./inlineText.js";
import { watchText } from "./watchText.js";

/**
 * Loss and gradient at the end of each line that called backward(), value and gradient after each comment `//? path`;
 * dimmed once the document is not what ran.
 */
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

  /** A document that is open in two editors is asked about once. */
  async #show(): Promise<void> {
    for (const document of new Set(window.visibleTextEditors.map((editor) => editor.document))) {
      const values = isScript(document) ? await this.#valuesOf(document) : [];
      const showing = window.visibleTextEditors.filter((editor) => editor.document === document);
      for (const editor of showing) editor.setDecorations(this.#decoration, values);
    }
  }

  async #valuesOf(document: TextDocument): Promise<DecorationOptions[]> {
    const file = this.#documents.fileOf(document);
    const run = this.#session.runOf(file);
    if (file === null || run === null || run.pass === null) return [];
    const values = await placedTexts(run, file, run.pass);
    // Only now, since the document may have changed while the recording answered.
    const changed = this.#documents.changedText(document, run.options);
    const lines = new Map<number, InlineText[]>();
    for (const { range, text } of values) {
      const place = changed?.find(range);
      if (place === null || place === undefined) continue;
      const { line } = document.positionAt(place.end);
      lines.set(line, [...(lines.get(line) ?? []), text]);
    }
    return [...lines].map(([line, texts]) => decorate(document, line, texts, changed?.isSame ?? false));
  }
}

interface PlacedText {
  readonly range: SourceRange;
  readonly text: InlineText;
}

async function placedTexts(run: SessionRun, file: string, selected: number): Promise<readonly PlacedText[]> {
  const calls = run.state.calls.filter(({ site }) => site.file === file);
  const watches = (await run.recording.readFile(file))?.watches ?? [];
  return Promise.all([
    ...calls.map(async (call) => ({ range: call.site, text: await callText(call, run, selected) })),
    ...watches.map(async (watch) => ({ range: watch.range, text: await textOfWatch(watch, run, file, selected) })),
  ]);
}

/** Of the selected pass where it came from this call, else of the last that did. */
async function callText({ site, lastPass }: BackwardSite, run: SessionRun, selected: number): Promise<InlineText> {
  const { recording } = run;
  const selectedPass = await recording.readPass(selected);
  const isHere =
    selectedPass.kind !== "gone" &&
    selectedPass.site?.file === site.file &&
    selectedPass.site.line === site.line &&
    selectedPass.site.column === site.column;
  const pass = isHere ? selectedPass : await recording.readPass(lastPass);
  const topology = pass.kind === "gone" || pass.topology === null ? null : await recording.readTopology(pass.topology);
  return inlineText(pass, topology, run.hasEnded ? run.state.passesTotal : null);
}

async function textOfWatch(watch: WatchEntry, run: SessionRun, file: string, selected: number): Promise<InlineText> {
  const { line, column } = watch.range;
  const tensor =
    watch.binding === null ? null : await tensorAt(run.recording, run.state, selected, { file, line, column });
  return watchText(watch, tensor, selected);
}

function decorate(
  document: TextDocument,
  line: number,
  texts: readonly InlineText[],
  isSame: boolean,
): DecorationOptions {
  const { range } = document.lineAt(line);
  const contentText = texts.map(({ text }) => text).join("   ");
  const isAlarm = texts.some((text) => text.isAlarm);
  const color = new ThemeColor(isAlarm ? "errorForeground" : "editorCodeLens.foreground");
  // There is no opacity for such a text but through the style that follows it.
  const style = isSame ? "normal" : "normal; opacity: 0.5";
  return { range: range.with(range.end), renderOptions: { after: { contentText, color, fontStyle: style } } };
}
