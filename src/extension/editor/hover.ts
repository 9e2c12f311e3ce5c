import {
  type CancellationToken,
  Hover,
  type HoverProvider,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
} from "vscode";
import { linkCommands } from "../contributions.js";
import type { RunDocuments } from "../session/runDocuments.js";
import type { Session } from "../session/session.js";
import { tensorAt } from "../session/tensorAt.js";
import { hoverMarkdown } from "./hoverMarkdown.js";

/** What the link of a hover carries: the run that it was shown for may be gone when it is clicked. */
export interface TensorLink {
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
    const selected = await run.recording.readPass(run.pass);
    const tensor = await tensorAt(run.recording, state, selected.index, { file, ...before });
    const range = tensor === null ? null : changed?.find(tensor.range);
    if (tensor === null || range === null || range === undefined || token.isCancellationRequested) return null;
    const textAt = ({ start, end }: Stretch): string =>
      document.getText(new Range(document.positionAt(start), document.positionAt(end)));
    const site = tensor.node.site?.file === file ? (changed?.find(tensor.node.site) ?? null) : null;
    const link: TensorLink = { run: run.number, pass: tensor.pass.index, node: tensor.node.id };
    const text = hoverMarkdown({
      tensor,
      selected,
      passesTotal: run.hasEnded ? state.passesTotal : null,
      call: site === null ? null : calledName(textAt(site)),
      links: [
        { text: "Show in graph", address: address(linkCommands.showInGraph, link) },
        { text: "History", address: address(linkCommands.showHistory, link) },
      ],
    });
    const markdown = new MarkdownString(text);
    markdown.isTrusted = { enabledCommands: Object.values(linkCommands) };
    markdown.supportHtml = true;
    return new Hover(markdown, new Range(document.positionAt(range.start), document.positionAt(range.end)));
  }
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function address(command: string, link: TensorLink): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([link]))}`;
}

/** `nn.Linear` of `new nn.Linear(2, 3)`. */
function calledName(call: string): string | null {
  return /^(?:new\s+)?([\w$.]+)\s*[(<]/.exec(call)?.[1] ?? null;
}
