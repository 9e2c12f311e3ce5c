import type { Port } from "../src/protocol/rpc.js";

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/** The way to the extension. VS Code lets a webview open it once. */
export function openPort(): Port {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen: (handler) => window.addEventListener("message", ({ data }: MessageEvent<unknown>) => handler(data)),
  };
}
