import assert from "node:assert/strict";
import type { FrameLocator } from "playwright-core";
import * as vscode from "vscode";
import { waitForInline } from "./inlineValues.js";
import { example, goToPass, revealText, runToEnd, showGradients, showGraph, tidyUp, writeScript } from "./scripts.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

describe("The view Gradients in Run and Debug", () => {
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });
  after(() => vscode.commands.executeCommand("workbench.view.explorer"));

  const showView = (): Promise<FrameLocator> => showGradients(workbench);
  const option = (view: FrameLocator, text: RegExp) => view.getByRole("option", { name: text });

  it("lists every tensor of the selected pass with name, shape, leaf or not, value and gradient", async () => {
    await runToEnd(workbench, example("whichTensorsKeepGrad.ts"));
    await goToPass(workbench, 1);
    const view = await showView();
    await option(view, /^w, scalar, leaf, value 1, gradient −18$/).waitFor();
    await option(view, /^x, scalar, input, value 3, gradient /).waitFor();
    await option(view, /^y_pred, scalar, value 3, gradient −6$/).waitFor();
    await option(view, /^loss, scalar, value 9, gradient 1$/).waitFor();
    assert.equal(await view.getByRole("option").count(), 6);
  });

  it("has a slider over all passes, and the editor follows it", async () => {
    revealText(await runToEnd(workbench, example("zeroToAll.ts")), "l.backward()");
    const view = await showView();
    const slider = view.getByRole("slider", { name: "Pass" });
    await view.locator('[role=slider][aria-valuetext="pass 30 of 30, loss 0.03185"]').waitFor();
    await slider.press("Home");
    await view.locator('[role=slider][aria-valuetext="pass 1 of 30, loss 1"]').waitFor();
    await option(view, /^w, \[1\], leaf, value 1, gradient −2$/).waitFor();
    await waitForInline(workbench, ([value]) => value?.text === "⟵ 1 · w.grad −2 · pass 1/30");
    await slider.press("ArrowRight");
    await waitForInline(workbench, ([value]) => value?.text.endsWith("w.grad −7.84 · pass 2/30") === true);
  });

  it("selects the source of the row that is chosen, and the row of the variable at the cursor", async () => {
    const editor = await runToEnd(workbench, example("productAndSquare.ts"));
    const view = await showView();
    await option(view, /^z,/).click();
    await view.locator("[role=option][aria-selected=true]", { hasText: /^z,/ }).waitFor();
    assert.equal(editor.document.getText(editor.selection), "x.mul(y)");
    const { page } = workbench;
    await page.locator(".editor-group-container.active .view-line", { hasText: "z.pow(2)" }).first().click();
    await page.keyboard.press("Home");
    for (let i = 0; i < "const lo".length; i++) await page.keyboard.press("ArrowRight");
    await view.locator("[role=option][aria-selected=true]", { hasText: /^loss,/ }).waitFor();
  });

  it("shows what Show Gradient of… chooses, as the editor does", async () => {
    const editor = await runToEnd(workbench, example("whichTensorsKeepGrad.ts"));
    const view = await showView();
    await workbench.palette("GradLens: Show Gradient of…");
    const { page } = workbench;
    const rows = page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: "[2, 2] float32 · leaf · requires grad" }).waitFor();
    await page.locator(".quick-input-widget input[type=text]").first().fill("c2");
    await rows
      .filter({ hasText: /c2.*value \[\[9, 9\], \[9, 9\]\].*gradient \[\[1, 1\], \[1, 1\]\]/ })
      .first()
      .waitFor();
    await workbench.screenshot("show-gradient-of");
    await page.keyboard.press("Enter");
    await view.locator("[role=option][aria-selected=true]", { hasText: /^c2,/ }).waitFor();
    assert.equal(editor.document.getText(editor.selection), "b2.pow(2)");
  });

  it("shows NaN and infinities by their names, and so does the graph", async () => {
    const script = `import * as torch from "gradlens";
const w = torch.tensor([1, -1, 0], { requires_grad: true });
for (let i = 0; i < 2; i++) {
  const root = w.sqrt();
  root.sum().backward();
}
`;
    await runToEnd(workbench, writeScript("infinite.ts", script));
    const view = await showView();
    await option(view, /^w, \[3\], leaf, .*1 NaN/).waitFor();
    await view.getByRole("slider", { name: "Pass" }).waitFor();
    const graph = await showGraph(workbench);
    await graph.getByRole("treeitem", { name: /^root;.*NaN/ }).waitFor();
    await workbench.screenshot("infinite");
  });

  it("shows hostile names as text", async () => {
    const script = `import * as torch from "gradlens";
const box = { "<img src=x onerror=alert(1)>": torch.tensor(1, { requires_grad: true }) };
box["<img src=x onerror=alert(1)>"].mul(2).backward();
`;
    await runToEnd(workbench, writeScript('한글 <b> 🔥 ".ts', script));
    const view = await showView();
    await view.getByRole("option").first().waitFor();
    assert.equal(await view.locator("img, b").count(), 0);
    await view.getByText('한글 <b> 🔥 ".ts').waitFor();
  });

  it("keeps showing what was recorded before an error", async () => {
    const script = `import * as torch from "gradlens";
const w = torch.tensor(1, { requires_grad: true });
w.mul(3).backward();
throw new RangeError("late");
`;
    const editor = await runToEnd(workbench, writeScript("faulty.ts", script));
    const view = await showView();
    await option(view, /^w, scalar, leaf, value 1, gradient 3$/).waitFor();
    await view.getByText("late").first().waitFor();
    assert.equal(editor.document.isDirty, false);
  });

  for (const theme of ["light", "dark", "hc"] satisfies Theme[]) {
    it(`is good to look at in ${theme}`, async () => {
      await workbench.setTheme(theme);
      revealText(await runToEnd(workbench, example("zeroToAll.ts")), "l.backward()");
      const view = await showView();
      await option(view, /^w,/).click();
      await view.locator("[role=option][aria-selected=true]", { hasText: /^w,/ }).waitFor();
      await workbench.screenshot(`gradients-${theme}`);
    });
  }
});
