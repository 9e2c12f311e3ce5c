import assert from "node:assert/strict";
import type { FrameLocator, Locator } from "playwright-core";
import * as vscode from "vscode";
import { waitForInline } from "./inlineValues.js";
import { example, revealText, runToEnd, showGradients, showGraph, tidyUp } from "./scripts.js";
import { connect, type Workbench } from "./workbench.js";

describe("The tree of tensors in the view Gradients", () => {
  let workbench: Workbench;
  let editor: vscode.TextEditor;
  let view: FrameLocator;
  before(async () => {
    workbench = await connect();
    editor = await runToEnd(workbench, example("smallCnn.ts"));
    await vscode.commands.executeCommand("workbench.action.closePanel");
    view = await showGradients(workbench);
  });
  after(async function () {
    await tidyUp(workbench, this.currentTest);
    await vscode.commands.executeCommand("workbench.view.explorer");
  });

  const item = (name: RegExp): Locator => view.getByRole("treeitem", { name });
  const selected = (of: FrameLocator, name: RegExp): Locator =>
    of.locator("[role=treeitem][aria-selected=true]", { hasText: name });

  it("has a module's tensors under its name, which closes and opens by mouse and keyboard", async () => {
    const head = item(/^conv, 3 tensors$/);
    const weight = item(/^conv\.weight, \[2, 1, 3, 3\], leaf, value .*, gradient .*/);
    await weight.waitFor();
    assert.equal(await head.getAttribute("aria-level"), "1");
    assert.equal(await weight.getAttribute("aria-level"), "2");
    await head.click();
    await weight.waitFor({ state: "detached" });
    assert.equal(await head.getAttribute("aria-expanded"), "false");
    const tree = view.getByRole("tree");
    await tree.press("ArrowRight");
    await weight.waitFor();
    assert.equal(await head.getAttribute("aria-expanded"), "true");
    await tree.press("ArrowLeft");
    await weight.waitFor({ state: "detached" });
    await head.click();
    await weight.waitFor();
  });

  it("has the history of each gradient's norm, and the kinds of its entries", async () => {
    const weight = item(/^conv\.weight,/);
    await weight.locator(".spark svg").waitFor();
    await weight.locator(".counts").waitFor();
    assert.match(await weight.innerText(), /\d+ negative.*\d+ positive|\d+ positive.*\d+ negative/);
  });

  it("lies below a slider whose keys change the pass in view, graph and editor", async () => {
    const graph = await showGraph(workbench);
    revealText(editor, "loss.backward();\n  optimizer");
    const slider = view.getByRole("slider", { name: "Pass" });
    const isAt = async (pass: number): Promise<void> => {
      await view.locator(`[role=slider][aria-valuenow="${pass}"]`).waitFor();
      await graph.getByText(`pass ${pass}/21`).waitFor();
    };
    await isAt(21);
    await slider.press("Home");
    await isAt(1);
    await slider.press("ArrowRight");
    await isAt(2);
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    await waitForInline(workbench, (values) => values.some(({ text }) => text.endsWith("pass 2/21")));
    await slider.press("PageUp");
    await isAt(5);
    await slider.press("End");
    await isAt(21);
  });

  it("selects in graph and editor what is selected in it", async () => {
    const graph = await showGraph(workbench);
    await item(/^conv,/)
      .first()
      .scrollIntoViewIfNeeded();
    await item(/^relu,/).click();
    await selected(graph, /^relu/).waitFor();
    await selected(view, /^relu/).waitFor();
    assert.equal(editor.document.getText(vscode.window.visibleTextEditors[0]!.selection), "conv.relu()");
  });

  it("selects what is selected in the graph, and so does the editor", async () => {
    const graph = await showGraph(workbench);
    const tree = graph.getByRole("tree");
    await tree.press("End");
    await selected(graph, /^loss/).waitFor();
    await selected(view, /^loss/).waitFor();
    assert.equal(
      editor.document.getText(vscode.window.visibleTextEditors[0]!.selection),
      "criterion(model(images), classes)",
    );
  });

  it("selects the variable at the editor's cursor, and so does the graph", async () => {
    const graph = await showGraph(workbench);
    const shown = await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    revealText(shown, "const dropout");
    const { page } = workbench;
    // The graph's group may be active once more, when the click of the test before comes to VS Code from its frame.
    await page.locator('.monaco-editor[data-uri$="smallCnn.ts"] .view-line', { hasText: "const dropout" }).click();
    await page.keyboard.press("Home");
    for (let i = 0; i < "const drop".length; i++) await page.keyboard.press("ArrowRight");
    await selected(view, /^dropout/).waitFor();
    await selected(graph, /^dropout/).waitFor();
  });
});
