import { randomBytes } from "node:crypto";
import { Uri, type Webview } from "vscode";
import { jsonPort } from "../../protocol/jsonPort.js";
import type { Port } from "../../protocol/rpc.js";
import { webviewHtml } from "./webviewHtml.js";

/** Loads one of the bundles of dist/webview into a webview. Gives the port to it. */
export function openWebview(webview: Webview, extension: Uri, bundle: "graph" | "gradients", title: string): Port {
  const folder = Uri.joinPath(extension, "dist", "webview");
  const address = (file: string): string => webview.asWebviewUri(Uri.joinPath(folder, file)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  const port = jsonPort({
    post: (message) => void webview.postMessage(message),
    // The subscription ends with the webview.
    listen: (handler) => void webview.onDidReceiveMessage(handler),
  });
  webview.html = webviewHtml({
    title,
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString("base64"),
    script: address(`${bundle}.js`),
    styles: [address("codicon.css"), address(`${bundle}.css`)],
  });
  return port;
}
