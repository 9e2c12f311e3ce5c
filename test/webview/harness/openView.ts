import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { jsonPort } from "../../../src/protocol/jsonPort.js";
import { webviewHtml } from "../../../src/extension/views/webviewHtml.js";
import type { FakeHost } from "./fakeHost.js";
import { themes, type ThemeName } from "./themes.js";

export interface OpenedView {
  readonly page: Page;
  /** Errors on the page's console and uncaught ones, as they come. */
  readonly errors: readonly string[];
  setTheme(name: ThemeName): Promise<void>;
}

export interface ViewOptions {
  readonly bundle: "graph" | "gradients";
  readonly host: FakeHost;
  readonly theme?: ThemeName;
  readonly width: number;
  readonly height: number;
}

const root = process.env["GRADLENS_ROOT"]!;
const origin = "http://webview.test";

/** Opens the built webview in a page like VS Code's: the extension's own document and policy, a theme, one port. */
export async function openView(browser: Browser, options: ViewOptions): Promise<OpenedView> {
  const { bundle, host, theme = "dark", width, height } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.route(`${origin}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name !== "") return route.fulfill({ path: path.join(root, "dist/webview", name) });
    const styles = [`${origin}/codicon.css`, `${origin}/${bundle}.css`];
    const script = `${origin}/${bundle}.js`;
    const body = webviewHtml({ title: bundle, cspSource: origin, nonce: "nonce", script, styles });
    return route.fulfill({ contentType: "text/html", body });
  });

  const listeners: ((message: unknown) => void)[] = [];
  // VS Code makes JSON of what goes between an extension and its webviews.
  const throughJson = (message: unknown): unknown => JSON.parse(JSON.stringify(message));
  const port = jsonPort({
    post: (message) =>
      void page.evaluate(deliver, throughJson(message)).catch((error: unknown) => errors.push(String(error))),
    listen: (handler) => void listeners.push(handler),
  });
  host.serve(port);
  await page.exposeFunction("sendToHost", (message: unknown) => {
    for (const listener of listeners) listener(throughJson(message));
  });
  await page.addInitScript(provideVsCodeApi);
  await page.addInitScript(setThemeSoon, themes[theme]);
  await page.goto(`${origin}/`);
  return { page, errors, setTheme: (name) => page.evaluate(setThemeSoon, themes[name]) };
}

/** Presses Tab so often; gives the label of each place that has the focus, which must be seen to have it. */
export async function tabStops(page: Page, count: number): Promise<readonly string[]> {
  const stops: string[] = [];
  for (let i = 0; i < count; i++) {
    const before = await page.screenshot({ caret: "initial" });
    await page.keyboard.press("Tab");
    const label = await page.evaluate(labelOfFocus);
    if (before.equals(await page.screenshot({ caret: "initial" }))) throw new Error(`No focus is seen on ${label}.`);
    stops.push(label);
  }
  return stops;
}

/** Resolves when the webview has given VS Code a state to keep that has these values, at any depth. */
export async function stateKept(page: Page, values: object): Promise<void> {
  while (!has(await page.evaluate(stateAfterFrame), values)) continue;
}

function has(state: unknown, values: unknown): boolean {
  if (typeof values !== "object" || values === null) return state === values;
  if (typeof state !== "object" || state === null) return false;
  const parts = new Map(Object.entries(state));
  return Object.entries(values).every(([name, value]) => has(parts.get(name), value));
}

// What follows runs in the page.

declare const window: {
  sendToHost(message: unknown): void;
  acquireVsCodeApi?: () => {
    postMessage(message: unknown): void;
    getState(): unknown;
    setState(state: unknown): void;
  };
  postMessage(message: unknown, target: string): void;
  sessionStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void };
};
declare function requestAnimationFrame(task: (now: unknown) => void): void;
declare const document: {
  activeElement: { getAttribute(name: string): string | null } | null;
  body: { className: string } | null;
  documentElement: { style: { cssText: string; setProperty(name: string, value: string): void } };
};
declare class MutationObserver {
  constructor(handler: () => void);
  observe(node: unknown, options: object): void;
  disconnect(): void;
}

function deliver(message: unknown): void {
  window.postMessage(message, "*");
}

function provideVsCodeApi(): void {
  window.acquireVsCodeApi = () => {
    delete window.acquireVsCodeApi;
    const { sessionStorage } = window;
    return {
      postMessage: (message) => window.sendToHost(message),
      // As in VS Code, the state outlives the document: a page that is loaded anew is a webview that is shown again.
      getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null") as unknown,
      setState: (state) => sessionStorage.setItem("state", JSON.stringify(state)),
    };
  };
}

function setThemeSoon(theme: {
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}): void {
  const apply = (): boolean => {
    if (document.body === null) return false;
    document.documentElement.style.cssText = "";
    for (const [name, value] of Object.entries(theme.variables)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
    document.body.className = theme.bodyClass;
    return true;
  };
  if (apply()) return;
  const observer = new MutationObserver(() => {
    if (apply()) observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}

async function stateAfterFrame(): Promise<unknown> {
  await new Promise(requestAnimationFrame);
  return JSON.parse(window.sessionStorage.getItem("state") ?? "null") as unknown;
}

function labelOfFocus(): string {
  return document.activeElement?.getAttribute("aria-label") ?? "";
}
