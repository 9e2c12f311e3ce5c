import { commands, type Uri, type WebviewView, type WebviewViewProvider } from "vscode";
import type { Port } from "../../protocol/rpc.js";
import { views } from "../contributions.js";
import { openWebview } from "./openWebview.js";
import type { ViewHost } from "./viewHost.js";

/** The view "Gradients" in Run and Debug. */
export class GradientsView implements WebviewViewProvider {
  readonly #extension: Uri;
  readonly #serve: (port: Port) => ViewHost;
  #view: WebviewView | null = null;
  #host: ViewHost | null = null;

  constructor(extension: Uri, serve: (port: Port) => ViewHost) {
    this.#extension = extension;
    this.#serve = serve;
  }

  resolveWebviewView(view: WebviewView): void {
    const host = this.#serve(openWebview(view.webview, this.#extension, "gradients", "Gradients"));
    this.#view = view;
    this.#host = host;
    view.onDidDispose(() => {
      host.dispose();
      if (this.#view === view) this.#view = this.#host = null;
    });
  }

  refresh(): void {
    this.#host?.refresh();
  }

  async show(): Promise<void> {
    await commands.executeCommand(`${views.gradients}.focus`);
  }

  /** Shows the view if it is there; the keyboard stays where it is. */
  reveal(): void {
    this.#view?.show(true);
  }
}
