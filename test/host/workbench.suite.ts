import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { failOnConsoleErrors } from "./failOnConsoleErrors.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

describe("The test host", () => {
  let workbench: Workbench;
  const opened: vscode.Disposable[] = [];

  before(async () => {
    workbench = await connect();
  });

  afterEach(async () => {
    for (const each of opened.splice(0)) each.dispose();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  function openWebview(title: string, html: string): void {
    const panel = vscode.window.createWebviewPanel("test", title, vscode.ViewColumn.One, { enableScripts: true });
    const policy = "default-src 'none'; script-src 'unsafe-inline'";
    panel.webview.html = `<meta http-equiv="Content-Security-Policy" content="${policy}">${html}`;
    opened.push(panel);
  }

  it("runs a command from the palette", async () => {
    await workbench.palette("View: Show Search");
    await workbench.page.locator(".search-view").waitFor();
    await workbench.palette("View: Show Explorer");
    await workbench.page.locator(".explorer-folders-view").waitFor();
  });

  it("hovers over a word in a line", async () => {
    const provideHover = (document: vscode.TextDocument, position: vscode.Position) =>
      new vscode.Hover(`this is ${document.getText(document.getWordRangeAtPosition(position))}`);
    opened.push(vscode.languages.registerHoverProvider("typescript", { provideHover }));
    await workbench.openFile("sample.ts");
    const hover = await workbench.hoverOver("learningRate", "step * learningRate");
    await hover.getByText("this is learningRate").waitFor();
  });

  it("reads the status bar", async () => {
    await workbench.openFile("sample.ts");
    await workbench.page.locator(".statusbar-item", { hasText: "Ln 1, Col 1" }).waitFor();
    assert.ok((await workbench.statusBar()).includes("Ln 1, Col 1"));
  });

  it("shows what an output channel says", async () => {
    const channel = vscode.window.createOutputChannel("Test");
    opened.push(channel);
    channel.appendLine("a line of output");
    channel.show();
    await workbench.page.locator(".part.panel .view-line", { hasText: "a line of output" }).waitFor();
    await vscode.commands.executeCommand("workbench.action.closePanel");
  });

  it("reaches into the webview of a title", async () => {
    openWebview("One", "<p>first</p>");
    openWebview("Two", "<p>second</p>");
    const two = await workbench.webview("Two");
    await two.locator("p", { hasText: "second" }).waitFor();
  });

  const themes: readonly Theme[] = ["light", "hc", "dark"];
  for (const theme of themes) {
    it(`shows and photographs the theme ${theme}`, async () => {
      await workbench.setTheme(theme);
      await workbench.openFile("sample.ts");
      await workbench.screenshot(`theme-${theme}`);
      assert.ok(existsSync(path.join(process.env["GRADLENS_ROOT"] ?? "", `test/host/screenshots/theme-${theme}.png`)));
    });
  }

  const faults: Readonly<Record<string, string>> = {
    "writes an error": "console.error('told')",
    throws: "throw new Error('thrown')",
    "lets a promise fail": "Promise.reject(new Error('rejected'))",
    "does not parse": "nope(",
    "asks the network": "fetch('https://gradlens.invalid').catch(() => {})",
  };
  for (const [fault, script] of Object.entries(faults)) {
    it(`fails a test whose webview ${fault}`, async function () {
      const test = {
        async fn() {
          openWebview(
            "Faulty",
            `<p></p><script>${script}</script><script>document.querySelector("p").id = "done"</script>`,
          );
          await (await workbench.webview("Faulty")).locator("#done").waitFor({ state: "attached" });
        },
      };
      failOnConsoleErrors(test);
      await assert.rejects(test.fn.call(this), /There are errors in the console/);
    });
  }
});
