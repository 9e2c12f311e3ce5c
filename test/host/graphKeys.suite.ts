import assert from "node:assert/strict";
import type { FrameLocator, Locator } from "playwright-core";
import * as vscode from "vscode";
import { example, runToEnd, showGraph, tidyUp } from "./scripts.js";
import { connect, type Workbench } from "./workbench.js";

describe("The graph of a network", () => {
  let workbench: Workbench;
  let graph: FrameLocator;
  before(async () => {
    workbench = await connect();
    await runToEnd(workbench, example("smallCnn.ts"));
    await vscode.commands.executeCommand("workbench.action.closePanel");
    graph = await showGraph(workbench);
  });
  after(() => tidyUp(workbench, undefined));

  const tree = (): Locator => graph.getByRole("tree");
  const selected = (name: RegExp): Promise<void> =>
    graph.locator("[role=treeitem][aria-selected=true]", { hasText: name }).waitFor();

  it("finds a tensor by its name, and goes on to the next with Enter", async () => {
    await tree().press("/");
    const { page } = workbench;
    await page.keyboard.type("linear");
    await graph.getByText(/^\d+ found$/).waitFor();
    await page.keyboard.press("Enter");
    await graph.getByText(/^1 of \d+$/).waitFor();
    await selected(/^linear\./);
    await page.keyboard.press("Enter");
    await graph.getByText(/^2 of \d+$/).waitFor();
    await page.keyboard.press("Escape");
    await graph.getByText(/^2 of \d+$/).waitFor({ state: "detached" });
    assert.equal(await graph.getByRole("textbox").or(graph.getByRole("searchbox")).first().inputValue(), "");
  });

  it("says so when nothing is found", async () => {
    await tree().press("/");
    await workbench.page.keyboard.type("<b>no such tensor</b>");
    await graph.getByText("nothing found").waitFor();
    await workbench.page.keyboard.press("Escape");
  });

  it("is walked along its edges by the arrow keys", async () => {
    await tree().press("End");
    await selected(/^loss/);
    await tree().press("ArrowUp");
    await selected(/log_?softmax/i);
    await tree().press("ArrowUp");
    await selected(/^logits/);
    await tree().press("ArrowDown");
    await selected(/log_?softmax/i);
  });

  it("is a tree for screen readers, with level, place, neighbours and gradient", async () => {
    const logits = graph.getByRole("treeitem", { name: /^logits/ });
    assert.match(await logits.innerText(), /gradient .*from .*to /s);
    assert.ok(Number(await logits.getAttribute("aria-level")) > 1);
    assert.equal(await logits.getAttribute("aria-posinset"), await logits.getAttribute("aria-setsize"));
    const active = await tree().getAttribute("aria-activedescendant");
    await graph.locator(`#${active}[aria-selected=true]`).waitFor();
  });

  it("changes the pass with [ and ]", async () => {
    await tree().press("[");
    await graph.getByText("pass 20/21").waitFor();
    await tree().press("]");
    await graph.getByText("pass 21/21").waitFor();
  });
});
