import { type TextDocument, type Uri, window, workspace } from "vscode";
import { scriptLanguages } from "../contributions.js";

const languages: readonly string[] = scriptLanguages;

export function isScript({ languageId }: TextDocument): boolean {
  return languages.includes(languageId);
}

/** The document to run: the one asked for, the active one, or, with the keyboard in a panel, one that is visible or `last`. */
export async function scriptDocument(uri: Uri | undefined, last: Uri | null): Promise<TextDocument | undefined> {
  if (uri !== undefined) return workspace.openTextDocument(uri);
  const visible = window.visibleTextEditors.map(({ document }) => document);
  const shown = window.activeTextEditor?.document ?? visible.find(isScript);
  return shown ?? (last === null ? undefined : workspace.openTextDocument(last));
}
