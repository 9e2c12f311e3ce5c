import * as vscode from "vscode";
import { tidyUp, waitForOutput } from "./scripts.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

describe("The walkthrough", () => {
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  const open = async (): Promise<void> => {
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", "gradlens.gradlens#start", false);
    await workbench.page.getByText("Get Started with GradLens").filter({ visible: true }).first().waitFor();
  };

  /** Unfolds a step and follows its link. */
  const follow = async (title: string, link: string): Promise<void> => {
    const step = workbench.page.locator(".getting-started-step", { hasText: title }).filter({ visible: true });
    const button = step.getByRole("button", { name: link, exact: true });
    if (!(await button.isVisible())) await step.locator(".step-title").click();
    await button.click();
  };

  it("leads from its first minute on to an example, its run, a gradient and the graph", async () => {
    const { page } = workbench;
    await open();
    await follow("Open an example", "Open Example");
    await page.locator(".tab.active", { hasText: "zeroToAll.ts" }).waitFor();
    await follow("Run it", "Run File");
    await waitForOutput(workbench, /30 backward passes recorded\]/);
    await vscode.commands.executeCommand("workbench.action.closePanel");
    await follow("Look at a gradient", "Show Gradient of…");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "requires grad" }).first().waitFor();
    await page.keyboard.press("Escape");
    await follow("Show the graph", "Show Graph");
    await (await workbench.webview("GradLens Graph")).getByRole("treeitem").first().waitFor();
    const isDone = page.locator(".getting-started-step .codicon-getting-started-step-checked.complete");
    await isDone.nth(3).waitFor();
  });

  for (const theme of ["light", "dark", "hc"] satisfies Theme[]) {
    it(`is good to look at in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await open();
      const picture = workbench.page.locator(".getting-started-media img").filter({ visible: true }).first();
      await picture.evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
      await workbench.screenshot(`walkthrough-${theme}`);
    });
  }
});
