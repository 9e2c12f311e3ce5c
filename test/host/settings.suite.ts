import * as vscode from "vscode";
import { runToEnd, tidyUp, waitForOutput, writeScript } from "./scripts.js";
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
    await set("timeout", undefined);
    await tidyUp(workbench, this.currentTest);
  });

  const set = (name: string, value: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration("gradlens").update(name, value, vscode.ConfigurationTarget.Global);

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

  it("that makes no sense is told of, and the default holds", async () => {
    await set("timeout", "soon");
    await runToEnd(workbench, writeScript("short.ts", short));
    await waitForOutput(workbench, /Completed after/);
    await workbench.page.locator("#status\\.notifications").click();
    const text = 'gradlens.timeout is "soon", but has to be a number of seconds, 0 or more.';
    const notification = workbench.page.locator(".notification-list-item", { hasText: text });
    await notification.getByRole("button", { name: "Open Settings" }).press("Enter");
    await workbench.page.locator(".settings-editor .setting-item-title", { hasText: "Timeout" }).first().waitFor();
    await vscode.commands.executeCommand("notifications.clearAll");
  });
});
