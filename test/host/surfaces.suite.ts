// Photographs all that a person sees of GradLens, on three examples, in three themes and two widths, for somebody to look
// at: `npm run surfaces`. The pictures are in test/host/screenshots/surfaces.
import path from "node:path";
import * as vscode from "vscode";
import { waitForInline } from "./inlineValues.js";
import {
  example,
  hoverAfterRun,
  revealText,
  runToEnd,
  showGradients,
  showGraph,
  tidyUp,
  writeScript,
} from "./scripts.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

const examples = [
  {
    name: "linearRegression",
    call: "loss.backward()",
    hovered: "predictions",
    line: "const predictions = model",
    node: /^loss/,
  },
  {
    name: "smallCnn",
    call: "loss = criterion(model(images), classes);\n  loss",
    hovered: "maxpool",
    line: "const maxpool",
    node: /relu/,
  },
  { name: "retainAndCreateGraph", call: "loss.backward({", hovered: "gxx", line: "const [gxx", node: /gxx/ },
] as const;

const widths = [1400, 900] as const;

describe("Surfaces", function () {
  this.timeout(180_000);
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(async function () {
    await vscode.commands.executeCommand("workbench.action.closeSidebar");
    await tidyUp(workbench, this.currentTest);
  });

  /** One picture for each width. */
  const take = async (name: string): Promise<void> => {
    const { page } = workbench;
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      // What is laid out anew has drawn itself two frames later.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await workbench.screenshot(path.join("surfaces", `${name}-${width}`));
    }
    await page.setViewportSize({ width: 1400, height: 900 });
  };

  for (const theme of ["light", "dark", "hc"] satisfies Theme[]) {
    for (const { name, call, hovered, line, node } of examples) {
      it(`of ${name} in ${theme}`, async () => {
        await workbench.setTheme(theme);
        await vscode.commands.executeCommand("workbench.action.closeSidebar");
        const editor = await runToEnd(workbench, example(`${name}.ts`));
        await take(`${name}-${theme}-output`);
        await vscode.commands.executeCommand("workbench.action.closePanel");
        revealText(editor, call);
        await waitForInline(workbench, ({ length }) => length > 0);
        await take(`${name}-${theme}-inline`);
        const hover = await hoverAfterRun(workbench, hovered, line);
        await hover.getByText(/ · /).first().waitFor();
        await take(`${name}-${theme}-hover`);
        await workbench.page.keyboard.press("Escape");
        const view = await showGradients(workbench);
        await view.getByRole("treeitem").or(view.getByRole("option")).first().click();
        await take(`${name}-${theme}-gradients`);
        await vscode.commands.executeCommand("workbench.action.closeSidebar");
        const graph = await showGraph(workbench);
        await take(`${name}-${theme}-graph`);
        await graph.getByRole("tree").press("End");
        await graph.getByRole("tree").press("ArrowUp");
        await graph.getByRole("tree").press("ArrowUp");
        await take(`${name}-${theme}-graph-selected`);
        await graph.getByRole("treeitem", { name: node }).first().waitFor();
      });
    }

    it(`of the rest in ${theme}`, async () => {
      const { page } = workbench;
      await workbench.setTheme(theme);
      const text = `import * as torch from "gradlens";\n
const w = torch.randn(2, 3, { requires_grad: true });
w.sum().backward();
w.matmul(torch.ones(4, 5));
`;
      await runToEnd(workbench, writeScript("faulty.ts", text));
      await vscode.commands.executeCommand("workbench.actions.view.problems");
      await page.locator(".markers-panel .monaco-list-row", { hasText: "shapes" }).first().waitFor();
      await take(`problem-${theme}`);
      await showGradients(workbench);
      await take(`problem-gradients-${theme}`);
      await vscode.commands.executeCommand("workbench.action.closeSidebar");
      await vscode.commands.executeCommand("workbench.action.closePanel");
      await page.keyboard.press("F1");
      await page.locator(".quick-input-widget input[type=text]").first().fill(">GradLens");
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "GradLens: Show Graph" }).waitFor();
      await take(`palette-${theme}`);
      await page.keyboard.press("Escape");
      await workbench.palette("GradLens: Show Gradient of…");
      await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
      await take(`showGradientOf-${theme}`);
      await page.keyboard.press("Escape");
      await vscode.commands.executeCommand("workbench.action.openWalkthrough", "gradlens.gradlens#start", false);
      await page.getByText("Get Started with GradLens").filter({ visible: true }).first().waitFor();
      await take(`walkthrough-${theme}`);
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      await vscode.commands.executeCommand("workbench.action.openSettings", "@ext:gradlens.gradlens");
      await page.locator(".settings-editor .setting-item-title", { hasText: "Memory Limit" }).first().waitFor();
      await take(`settings-${theme}`);
    });
  }
});
