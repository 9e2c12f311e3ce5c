import { type TextDocument, Uri, workspace } from "vscode";
import type { RunOptions } from "../../protocol/api.js";
import { canonicalPath } from "./canonicalPath.js";
import { ChangedText } from "./changedText.js";

/**
 * The documents whose files a run has loaded: which file each stands for (an untitled one runs from a temporary file),
 * and its text when the run began, against which everything recorded has its places. Runs are known by their options.
 */
export class RunDocuments {
  readonly #texts = new WeakMap<RunOptions, Map<string, string>>();
  readonly #files = new Map<string, string>();
  readonly #changes = new WeakMap<TextDocument, { readonly version: number; readonly changed: ChangedText }>();

  /** A run of `document` begins. What other documents show is what is on the disk, unless they are unsaved. */
  begin(document: TextDocument, run: RunOptions): void {
    const texts = new Map<string, string>();
    this.#texts.set(run, texts);
    this.#files.set(document.uri.toString(), run.file);
    for (const other of workspace.textDocuments) {
      const file = other.isDirty ? null : this.fileOf(other);
      if (file !== null) texts.set(file, other.getText());
    }
    texts.set(run.file, document.getText());
  }

  fileOf({ uri }: Pick<TextDocument, "uri">): string | null {
    const known = this.#files.get(uri.toString());
    if (known !== undefined || uri.scheme !== "file") return known ?? null;
    const file = canonicalPath(uri.fsPath);
    this.#files.set(uri.toString(), file);
    return file;
  }

  uriOf(file: string): Uri {
    const open = workspace.textDocuments.find((document) => this.fileOf(document) === file);
    return open?.uri ?? Uri.file(file);
  }

  /** How the document differs from what ran; null where that is unknown. */
  changedText(document: TextDocument, run: RunOptions): ChangedText | null {
    const file = this.fileOf(document);
    const before = file === null ? null : this.#textOf(document, file, run);
    if (before === null) return null;
    const known = this.#changes.get(document);
    if (known?.version === document.version && known.changed.before === before) return known.changed;
    const changed = new ChangedText(before, document.getText());
    this.#changes.set(document, { version: document.version, changed });
    return changed;
  }

  /** A file that is first opened during the run is taken as it is on the disk. */
  #textOf(document: TextDocument, file: string, run: RunOptions): string | null {
    const texts = this.#texts.get(run);
    const known = texts?.get(file);
    if (known !== undefined) return known;
    if (document.isDirty) return null;
    const text = document.getText();
    texts?.set(file, text);
    return text;
  }
}
