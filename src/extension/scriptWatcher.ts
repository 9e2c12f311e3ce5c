import { type Disposable, type TextDocument, window, workspace } from "vscode";
import { isScript } from "./commands/scriptDocument.js";
import { ContextKey } from "./contextKey.js";
import { importsGradlens } from "./editor/backwardCalls.js";

/**
 * Notices scripts that import gradlens: the run button is for the active one, and a runner is made ready as soon as
 * there is one, since loading it takes most of the time that a short run takes.
 */
export class ScriptWatcher implements Disposable {
  readonly #warm: () => void;
  readonly #isActive = new ContextKey("gradlens.importsGradlens");
  readonly #subscriptions: readonly Disposable[];

  constructor(warm: () => void) {
    this.#warm = warm;
    const update = () => this.#update();
    this.#subscriptions = [
      window.onDidChangeActiveTextEditor(update),
      workspace.onDidGrantWorkspaceTrust(update),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === window.activeTextEditor?.document) update();
      }),
    ];
    update();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #update(): void {
    const document = window.activeTextEditor?.document;
    // With the keyboard in a panel there is no active editor, and the button stays for the one that was.
    if (document === undefined) return;
    const imports = isGradlensScript(document);
    this.#isActive.value = imports;
    if (imports && workspace.isTrusted) this.#warm();
  }
}

export function isGradlensScript(document: TextDocument): boolean {
  return isScript(document) && importsGradlens(document.getText());
}
