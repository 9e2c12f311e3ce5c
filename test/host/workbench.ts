// Drives the VS Code window that this extension host belongs to, as a person would: by mouse, keyboard and what is on the
// screen. Playwright connects from inside the extension host to the debugger port of the window (GRADLENS_CDP).
import path from "node:path";
import { chromium, type FrameLocator, type Locator, type Page } from "playwright-core";
import * as vscode from "vscode";
import { middleOfText } from "./middleOfText.js";
import { type ConsoleError, watchConsole } from "./watchConsole.js";

export type Theme = "light" | "dark" | "hc";

export interface Workbench {
  readonly page: Page;
  /** Opens the command palette, types `text`, and chooses the command of that name. */
  palette(text: string): Promise<void>;
  /** Opens a file, by its path from the workspace's folder or an absolute one, and waits until its text is shown and has the keyboard. */
  openFile(file: string): Promise<vscode.TextEditor>;
  /** Rests the mouse on `text` in the line that contains `line`, and gives the hover that appears. */
  hoverOver(text: string, line: string): Promise<Locator>;
  /** The document inside the webview of that title: a panel's tab, or a view's name. */
  webview(title: string): Promise<FrameLocator>;
  screenshot(name: string): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
  /** The texts of the status bar's items, from left to right. */
  statusBar(): Promise<readonly string[]>;
  /** The errors that window, extension and webviews wrote to the console since this was last called. */
  consoleErrors(): Promise<readonly ConsoleError[]>;
}

/** For so long a person waits for a hover or the palette, and so often they try. */
const restMs = 4000;
const mostTries = 4;

/** A corner of the window where the mouse shows nothing. */
const restingPlace = [0, 0] as const;

/** How many webviews are searched for a title. */
const mostWebviews = 6;

let connected: Promise<Workbench> | undefined;

/** The one connection of this extension host. */
export function connect(): Promise<Workbench> {
  connected ??= open();
  return connected;
}

const themes: { readonly [K in Theme]: { readonly name: string; readonly className: string } } = {
  light: { name: "Light 2026", className: "vs" },
  dark: { name: "Dark 2026", className: "vs-dark" },
  hc: { name: "Default High Contrast", className: "hc-black" },
};

async function open(): Promise<Workbench> {
  const endpoint = process.env["GRADLENS_CDP"];
  if (endpoint === undefined) throw new Error("GRADLENS_CDP is not set: start the suites with `npm test -- host`.");
  // The desktop's Electron knows none of the overrides that Playwright makes in a browser.
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
  const page = await workbenchPage(browser.contexts().flatMap((context) => context.pages()));
  page.setDefaultTimeout(15_000);
  const errors = watchConsole(page);
  return {
    page,
    async palette(text) {
      const input = page.locator(".quick-input-widget input[type=text]").first();
      const command = page.locator(".quick-input-list .monaco-list-row.focused", { hasText: text });
      const type = async (): Promise<void> => {
        await input.fill(`>${text}`, { timeout: restMs });
        await command.waitFor({ timeout: restMs });
      };
      // A webview that was clicked can take the keyboard back, and the palette is gone: microsoft/vscode#75209.
      for (let tries = 1; ; tries++) {
        await page.keyboard.press("F1");
        if (
          await (tries < mostTries
            ? type().then(
                () => true,
                () => false,
              )
            : type().then(() => true))
        )
          break;
      }
      await page.keyboard.press("Enter");
    },
    async openFile(file) {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
      const document = await vscode.workspace.openTextDocument(path.resolve(folder, file));
      const editor = await vscode.window.showTextDocument(document);
      // The window's address of a file begins in its own way; the name at its end is encoded as ours is.
      const name = path.posix.basename(document.uri.toString());
      const shown = page.locator(`.monaco-editor.focused[data-uri$=${JSON.stringify(`/${name}`)}]`);
      await shown.locator(".view-line").first().waitFor();
      return editor;
    },
    async hoverOver(text, line) {
      await reveal(line);
      const row = page.locator(".editor-group-container.active .view-line", { hasText: line }).first();
      const hover = page.locator(".monaco-editor .monaco-hover:not(.hidden)").first();
      // Where nothing is known yet VS Code does not ask again, until the mouse has been elsewhere.
      for (let tries = 1; ; tries++) {
        await page.mouse.move(...restingPlace);
        // The hover of before can lie over the line.
        await hover.waitFor({ state: "hidden" });
        const { x, y } = await row.evaluate(middleOfText, text);
        await page.mouse.move(x, y, { steps: 5 });
        const isShown = hover.waitFor({ timeout: restMs }).then(() => true);
        if (await (tries < mostTries ? isShown.catch(() => false) : isShown)) break;
      }
      return hover;
    },
    async webview(title) {
      // VS Code's own frame is around the one that carries the title; either is on the page once for every webview.
      const frames = page.locator("iframe.webview.ready");
      const titled = `iframe#active-frame[title=${JSON.stringify(title)}]`;
      const candidates = Array.from({ length: mostWebviews }, async (_, index) => {
        const frame = frames.nth(index);
        await frame.contentFrame().locator(titled).waitFor({ state: "attached" });
        return await frame.getAttribute("name");
      });
      const name = await Promise.any(candidates);
      return page.frameLocator(`iframe.webview[name="${name}"]`).frameLocator(titled);
    },
    async screenshot(name) {
      const root = process.env["GRADLENS_ROOT"] ?? "";
      await page.screenshot({ path: path.join(root, "test/host/screenshots", `${name}.png`) });
    },
    async setTheme(theme) {
      const { name, className } = themes[theme];
      const { Global } = vscode.ConfigurationTarget;
      await vscode.workspace.getConfiguration("workbench").update("colorTheme", name, Global);
      await page.locator(`.monaco-workbench.${className}`).waitFor();
    },
    async statusBar() {
      return (await page.locator(".statusbar-item").allInnerTexts()).map((text) => text.trim());
    },
    async consoleErrors() {
      // The console's messages come over the same wire: after an answer all earlier ones are here.
      await page.evaluate(() => undefined);
      return errors.splice(0);
    },
  };
}

/** Desktop VS Code has pages besides the window's (its shared process); the window's own is the one with a workbench. */
async function workbenchPage(pages: readonly Page[]): Promise<Page> {
  const found = pages.find((page) => /workbench|^http:\/\/127\.0\.0\.1:/.test(page.url()));
  if (found === undefined)
    throw new Error(`No workbench among the pages ${pages.map((page) => page.url()).join(", ")}`);
  await found.locator(".monaco-workbench").waitFor();
  return found;
}

/** Only lines near the visible ones are in the document's tree. */
async function reveal(line: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const offset = editor?.document.getText().indexOf(line) ?? -1;
  if (editor === undefined || offset < 0) throw new Error(`The active editor has no line with: ${line}`);
  const at = editor.document.positionAt(offset);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
