import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { example, hoverAfterRun, outputText, runToEnd, tidyUp, waitForOutput, writeScript } from "./scripts.js";
import { connect, type Workbench } from "./workbench.js";

const endless = `import * as torch from "gradlens";
const w = torch.tensor(1, { requires_grad: true });
console.log("before the loop");
for (;;) w.mul(2).backward();
`;

describe("Run File", () => {
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  const paletteOffers = async (): Promise<readonly string[]> => {
    const { page } = workbench;
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input[type=text]").first().fill(">GradLens: ");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "GradLens: Show Gradients" }).waitFor();
    const rows = await page.locator(".quick-input-list .monaco-list-row .label-name").allInnerTexts();
    await page.keyboard.press("Escape");
    return rows.filter((row) => row.startsWith("GradLens: ")).sort();
  };

  it("is in the palette of a script; the other commands come as they work", async () => {
    await workbench.openFile(example("productAndSquare.ts"));
    assert.ok((await paletteOffers()).includes("GradLens: Run File"));
    await runToEnd(workbench, example("productAndSquare.ts"));
    const always = ["Open Example", "Set Up Types in This Folder"];
    const all = ["Go to Pass…", "Run File", "Show Gradient of…", "Show Gradients", "Show Graph", ...always].sort();
    assert.deepEqual(
      await paletteOffers(),
      all.map((title) => `GradLens: ${title}`),
    );
    await workbench.openFile(writeScript("notes.md", "# Notes\n"));
    assert.ok(!(await paletteOffers()).includes("GradLens: Run File"));
  });

  it("prints the example's 42 figures to the output channel", async () => {
    await runToEnd(workbench, example("zeroToAll.ts"));
    const lines = outputText().split("\n");
    assert.equal(lines[0], "Prediction (before training) 4 4");
    assert.equal(lines[3], "\tgrad:  3 6 -16.228801727294922");
    assert.equal(lines[41], "Prediction (after training) 4 7.804864406585693");
    assert.match(lines[42] ?? "", /^\[Completed after .* s, 30 backward passes recorded\]$/);
  });

  it("is a button in the title bar of a script that imports gradlens", async () => {
    await workbench.openFile(example("productAndSquare.ts"));
    await workbench.page.locator('.editor-actions [aria-label^="Run File"]').first().click();
    await waitForOutput(workbench, /1 backward pass recorded\]/);
    await workbench.openFile("sample.ts");
    await workbench.page.locator('.editor-actions [aria-label^="Run File"]').first().waitFor({ state: "detached" });
  });

  it("is a CodeLens above each backward()", async () => {
    await workbench.openFile(example("whichTensorsKeepGrad.ts"));
    const lenses = workbench.page.locator(".codelens-decoration a", { hasText: "▶ Run with GradLens" });
    // The editor may begin where another test has scrolled it to.
    await lenses.filter({ visible: true }).first().click();
    await waitForOutput(workbench, /3 backward passes recorded\]/);
    const result = workbench.page.locator(".codelens-decoration a", { hasText: "1 pass · loss" });
    await result.filter({ visible: true }).first().waitFor();
  });

  it("is a CodeLens that counts while the script runs, and stays the same element", async () => {
    await workbench.openFile(writeScript("endless.ts", endless));
    await workbench.palette("GradLens: Run File");
    const lens = workbench.page.locator(".codelens-decoration", { hasText: /Stop.*\d+ passes · loss 2/ });
    const element = await lens.first().elementHandle();
    const passes = async (): Promise<number> => Number(/(\d+) pass/.exec((await element?.innerText()) ?? "")?.[1]);
    const first = await passes();
    await workbench.page.waitForFunction(countsBeyond, { element, first });
    await lens.locator("a", { hasText: "Stop" }).first().click();
    await waitForOutput(workbench, /\[Stopped after/);
    await workbench.page.locator(".codelens-decoration a", { hasText: "Run with GradLens" }).first().waitFor();
  });

  it("saves the document first", async () => {
    const file = writeScript("edited.ts", `console.log("old");\n`);
    const editor = await workbench.openFile(file);
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 13, 0, 16), "new"));
    assert.ok(editor.document.isDirty);
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /0 backward passes recorded\]/);
    assert.ok(!editor.document.isDirty);
    assert.equal(readFileSync(file, "utf8"), `console.log("new");\n`);
    assert.match(outputText(), /^new\n/);
  });

  it("counts a save that has begun, as Auto Save's, which VS Code saves no text beside", async () => {
    const editor = await workbench.openFile(writeScript("savedBefore.ts", `console.log("old");\n`));
    let goOn = (): void => {};
    const isSaving = new Promise<void>((resolve) => {
      const participant = vscode.workspace.onWillSaveTextDocument((event) => {
        participant.dispose();
        event.waitUntil(new Promise<void>((done) => (goOn = done)));
        resolve();
      });
    });
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 13, 0, 16), "new"));
    void editor.document.save();
    await isSaving;
    const run = vscode.commands.executeCommand("gradlens.runFile");
    goOn();
    await run;
    await waitForOutput(workbench, /^new/);
  });

  it("runs an untitled document from a temporary file", async () => {
    const content = `import * as torch from "gradlens";
const w = torch.tensor(3, { requires_grad: true });
w.pow(2).backward();
console.log("untitled", w.grad!.item());
`;
    const document = await vscode.workspace.openTextDocument({ language: "typescript", content });
    await vscode.window.showTextDocument(document);
    await workbench.page.locator(".codelens-decoration a", { hasText: "Run with GradLens" }).first().waitFor();
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /1 backward pass recorded\]/);
    assert.match(outputText(), /^untitled 6\n/);
    assert.ok(document.isUntitled);
    const hover = await hoverAfterRun(workbench, "w", "const w");
    await hover.getByText("requires grad").waitFor();
  });

  it("says so when a file is neither TypeScript nor JavaScript", async () => {
    await workbench.openFile(writeScript("notes.md", "# Notes\n"));
    await vscode.commands.executeCommand("gradlens.runFile");
    const { page } = workbench;
    await page.locator("#status\\.notifications").click();
    await page
      .locator(".notification-list-item", { hasText: "notes.md is neither TypeScript nor JavaScript" })
      .waitFor();
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  it("shows what is printed inside a synchronous loop, and its progress in the status bar, where a click stops it", async () => {
    await workbench.openFile(writeScript("endless.ts", endless));
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /before the loop/);
    const item = workbench.page.locator(".statusbar-item", { hasText: /^ *pass \d+ · loss 2$/ });
    const first = Number(/\d+/.exec(await item.innerText())?.[0]);
    await workbench.page.waitForFunction(hasPassBeyond, first);
    await workbench.screenshot("running");
    await item.click();
    await waitForOutput(workbench, /\[Stopped after .* backward passes recorded\]/);
    await workbench.page.locator(".statusbar-item", { hasText: /\d+ passes · loss 2/ }).waitFor();
  });

  it("shows the first and the last of very many lines, and says how many it left out", async () => {
    const script = `for (let i = 0; i < 200_000; i++) console.log("line", i);\n`;
    await runToEnd(workbench, writeScript("lines.ts", script));
    const lines = outputText().split("\n");
    assert.ok(lines.length < 20_100, `${lines.length} lines`);
    assert.equal(lines[0], "line 0");
    assert.ok(lines.some((line) => /^… \d+ lines were dropped …$/.test(line)));
    assert.equal(lines.at(-3), "line 199999");
  });

  it("runs beside another script, and everything shows the run of the script that is active", async () => {
    const { page } = workbench;
    const training = writeScript("endless.ts", endless);
    await workbench.openFile(training);
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /before the loop/);
    await runToEnd(workbench, example("productAndSquare.ts"));
    assert.match(outputText(), /^z: 6\nLoss: 36\n/);
    await page.locator(".statusbar-item", { hasText: "1 pass · loss 36" }).waitFor();
    await workbench.openFile(training);
    await page.locator(".statusbar-item", { hasText: /^ *pass \d+ · loss 2$/ }).waitFor();
    await waitForOutput(workbench, /before the loop/);
    await page.locator(".codelens-decoration a", { hasText: "■ Stop" }).click();
    await waitForOutput(workbench, /\[Stopped after/);
    await workbench.openFile(example("productAndSquare.ts"));
    await page.locator(".statusbar-item", { hasText: "1 pass · loss 36" }).waitFor();
    await waitForOutput(workbench, /Loss: 36/);
  });

  it("replaces the script's run before, also while it runs", async () => {
    const editor = await workbench.openFile(writeScript("endless.ts", endless));
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /before the loop/);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), `console.log("anew");\n`));
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /anew/);
  });

  it("stops an endless loop at once, while the editor goes on", async () => {
    const editor = await workbench.openFile(writeScript("loop.ts", `console.log("looping");\nfor (;;);\n`));
    await workbench.palette("GradLens: Run File");
    await waitForOutput(workbench, /looping/);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// alive\n"));
    await workbench.page.locator(".view-line", { hasText: "// alive" }).waitFor();
    await workbench.palette("GradLens: Stop");
    await waitForOutput(workbench, /\[Stopped after/);
  });
});

/** Is sent to the page, so it uses nothing from outside itself. */
function hasPassBeyond(first: number): boolean {
  const items = [...document.querySelectorAll<HTMLElement>(".statusbar-item")];
  return items.some(({ innerText }) => Number(/pass (\d+) · loss/.exec(innerText)?.[1]) > first);
}

/** As above; an element that was replaced by another one counts no further. */
function countsBeyond({ element, first }: { element: Node | null; first: number }): boolean {
  return element?.isConnected === true && Number(/(\d+) pass/.exec(element.textContent ?? "")?.[1]) > first + 100;
}
