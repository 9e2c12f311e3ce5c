import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { inlineValues } from "./inlineValues.js";
import {
  example,
  outputText,
  revealText,
  showGradients,
  showGraph,
  tidyUp,
  waitForOutput,
  writeScript,
} from "./scripts.js";
import { connect, type Workbench } from "./workbench.js";

/** It leaves the processors to the others: what a run at full speed does to them is measured in longRun.suite.ts. */
const endless = `import * as torch from "gradlens";
const { nn, optim } = torch;
const x = torch.randn(8, 4);
const model = new nn.Linear(4, 1);
const optimizer = new optim.SGD(model.parameters(), { lr: 1e-6 });
console.log("before the loop");
for (;;) {
  await new Promise((resolve) => setTimeout(resolve, 5));
  const loss = model(x).pow(2).mean();
  optimizer.zero_grad();
  loss.backward();
  optimizer.step();
}
`;

describe("While a script runs", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await connect();
    // The first webview of a window starts VS Code's service worker, for which a busy machine finds little time.
    await showGradients(workbench);
  });
  afterEach(async function () {
    await tidyUp(workbench, this.currentTest);
    await vscode.commands.executeCommand("workbench.view.explorer");
  });

  const start = async (): Promise<vscode.TextEditor> => {
    const editor = await workbench.openFile(writeScript("endless.ts", endless));
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /before the loop/);
    return editor;
  };
  const stopped = (): readonly string[] => outputText().match(/\[Stopped after/g) ?? [];

  it("variables answer the mouse", async () => {
    const editor = await start();
    await vscode.commands.executeCommand("workbench.action.closePanel");
    revealText(editor, "loss.backward");
    const lens = workbench.page.locator(".codelens-decoration a", { hasText: "Stop" });
    await lens.filter({ visible: true }).first().waitFor();
    const hover = await workbench.hoverOver("loss", "const loss = model");
    await hover
      .getByText(/scalar float32/)
      .first()
      .waitFor();
    await hover
      .getByText(/MeanBackward0/)
      .first()
      .waitFor();
  });

  it("view and graph may be closed, and are up to date when they are shown again", async () => {
    await start();
    await showGradients(workbench);
    await showGraph(workbench);
    await vscode.commands.executeCommand("workbench.action.closeSidebar");
    await vscode.window.tabGroups.close(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === "GradLens Graph"),
    );
    const graph = await showGraph(workbench);
    const view = await showGradients(workbench);
    const passes = async (): Promise<number> =>
      Number(await view.getByRole("slider", { name: "Pass" }).getAttribute("aria-valuemax"));
    const before = await passes();
    await workbench.palette("GradLens: Stop");
    await waitForOutput(workbench, /\[Stopped after/);
    const total = Number(/(\d+) backward passes recorded/.exec(outputText())?.[1]);
    assert.ok(before > 0 && before <= total, `${before} of ${total}`);
    await view.locator(`[role=slider][aria-valuemax="${total}"]`).waitFor();
    await graph.getByText(`/${total}`).first().waitFor();
  });

  it("the theme may change, and the views change with it", async () => {
    await start();
    const view = await showGradients(workbench);
    const graph = await showGraph(workbench);
    for (const [theme, name] of [
      ["light", "vscode-light"],
      ["hc", "vscode-high-contrast"],
      ["dark", "vscode-dark"],
    ] as const) {
      await workbench.setTheme(theme);
      for (const webview of [view, graph]) await webview.locator(`body.${name}`).waitFor();
      await workbench.screenshot(`during-run-${theme}`);
    }
  });

  it("its file may be deleted", async () => {
    const { document } = await start();
    rmSync(document.uri.fsPath);
    await workbench.palette("GradLens: Stop");
    await waitForOutput(workbench, /\[Stopped after/);
    assert.equal(stopped().length, 1);
  });

  it("Stop twice stops it once", async () => {
    await start();
    await Promise.all([1, 2].map(() => vscode.commands.executeCommand("gradlens.stop")));
    await waitForOutput(workbench, /\[Stopped after/);
    assert.equal(stopped().length, 1);
  });

  it("Run File twice leaves one run", async () => {
    await workbench.openFile(example("productAndSquare.ts"));
    await Promise.all([1, 2].map(() => vscode.commands.executeCommand("gradlens.runFile")));
    await waitForOutput(workbench, /1 backward pass recorded\]/);
    await workbench.page.locator(".statusbar-item", { hasText: "1 pass · loss 36" }).waitFor();
    assert.equal(outputText().match(/recorded\]/g)?.length, 1);
  });

  it("its values stand in every editor of the file", async () => {
    const { document } = await workbench.openFile(example("productAndSquare.ts"));
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Two);
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /1 backward pass recorded\]/);
    for (const column of [vscode.ViewColumn.One, vscode.ViewColumn.Two]) {
      const editor = await vscode.window.showTextDocument(document, column);
      revealText(editor, "loss.backward()");
      await workbench.page
        .locator(".editor-group-container.active .codelens-decoration", { hasText: "loss 36" })
        .waitFor();
      assert.deepEqual(
        (await inlineValues(workbench)).map(({ text }) => text),
        ["⟵ 36 · x.grad 36 · y.grad 24 · pass 1/1"],
      );
    }
  });
});

describe("The play button", () => {
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  for (const file of readdirSync(path.dirname(example("any.ts"))).filter((name) => /^[a-z]\w+\.ts$/.test(name))) {
    it(`runs ${file} to its end`, async () => {
      const editor = await workbench.openFile(example(file));
      await vscode.commands.executeCommand("workbench.output.action.clearOutput");
      await workbench.page.locator('.editor-actions [aria-label^="Run File"]').first().click();
      await waitForOutput(workbench, /Completed after .* recorded\]/);
      assert.deepEqual(vscode.languages.getDiagnostics(editor.document.uri), []);
    });
  }
});
