import { basename } from "node:path";
import { type Disposable, StatusBarAlignment, window } from "vscode";
import { commands } from "../contributions.js";
import type { Session } from "../session/session.js";
import { statusText } from "./statusText.js";

/** Progress while a script runs, where a click stops it; afterwards the result, where a click shows the gradients. */
export class StatusBar implements Disposable {
  readonly #session: Session;
  readonly #item = window.createStatusBarItem("gradlens.status", StatusBarAlignment.Left);
  readonly #subscription: Disposable;

  constructor(session: Session) {
    this.#session = session;
    this.#item.name = "GradLens";
    this.#subscription = session.onChange(() => this.#update());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #update(): void {
    const { state } = this.#session;
    if (state === null) return this.#item.hide();
    const hasEnded = state.phase === "ended";
    this.#item.text = statusText(state);
    this.#item.tooltip = `GradLens: ${basename(state.file)}. ${hasEnded ? "Show gradients" : "Stop"}`;
    this.#item.command = hasEnded ? commands.showGradients : commands.stop;
    this.#item.show();
  }
}
