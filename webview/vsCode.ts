import { jsonPort } from "../src/protocol/jsonPort.js";
import type { Port } from "../src/protocol/rpc.js";
import type { Keeper } from "./memory.js";

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** The way to the extension, and what VS Code keeps for this webview. It lets a webview ask for both once. */
export function openVsCode(): { readonly port: Port; readonly keeper: Keeper } {
  const api = acquireVsCodeApi();
  return {
    port: jsonPort({
      post: (message) => api.postMessage(message),
      listen: (handler) => window.addEventListener("message", ({ data }: MessageEvent<unknown>) => handler(data)),
    }),
    keeper: { read: () => api.getState(), write: (state) => api.setState(state) },
  };
}
