import { Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import type { Port } from "../../protocol/rpc.js";
import { graphPanelType } from "../contributions.js";
import { openWebview } from "./openWebview.js";
import type { ViewHost } from "./viewHost.js";

/** The one panel "GradLens Graph", beside the editor. */
export class GraphPanel {
  readonly #extension: Uri;
  readonly #serve: (port: Port) => ViewHost;
  #panel: WebviewPanel | null = null;
  #host: ViewHost | null = null;

  constructor(extension: Uri, serve: (port: Port) => ViewHost) {
    this.#extension = extension;
    this.#serve = serve;
  }

  /** Opens the panel or brings it to the front; the keyboard stays where it is. */
  show(): void {
    if (this.#panel !== null) return this.#panel.reveal(undefined, true);
    const title = "GradLens Graph";
    const showOptions = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const panel = window.createWebviewPanel(graphPanelType, title, showOptions);
    const icon = (file: string): Uri => Uri.joinPath(this.#extension, "media", file);
    panel.iconPath = { light: icon("graphLight.svg"), dark: icon("graphDark.svg") };
    const host = this.#serve(openWebview(panel.webview, this.#extension, "graph", title));
    this.#panel = panel;
    this.#host = host;
    panel.onDidDispose(() => {
      host.dispose();
      this.#panel = this.#host = null;
    });
  }

  refresh(): void {
    this.#host?.refresh();
  }

  dispose(): void {
    this.#panel?.dispose();
  }
}
