import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { tidyUp, writeScript } from "./scripts.js";
import { connect, type Workbench } from "./workbench.js";

/** On the desktop the extension host is Electron. */
const asNode = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };

const script = `import * as torch from "gradlens";\ntorch.tensor([1]);\n`;

describe("Set Up Types in This Folder", () => {
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(async function () {
    await useNative(undefined);
    await vscode.commands.executeCommand("notifications.clearAll");
    await tidyUp(workbench, this.currentTest);
  });

  const useNative = (value: true | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration("js/ts").update("experimental.useTsgo", value, vscode.ConfigurationTarget.Global);

  const notification = async (text: string) => {
    await workbench.page.locator("#status\\.notifications").click();
    const found = workbench.page.locator(".notification-list-item", { hasText: text });
    await found.waitFor();
    return found;
  };

  it("writes the declarations into the script's folder, where any TypeScript finds them", async () => {
    const file = writeScript("typed.ts", script);
    await workbench.openFile(file);
    const folder = path.join(path.dirname(file), "node_modules/@types/gradlens");
    assert.ok(!existsSync(folder), "Nothing is written unasked.");
    await workbench.palette("GradLens: Set Up Types in This Folder");
    await notification("The types of gradlens are in");
    assert.match(readFileSync(path.join(folder, "index.d.ts"), "utf8"), /export \{ Tensor \}/);
    const tsc = path.join(process.env["GRADLENS_ROOT"]!, "node_modules/typescript/bin/tsc");
    const flags = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"];
    execFileSync(process.execPath, [tsc, ...flags, file], { cwd: path.dirname(file), env: asNode });
  });

  it("is offered where TypeScript 7 loads no plugins, and writes nothing by that", async () => {
    await useNative(true);
    const file = writeScript("native.ts", script);
    await workbench.openFile(file);
    const offer = await notification("TypeScript 7 loads no plugins");
    await offer.getByRole("button", { name: "Set Up Types" }).waitFor();
    assert.ok(!existsSync(path.join(path.dirname(file), "node_modules")));
  });
});
