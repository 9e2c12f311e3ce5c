import { commands as vscodeCommands, type Disposable, type TextEditor, window, workspace } from "vscode";
import { hasTypes } from "./commands/setUpTypes.js";
import { commands } from "./contributions.js";
import { isGradlensScript } from "./scriptWatcher.js";

/** The settings that put TypeScript 7, which loads no plugins, in the place of TypeScript's server. */
const nativeSettings = ["js/ts.experimental.useTsgo", "typescript.experimental.useTsgo"];

/** Offers types, once in a session, where the plugin cannot give them. */
export function adviseOnTypes(): Disposable {
  let hasOffered = false;
  const look = async (editor: TextEditor | undefined): Promise<void> => {
    if (hasOffered || editor === undefined || !isGradlensScript(editor.document)) return;
    const configuration = workspace.getConfiguration(undefined, editor.document);
    if (!nativeSettings.some((name) => configuration.get(name) === true)) return;
    if (await hasTypes(editor.document.uri)) return;
    hasOffered = true;
    const setUp = "Set Up Types";
    const message = "GradLens: TypeScript 7 loads no plugins, so it finds no types of gradlens in this folder.";
    if ((await window.showInformationMessage(message, setUp)) !== setUp) return;
    await vscodeCommands.executeCommand(commands.setUpTypes, editor.document.uri);
  };
  void look(window.activeTextEditor);
  return window.onDidChangeActiveTextEditor((editor) => void look(editor));
}
