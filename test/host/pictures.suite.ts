// Takes the pictures of the walkthrough and of the README: `npm run pictures`.
import path from "node:path";
import * as vscode from "vscode";
import { waitForInline } from "./inlineValues.js";
import { example, goToPass, hoverAfterRun, runToEnd, tidyUp } from "./scripts.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

const media = path.join(process.env["GRADLENS_ROOT"] ?? "", "media");

describe("Pictures", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await connect();
    // Where a script lies on this machine is of no interest.
    await vscode.workspace.getConfiguration("breadcrumbs").update("enabled", false, vscode.ConfigurationTarget.Global);
  });
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  /** Photographs what is at `selector`, as far as it is needed, from its upper left corner. */
  const take = async (name: string, width: number, height: number, selector = ".part.editor"): Promise<void> => {
    const { page } = workbench;
    const { x, y } = (await page.locator(selector).last().boundingBox())!;
    const clip = { x, y, width: Math.min(width, 1400 - x), height };
    await page.screenshot({ path: path.join(media, `${name}.png`), clip });
  };

  /** Scrolls so that the line with `text` is the first one. */
  const scrollTo = async (editor: vscode.TextEditor, text: string): Promise<void> => {
    const at = editor.document.positionAt(editor.document.getText().indexOf(text));
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.AtTop);
    await workbench.page.locator(".view-line", { hasText: text }).first().waitFor();
  };

  const run = async (): Promise<vscode.TextEditor> => {
    const editor = await runToEnd(workbench, example("zeroToAll.ts"));
    await vscode.commands.executeCommand("workbench.action.closePanel");
    await goToPass(workbench, 3);
    await scrollTo(editor, "// Training loop");
    await waitForInline(workbench, ([value]) => value?.text.endsWith("pass 3/30") === true);
    return editor;
  };

  for (const theme of ["light", "dark", "hc"] satisfies Theme[]) {
    it(`of the walkthrough's steps in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await scrollTo(await workbench.openFile(example("zeroToAll.ts")), "import * as torch");
      await take(`walkthrough/open-${theme}`, 760, 460);
      await run();
      await take(`walkthrough/run-${theme}`, 900, 400);
      const hover = await hoverAfterRun(workbench, "y_pred", "const y_pred = forward");
      await hover.getByText("requires grad").first().waitFor();
      await take(`walkthrough/gradient-${theme}`, 900, 620);
      await workbench.page.keyboard.press("Escape");
      await vscode.commands.executeCommand("workbench.action.closeSidebar");
      await vscode.commands.executeCommand("gradlens.showGraph");
      const graph = await workbench.webview("GradLens Graph");
      await graph.getByRole("treeitem").first().waitFor();
      await take(`walkthrough/graph-${theme}`, 700, 700, ".editor-group-container");
    });
  }

  it("of the README", async () => {
    await workbench.setTheme("dark");
    await run();
    await vscode.commands.executeCommand("gradlens.showGradients");
    await (await workbench.webview("Gradients")).getByRole("option").first().waitFor();
    await workbench.page.locator('.pane-header.expanded[aria-label^="Run"]').first().click();
    await take("readme/gradients", 1200, 520, ".monaco-workbench .part.sidebar");
  });
});
