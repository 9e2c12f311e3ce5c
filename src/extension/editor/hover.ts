import {
  type CancellationToken,
  Hover,
  type HoverProvider,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
} from "vscode";
import { showInGraphCommand } from "../contributions.js";
import type { RunDocuments } from "../session/runDocuments.js";
import type { Session } from "../session/session.js";
import { tensorAt } from "../session/tensorAt.js";
import { hoverMarkdown } from "./hoverMarkdown.js";

/** What the link of a hover carries: the run that it was shown for may be gone when it is clicked. */
export interface GraphLink {
  readonly run: number;
  readonly pass: number;
  readonly node: number;
}

/** Value and gradient of a variable that held a tensor, as of the selected pass. */
export class TensorHover implements HoverProvider {
  readonly #session: Session;
  readonly #documents: RunDocuments;

  constructor(session: Session, documents: RunDocuments) {
    this.#session = session;
    this.#documents = documents;
  }

  async provideHover(document: TextDocument, position: Position, token: CancellationToken): Promise<Hover | null> {
    const file = this.#documents.fileOf(document);
    const run = this.#session.runOf(file);
    if (file === null || run === null || run.pass === null) return null;
    const changed = this.#documents.changedText(document, run.options);
    const before = changed?.placeBefore(document.offsetAt(position)) ?? null;
    if (before === null) return null;
    const { state } = run;
    const tensor = await tensorAt(run.recording, state, run.pass, { file, ...before });
    const range = tensor === null ? null : changed?.find(tensor.range);
    if (tensor === null || range === null || range === undefined || token.isCancellationRequested) return null;
    const passesTotal = state.phase === "ended" ? state.passesTotal : null;
    const link: GraphLink = { run: run.number, pass: tensor.pass.index, node: tensor.node.id };
    const address = `command:${showInGraphCommand}?${encodeURIComponent(JSON.stringify([link]))}`;
    const markdown = new MarkdownString(hoverMarkdown(tensor, passesTotal, address));
    markdown.isTrusted = { enabledCommands: [showInGraphCommand] };
    return new Hover(markdown, new Range(document.positionAt(range.start), document.positionAt(range.end)));
  }
}
