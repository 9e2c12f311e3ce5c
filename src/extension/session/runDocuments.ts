import { type TextDocument, Uri, workspace } from "vscode";
import { ChangedText } from "./changedText.js";

/**
 * The documents whose files the current run has loaded: which file each stands for (an untitled one runs from a
 * temporary file), and its text when the run began, against which everything recorded has its places.
 */
export class RunDocuments {
  readonly #texts = new Map<string, string>();
  readonly #untitled = new Map<string, Uri>();
  readonly #changes = new WeakMap<TextDocument, { readonly version: number; readonly changed: ChangedText }>();

  /** A run of `document`, from `file`, begins. What other documents show is what is on the disk, unless they are unsaved. */
  begin(document: TextDocument, file: string): void {
    this.#texts.clear();
    this.#untitled.clear();
    for (const other of workspace.textDocuments) {
      if (other.uri.scheme === "file" && !other.isDirty) this.#texts.set(other.uri.fsPath, other.getText());
    }
    if (document.isUntitled) this.#untitled.set(file, document.uri);
    this.#texts.set(file, document.getText());
  }

  fileOf(document: TextDocument): string | null {
    if (document.uri.scheme === "file") return document.uri.fsPath;
    for (const [file, uri] of this.#untitled) if (uri.toString() === document.uri.toString()) return file;
    return null;
  }

  uriOf(file: string): Uri {
    return this.#untitled.get(file) ?? Uri.file(file);
  }

  /** How the document differs from what ran; null where that is unknown. */
  changedText(document: TextDocument): ChangedText | null {
    const file = this.fileOf(document);
    if (file === null) return null;
    const known = this.#changes.get(document);
    const before = this.#textOf(document, file);
    if (known?.version === document.version && known.changed.before === before) return known.changed;
    if (before === null) return null;
    const changed = new ChangedText(before, document.getText());
    this.#changes.set(document, { version: document.version, changed });
    return changed;
  }

  /** A file that is first opened during the run is taken as it is on the disk. */
  #textOf(document: TextDocument, file: string): string | null {
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    if (document.isDirty) return null;
    const text = document.getText();
    this.#texts.set(file, text);
    return text;
  }
}
