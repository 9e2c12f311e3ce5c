import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { waitForInline } from "./inlineValues.js";
import { outputText, runToEnd, tidyUp, waitForOutput, writeScript } from "./scripts.js";
import { connect, type Workbench } from "./workbench.js";

const helper = `export const factor = 1;\n`;

/** Counts its runs in a file beside it, since what is on the screen shows only the last. */
const script = `import { appendFileSync } from "node:fs";
import * as torch from "gradlens";
import { factor } from "./helper.js";
appendFileSync(new URL("runs.txt", import.meta.url), "run\\n");
const w = torch.tensor(1, { requires_grad: true });
w.mul(factor).backward();
console.log("factor", factor);
`;

describe("Run on save", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await connect();
    await set(true);
  });
  after(() => set(undefined));
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  const set = (value: boolean | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration("gradlens").update("runOnSave", value, vscode.ConfigurationTarget.Global);

  const runOnce = async () => {
    const file = writeScript("main.ts", script);
    const beside = (name: string): string => path.join(path.dirname(file), name);
    writeFileSync(beside("helper.ts"), helper);
    const runs = (): number => readFileSync(beside("runs.txt"), "utf8").split("\n").length - 1;
    const editor = await runToEnd(workbench, file);
    return { editor, helper: beside("helper.ts"), runs };
  };

  const replace = async (document: vscode.TextDocument, old: string, text: string): Promise<void> => {
    const start = document.getText().indexOf(old);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      document.uri,
      new vscode.Range(document.positionAt(start), document.positionAt(start + old.length)),
      text,
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
  };

  it("runs a script again that ran before, with what was saved", async () => {
    const { editor, runs } = await runOnce();
    await replace(editor.document, "mul(factor)", "mul(5)");
    await editor.document.save();
    await waitForInline(workbench, ([value]) => value?.text === "⟵ 5 · w.grad 5 · pass 1/1");
    assert.equal(runs(), 2);
  });

  it("runs it again once when a file that it imports is saved together with it", async () => {
    const { editor, helper, runs } = await runOnce();
    await replace(editor.document, '"factor"', '"new factor"');
    await replace(await vscode.workspace.openTextDocument(helper), "factor = 1", "factor = 7");
    await vscode.workspace.saveAll();
    await waitForOutput(workbench, /new factor 7/);
    await waitForOutput(workbench, / recorded\]/);
    assert.equal(runs(), 2);
  });

  it("replaces a run that is still going", async () => {
    const { editor, runs } = await runOnce();
    await replace(editor.document, "w.mul(factor).backward();", "for (;;) w.mul(factor).backward();");
    await editor.document.save();
    await workbench.page.locator(".statusbar-item", { hasText: /pass \d+ · loss 1/ }).waitFor();
    await replace(editor.document, "for (;;) w", "w");
    await editor.document.save();
    await waitForOutput(workbench, /factor 1/);
    assert.equal(runs(), 3);
  });

  it("is one run where Run File saves the script", async () => {
    const { editor, runs } = await runOnce();
    await replace(editor.document, '"factor"', '"saved factor"');
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /saved factor 1/);
    // A second run by the save would have begun by the time that this one is in the output.
    await replace(editor.document, '"saved factor"', '"last factor"');
    await editor.document.save();
    await waitForOutput(workbench, /last factor 1/);
    assert.equal(runs(), 3);
  });

  it("says of a syntax error where it is, and runs again once it is mended", async () => {
    const { editor } = await runOnce();
    await replace(editor.document, "const w = ", "const w = = ");
    await editor.document.save();
    await problemAppears(editor.document.uri);
    await replace(editor.document, "const w = = ", "const w = ");
    await editor.document.save();
    await waitForOutput(workbench, /factor 1/);
  });

  it("runs nothing that did not run before, and nothing where it is off", async () => {
    const { editor, runs } = await runOnce();
    const other = await workbench.openFile(writeScript("other.ts", `throw new Error("This is never run.");\n`));
    await replace(other.document, "never", "not");
    await other.document.save();
    await set(false);
    await replace(editor.document, '"factor"', '"unseen"');
    await editor.document.save();
    await set(true);
    await replace(editor.document, '"unseen"', '"seen"');
    await editor.document.save();
    await vscode.window.showTextDocument(editor.document);
    await waitForOutput(workbench, /^seen 1/);
    assert.equal(runs(), 2);
    assert.ok(!outputText().includes("never run"));
  });
});

function problemAppears(uri: vscode.Uri): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (vscode.languages.getDiagnostics(uri).some(({ source }) => source === "GradLens")) resolve();
    };
    vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}
