import assert from "node:assert/strict";
import type { FrameLocator } from "playwright-core";
import { example, goToPass, runToEnd, showGraph, tidyUp } from "./scripts.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

describe("The panel GradLens Graph", () => {
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  const treeItem = (graph: FrameLocator, text: RegExp) => graph.getByRole("treeitem", { name: text });

  it("stands beside the editor and has each tensor with op, name, shape, value and gradient", async () => {
    await runToEnd(workbench, example("productAndSquare.ts"));
    const graph = await showGraph(workbench);
    await treeItem(graph, /^x;.* value 2;.* gradient 36/).waitFor();
    await treeItem(graph, /^z;.*value 6;.*gradient .*12.*from x, y; to .* loss$/).waitFor();
    assert.equal(await graph.getByRole("treeitem").count(), 4);
    assert.equal(await workbench.page.locator(".editor-group-container").count(), 2);
  });

  it("selects the source of the node that is chosen, and the node of the variable at the cursor", async () => {
    const editor = await runToEnd(workbench, example("productAndSquare.ts"));
    const graph = await showGraph(workbench);
    const tree = graph.getByRole("tree");
    await tree.press("End");
    await graph.locator("[role=treeitem][aria-selected=true]", { hasText: /^loss/ }).waitFor();
    await tree.press("ArrowUp");
    await graph.locator("[role=treeitem][aria-selected=true]", { hasText: /^z/ }).waitFor();
    assert.equal(editor.document.getText(editor.selection), "x.mul(y)");
    const { page } = workbench;
    await page.locator(".view-line", { hasText: "const y = torch" }).first().click();
    await page.keyboard.press("Home");
    for (let i = 0; i < "const y".length; i++) await page.keyboard.press("ArrowRight");
    await graph.locator("[role=treeitem][aria-selected=true]", { hasText: /^y/ }).waitFor();
  });

  it("follows the selected pass", async () => {
    await runToEnd(workbench, example("zeroToAll.ts"));
    const graph = await showGraph(workbench);
    await treeItem(graph, /^w;.* gradient .*−1\.0708/).waitFor();
    await goToPass(workbench, 1);
    await treeItem(graph, /^w;.* gradient .*−2/).waitFor();
    await graph.getByText("pass 1/30").first().waitFor();
  });

  for (const theme of ["light", "dark", "hc"] satisfies Theme[]) {
    it(`is good to look at in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await runToEnd(workbench, example("productAndSquare.ts"));
      const graph = await showGraph(workbench);
      await graph.getByRole("tree").press("End");
      await graph.locator("[role=treeitem][aria-selected=true]").waitFor();
      await workbench.screenshot(`graph-${theme}`);
    });
  }
});
