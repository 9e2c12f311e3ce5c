import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { commands as vscodeCommands, type TextDocument, type Uri, window, workspace } from "vscode";
import type { RunOptions } from "../../protocol/api.js";
import { canonicalPath } from "../session/canonicalPath.js";
import type { RunDocuments } from "../session/runDocuments.js";
import type { Session } from "../session/session.js";
import { readRunLimits } from "../settings.js";
import { isScript, scriptDocument } from "./scriptDocument.js";

/** VS Code gives those who work on a text before it is saved less than two seconds. */
const longestSaveMs = 3000;

export interface RunParts {
  readonly session: Session;
  readonly documents: RunDocuments;
  /** The folder for what was never saved. */
  readonly scratch: string;
  /** Shows what the script prints. */
  showConsole(): void;
}

/** Saves a script, the one that is shown where none is named, and runs it in place of its run before. */
export async function runFile(parts: RunParts, uri: Uri | undefined): Promise<void> {
  const { session, documents, scratch, showConsole } = parts;
  if (!workspace.isTrusted) return void refuseUntrusted();
  const document = await scriptDocument(uri, session.current && documents.uriOf(session.current.options.file));
  if (document === undefined) return refuse("Open a TypeScript or JavaScript file first.");
  const name = basename(document.uri.path);
  if (!isScript(document)) {
    return refuse(`${name} is neither TypeScript nor JavaScript (its language is ${document.languageId}).`);
  }
  const saved = await savedFile(document, scratch);
  if (saved === null) return refuse(`${name} was not saved, so it was not run.`);
  showConsole();
  await runSaved(parts, document, canonicalPath(saved));
}

/** Runs what `file` holds, which is what `document` shows. */
export async function runSaved(
  { session, documents }: Pick<RunParts, "session" | "documents">,
  document: TextDocument,
  file: string,
): Promise<void> {
  const cwd = workingDirectory(document, file);
  const options: RunOptions = { file, args: [], cwd, ...readRunLimits(document), debug: false };
  documents.begin(document, options);
  await session.start(options);
}

/** The file that holds what the editor shows; null if there is none. */
async function savedFile(document: TextDocument, scratch: string): Promise<string | null> {
  if (document.isUntitled) return writeScratch(document, scratch);
  if (document.uri.scheme !== "file") return null;
  return !document.isDirty || (await document.save()) || (await isSavedByAnother(document))
    ? document.uri.fsPath
    : null;
}

/** VS Code refuses to save while others still work on the text of a save that has begun, as Auto Save's: that one then counts. */
function isSavedByAnother(document: TextDocument): Promise<boolean> {
  if (!document.isDirty) return Promise.resolve(true);
  return new Promise((resolve) => {
    const subscription = workspace.onDidSaveTextDocument((saved) => saved === document && end(true));
    const timer = setTimeout(() => end(false), longestSaveMs);
    const end = (isSaved: boolean): void => {
      subscription.dispose();
      clearTimeout(timer);
      resolve(isSaved);
    };
  });
}

function workingDirectory({ uri, isUntitled }: TextDocument, file: string): string {
  const folder = isUntitled ? workspace.workspaceFolders?.[0] : workspace.getWorkspaceFolder(uri);
  return folder?.uri.scheme === "file" ? folder.uri.fsPath : dirname(file);
}

const endings: Readonly<Record<string, string>> = {
  javascript: ".js",
  javascriptreact: ".jsx",
  typescriptreact: ".tsx",
};

async function writeScratch(document: TextDocument, scratch: string): Promise<string> {
  await mkdir(scratch, { recursive: true });
  const name = basename(document.uri.path).replace(/[^\w-]/g, "_");
  const file = join(scratch, name + (endings[document.languageId] ?? ".ts"));
  await writeFile(file, document.getText());
  return file;
}

/** The message stays until it is read; the command does not wait for that. */
function refuse(message: string): void {
  void window.showErrorMessage(`GradLens: ${message}`);
}

async function refuseUntrusted(): Promise<void> {
  const manage = "Manage Trust";
  const message = "GradLens runs nothing in an untrusted workspace, because a script can do anything that you can.";
  const answer = await window.showWarningMessage(message, manage);
  if (answer === manage) await vscodeCommands.executeCommand("workbench.trust.manage");
}
