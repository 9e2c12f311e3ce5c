import { basename } from "node:path";
import { type TextDocument, type Uri, window, workspace } from "vscode";
import { scriptLanguages } from "../contributions.js";

const languages: readonly string[] = scriptLanguages;

export function isScript({ languageId }: TextDocument): boolean {
  return languages.includes(languageId);
}

/** The name of the file that would be run if none was asked for; null if nothing that is shown can be. */
export function scriptName(): string | null {
  const document = shownDocument();
  return document !== undefined && isScript(document) ? basename(document.uri.path) : null;
}

/** The document to run: the one asked for, the active one, or, with the keyboard in a panel, one that is visible or `last`. */
export async function scriptDocument(uri: Uri | undefined, last: Uri | null): Promise<TextDocument | undefined> {
  if (uri !== undefined) return workspace.openTextDocument(uri);
  return shownDocument() ?? (last === null ? undefined : workspace.openTextDocument(last));
}

function shownDocument(): TextDocument | undefined {
  const visible = window.visibleTextEditors.map(({ document }) => document);
  return window.activeTextEditor?.document ?? visible.find(isScript);
}
