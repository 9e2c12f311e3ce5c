import * as vscode from "vscode";
import { goToPass, hoverAfterRun, runToEnd, tidyUp, waitForOutput, writeScript } from "./scripts.js";
import { connect, type Workbench } from "./workbench.js";

const endless = `import * as torch from "gradlens";
const w = torch.tensor(1, { requires_grad: true });
for (;;) w.mul(2).backward();
`;
const short = endless.replace("for (;;) ", "");

describe("A setting", () => {
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(async function () {
    for (const name of ["timeout", "memoryLimit", "recordingBudget", "runtimeExecutable", "codeLens"]) {
      await set(name, undefined);
    }
    await tidyUp(workbench, this.currentTest);
  });

  // VS Code reads its settings file a moment after each change of it: one that changes nothing is one too many.
  const set = async (name: string, value: unknown): Promise<void> => {
    const settings = vscode.workspace.getConfiguration("gradlens");
    if (settings.inspect(name)?.globalValue === value) return;
    await settings.update(name, value, vscode.ConfigurationTarget.Global);
  };

  it("holds for the next run as soon as it is changed", async () => {
    await runToEnd(workbench, writeScript("short.ts", short));
    await set("timeout", 0.2);
    await workbench.openFile(writeScript("endless.ts", endless));
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /Stopped by the time limit/);
    await set("timeout", undefined);
    await runToEnd(workbench, writeScript("short.ts", short));
    await waitForOutput(workbench, /Completed after/);
  });

  it("holds for the memory of the next run", async () => {
    await set("memoryLimit", 256);
    const greedy = `const kept: number[][] = [];\nfor (;;) kept.push(Array.from({ length: 1_000_000 }, (_, i) => i));\n`;
    await runToEnd(workbench, writeScript("greedy.ts", greedy));
    await waitForOutput(workbench, /\[Out of memory/);
  });

  it("holds for the recording of the next run, and a thinned pass says so in the hover", async () => {
    await set("recordingBudget", 16);
    const many = `import * as torch from "gradlens";
const v = torch.ones(30, { requires_grad: true });
for (let i = 0; i < 20_000; i++) v.mul(2).mul(3).mul(4).mul(5).mul(6).sum().backward();
`;
    await runToEnd(workbench, writeScript("many.ts", many));
    await goToPass(workbench, 2);
    const hover = await hoverAfterRun(workbench, "v", "const v");
    await hover
      .getByText("of this pass only the norms are kept")
      .or(hover.getByText("These are the numbers of pass"))
      .first()
      .waitFor();
  });

  it("holds for the Node of the next run, which is told of where it is none", async () => {
    await set("runtimeExecutable", "/nowhere/node");
    await workbench.openFile(writeScript("short.ts", short));
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /nowhere/);
    await set("runtimeExecutable", undefined);
    await runToEnd(workbench, writeScript("short.ts", short));
    await waitForOutput(workbench, /Completed after/);
  });

  it("takes the lenses away and brings them back", async () => {
    await workbench.openFile(writeScript("short.ts", short));
    const lens = workbench.page.locator(".codelens-decoration a", { hasText: "Run with GradLens" });
    await lens.first().waitFor();
    await set("codeLens", false);
    await lens.first().waitFor({ state: "detached" });
    await set("codeLens", true);
    await lens.first().waitFor();
  });

  it("that makes no sense is told of, and the default holds", async () => {
    await set("timeout", "soon");
    await runToEnd(workbench, writeScript("short.ts", short));
    await waitForOutput(workbench, /Completed after/);
    await workbench.page.locator("#status\\.notifications").click();
    const text = 'gradlens.timeout is "soon", but has to be a number of seconds, 0 to 1000000.';
    const notification = workbench.page.locator(".notification-list-item", { hasText: text });
    await notification.getByRole("button", { name: "Open Settings" }).press("Enter");
    await workbench.page.locator(".settings-editor .setting-item-title", { hasText: "Timeout" }).first().waitFor();
    await vscode.commands.executeCommand("notifications.clearAll");
  });
});
