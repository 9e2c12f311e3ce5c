import type { Page } from "playwright-core";

export interface ConsoleError {
  /** VS Code's own errors are none of ours: it misses its accounts and its marketplace here. */
  readonly from: "webview" | "extension" | "workbench";
  readonly text: string;
  /** The address or the stack, as far as it is known. */
  readonly place: string;
}

/** Collects what `page` and the frames inside it write to the console as errors; the array returned grows. */
export function watchConsole(page: Page): ConsoleError[] {
  const errors: ConsoleError[] = [];
  const collect = (text: string, place: string) => errors.push({ from: origin(text, place), text, place });
  page.on("console", (message) => {
    if (message.type() === "error") collect(message.text(), message.location().url);
  });
  page.on("pageerror", (error) => collect(`${error.name}: ${error.message}`, error.stack ?? ""));
  return errors;
}

/**
 * A webview's document and what it loads have addresses of their own, in a browser as on the desktop; what its inline
 * scripts write and what its content security policy refuses comes without any address.
 */
function origin(text: string, place: string): ConsoleError["from"] {
  if (text.includes("gradlens.gradlens")) return "extension";
  const isWebview = /webview\/browser\/pre\/|vscode-webview:|vscode-resource|vscode-cdn/.test(place);
  return isWebview || !place.includes("://") ? "webview" : "workbench";
}
