import assert from "node:assert/strict";
import type { FrameLocator } from "playwright-core";
import * as vscode from "vscode";
import { example, goToPass, runToEnd, showGradients, showGraph, tidyUp } from "./scripts.js";
import { connect, type Workbench } from "./workbench.js";

describe("What a person has made of view and graph", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await connect();
    await runToEnd(workbench, example("smallCnn.ts"));
    await vscode.commands.executeCommand("workbench.action.closePanel");
    await goToPass(workbench, 5);
    const view = await showGradients(workbench);
    await view.getByRole("treeitem", { name: /^linear, 4 tensors$/ }).click();
    await view.getByRole("treeitem", { name: /^conv, \[2, 2, 4, 4\]/ }).click();
    await expectKept(view);
  });
  afterEach(async function () {
    const { state, title } = this.currentTest!;
    if (state === "failed") await workbench.screenshot(`failed-${title}`);
  });
  after(async () => {
    await tidyUp(workbench, undefined);
    await vscode.commands.executeCommand("workbench.action.resetViewLocations");
    await vscode.commands.executeCommand("workbench.view.explorer");
  });

  /** The pass, the selected tensor and the closed module. */
  const expectKept = async (view: FrameLocator): Promise<void> => {
    await view.locator('[role=slider][aria-valuenow="5"]').waitFor();
    await view.locator("[role=treeitem][aria-selected=true]", { hasText: /^conv, \[2, 2, 4, 4\]/ }).waitFor();
    await view.locator("[role=treeitem][aria-expanded=false]", { hasText: /^linear/ }).waitFor();
    assert.equal(await view.getByRole("treeitem", { name: /^linear\./ }).count(), 0);
  };

  it("is there when the view was hidden and is shown again", async () => {
    await vscode.commands.executeCommand("workbench.view.explorer");
    await workbench.page.locator(".explorer-folders-view").waitFor();
    await expectKept(await showGradients(workbench));
  });

  for (const place of ["Panel", "Secondary Side Bar"]) {
    it(`is there when the view was moved to the ${place}`, async () => {
      const { page } = workbench;
      const moved = vscode.commands.executeCommand("workbench.action.moveFocusedView", "gradlens.gradients");
      await page.locator(".quick-input-widget input[type=text]").first().fill(`New ${place} Entry`);
      await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: `New ${place} Entry` }).waitFor();
      await page.keyboard.press("Enter");
      await moved;
      const view = await workbench.webview("Gradients");
      await expectKept(view);
      await view.locator("body").click({ trial: true });
      await workbench.screenshot(`moved-${place.toLowerCase().replaceAll(" ", "-")}`);
      await vscode.commands.executeCommand("workbench.action.resetViewLocations");
      await expectKept(await showGradients(workbench));
    });
  }

  it("is there when the webviews are loaded anew", async () => {
    const search = "relu";
    const graph = await showGraph(workbench);
    const field = graph.getByRole("textbox").or(graph.getByRole("searchbox")).first();
    await field.fill(search);
    await graph
      .getByText(/1 of \d|\d+ found/)
      .first()
      .waitFor();
    await showGradients(workbench);
    await vscode.commands.executeCommand("workbench.action.webview.reloadWebviewAction");
    await expectKept(await workbench.webview("Gradients"));
    const anew = await workbench.webview("GradLens Graph");
    await anew.locator("[role=treeitem][aria-selected=true]", { hasText: /^conv;/ }).waitFor();
    await anew.getByText("pass 5/21").waitFor();
    assert.equal(await anew.getByRole("textbox").or(anew.getByRole("searchbox")).first().inputValue(), search);
  });
});
