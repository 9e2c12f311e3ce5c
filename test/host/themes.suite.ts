import assert from "node:assert/strict";
import type { FrameLocator } from "playwright-core";
import * as vscode from "vscode";
import { accessibilityProblems } from "../webview/harness/accessibilityProblems.js";
import { ownerFrame } from "./ownerFrame.js";
import { example, revealText, runToEnd, showGradients, showGraph, tidyUp } from "./scripts.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

/** How VS Code tells a webview of its theme. */
const bodyClasses: Readonly<Record<Theme, string>> = { light: "light", dark: "dark", hc: "high-contrast" };

describe("Side view, graph and editor", () => {
  let workbench: Workbench;
  let view: FrameLocator;
  let graph: FrameLocator;
  before(async () => {
    workbench = await connect();
    const editor = await runToEnd(workbench, example("smallCnn.ts"));
    await vscode.commands.executeCommand("workbench.action.closePanel");
    view = await showGradients(workbench);
    graph = await showGraph(workbench);
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    revealText(editor, "loss.backward();\n  optimizer");
    await view.getByRole("treeitem", { name: /^logits,/ }).click();
    await graph.locator("[role=treeitem][aria-selected=true]", { hasText: /^logits/ }).waitFor();
  });
  after(async function () {
    await tidyUp(workbench, this.currentTest);
    await vscode.commands.executeCommand("workbench.view.explorer");
  });

  for (const theme of ["light", "dark", "hc"] satisfies Theme[]) {
    it(`have nothing that axe minds in ${theme}`, async () => {
      await workbench.setTheme(theme);
      for (const webview of [view, graph]) {
        await webview.locator(`body.vscode-${bodyClasses[theme]}`).waitFor();
        assert.deepEqual(await accessibilityProblems(await ownerFrame(webview)), []);
      }
      await workbench.screenshot(`together-${theme}`);
    });
  }
});
