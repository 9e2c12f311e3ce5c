import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { tidyUp, waitForOutput } from "./scripts.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

// The tests are one story in this order: nothing takes back the trust that the last one gives.
describe("In an untrusted workspace", () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const script = path.join(folder, "train.ts");
  const trace = path.join(folder, "trace.txt");
  let workbench: Workbench;

  before(async () => {
    workbench = await connect();
    writeFileSync(
      script,
      `import { appendFileSync } from "node:fs";
import * as torch from "gradlens";
appendFileSync(${JSON.stringify(trace)}, "ran;");
torch.tensor(3, { requires_grad: true }).pow(2).backward();
`,
    );
  });
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  const openNotifications = () => workbench.page.locator("#status\\.notifications").click();
  const showView = async () => {
    await workbench.palette("GradLens: Show Gradients");
    return workbench.webview("Gradients");
  };

  for (const theme of ["light", "dark"] satisfies Theme[]) {
    it(`the view says that nothing runs, and why, in ${theme}`, async () => {
      assert.equal(vscode.workspace.isTrusted, false);
      await workbench.setTheme(theme);
      await workbench.openFile(script);
      const view = await showView();
      await view.getByText("This workspace is in Restricted Mode.").waitFor();
      await view.getByRole("button", { name: "Manage Workspace Trust" }).waitFor();
      await workbench.screenshot(`restricted-${theme}`);
    });
  }

  it("Run File says why it runs nothing", async () => {
    await workbench.openFile(script);
    await workbench.palette("GradLens: Run File");
    await openNotifications();
    const text = "GradLens runs nothing in an untrusted workspace, because a script can do anything that you can.";
    const notification = workbench.page.locator(".notification-list-item", { hasText: text });
    await notification.getByRole("button", { name: "Manage Trust" }).waitFor();
    await workbench.screenshot("restricted-run");
    assert.equal(existsSync(trace), false);
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  it("scripts run as soon as the view's button has led to trust, and not before", async () => {
    await workbench.openFile(script);
    const view = await showView();
    await view.getByRole("button", { name: "Manage Workspace Trust" }).click();
    const editor = workbench.page.locator(".workspace-trust-editor");
    await editor.getByRole("button", { name: "Trust", exact: true }).click();
    await view.getByRole("button", { name: /^Run / }).waitFor();
    assert.equal(existsSync(trace), false);
    await workbench.openFile(script);
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /1 backward pass recorded\]/);
    assert.equal(readFileSync(trace, "utf8"), "ran;");
  });
});
