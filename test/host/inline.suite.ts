import assert from "node:assert/strict";
import * as vscode from "vscode";
import { inlineValues, waitForInline } from "./inlineValues.js";
import { example, revealText, runToEnd, tidyUp, waitForOutput, writeScript } from "./scripts.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

const last = "⟵ 0.03185 · w.grad −1.071 · pass 30/30";

/** Trains slowly enough to be edited meanwhile. */
const training = `import * as torch from "gradlens";
const w = torch.tensor(1, { requires_grad: true });
for (let epoch = 0; ; epoch++) {
  const loss = w.mul(3);
  loss.backward(); //? loss
  await new Promise((resolve) => setTimeout(resolve, 5));
}
`;

const passIn = (text: string | undefined): number => Number(/pass (\d+)/.exec(text ?? "")?.[1]);

describe("Inline values", () => {
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  it("stand at the end of the line that calls backward()", async () => {
    revealText(await runToEnd(workbench, example("zeroToAll.ts")), "l.backward()");
    const values = await waitForInline(workbench, ([value]) => value?.text === last);
    assert.deepEqual(values, [{ text: last, isDimmed: false }]);
  });

  it("stand at each call, with the last pass from there", async () => {
    const editor = await runToEnd(workbench, example("whichTensorsKeepGrad.ts"));
    for (const [call, text] of [
      ["loss.backward()", "⟵ 9 · w.grad −18 · pass 1/3"],
      ["out.backward()", "⟵ 36 · |∇| 12 · pass 2/3"],
      ["out2.backward()", "⟵ 36 · |∇| 12 · pass 3/3"],
    ] as const) {
      revealText(editor, call);
      await waitForInline(workbench, (values) => values.some((value) => value.text === text && !value.isDimmed));
    }
  });

  it("are of the pass that Go to Pass… goes to, and nonsense is refused there", async () => {
    revealText(await runToEnd(workbench, example("zeroToAll.ts")), "l.backward()");
    await workbench.palette("GradLens: Go to Pass…");
    const { page } = workbench;
    await page.locator(".quick-input-widget", { hasText: "The number of a backward pass" }).waitFor();
    const input = page.locator(".quick-input-widget input[type=text]").first();
    await input.fill("31");
    await page.locator(".quick-input-widget", { hasText: "Type a whole number from 1 to 30." }).waitFor();
    await input.fill("1");
    await page.keyboard.press("Enter");
    await waitForInline(workbench, ([value]) => value?.text === "⟵ 1 · w.grad −2 · pass 1/30");
  });

  it("move with their line and are dimmed as soon as the document is not what ran", async () => {
    const script = `import * as torch from "gradlens";
const w = torch.tensor(1, { requires_grad: true });
w.mul(3).backward();
`;
    const editor = await runToEnd(workbench, writeScript("edited.ts", script));
    await waitForInline(workbench, ([value]) => value?.isDimmed === false);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "// another line\n"));
    const [value] = await waitForInline(workbench, ([value]) => value?.isDimmed === true);
    assert.equal(value?.text, "⟵ 3 · w.grad 3 · pass 1/1");
    await vscode.commands.executeCommand("undo");
    await waitForInline(workbench, ([value]) => value?.isDimmed === false);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 2), "add(1)."));
    await waitForInline(workbench, ({ length }) => length === 0);
  });

  it("go on while the script runs and is edited: they move with their line, are dimmed, and undo makes them whole", async () => {
    const editor = await workbench.openFile(writeScript("training.ts", training));
    await workbench.palette("GradLens: Run File");
    const [first] = await waitForInline(workbench, ([value]) => passIn(value?.text) > 1);
    assert.match(first?.text ?? "", /^⟵ 3 · w\.grad \d+ · pass \d+ {3}⟵ 3 · ∂ 1$/);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "// another line\n"));
    const [moved] = await waitForInline(workbench, ([value]) => value?.isDimmed === true);
    await waitForInline(workbench, ([value]) => passIn(value?.text) > passIn(moved?.text));
    await vscode.commands.executeCommand("undo");
    await waitForInline(workbench, ([value]) => value?.isDimmed === false);
    // Renamed, what is at the call is no longer known; the comment beside it still is.
    await editor.edit((edit) => edit.replace(new vscode.Range(4, 2, 4, 6), "cost"));
    await waitForInline(workbench, ([value]) => value?.text === "⟵ 3 · ∂ 1");
    await vscode.commands.executeCommand("undo");
    await waitForInline(workbench, ([value]) => value?.isDimmed === false);
    await editor.edit((edit) => edit.delete(new vscode.Range(4, 0, 5, 0)));
    await waitForInline(workbench, ({ length }) => length === 0);
    await workbench.palette("GradLens: Stop");
    await waitForOutput(workbench, /\[Stopped after/);
  });

  it("stand in the right line of a file with a byte order mark, CRLF and tabs", async () => {
    const lines = [
      'import * as torch from "gradlens";',
      "{",
      '\tconst s = "𝓌";\tconst w = torch.tensor([1, 2], { requires_grad: true });',
      "\tw.mul(3).sum().backward(); //? w",
      "}",
      "",
    ];
    const editor = await runToEnd(workbench, writeScript("windows.ts", `\ufeff${lines.join("\r\n")}`));
    const [value] = await waitForInline(workbench, ([value]) => value !== undefined);
    assert.deepEqual(value, { text: "⟵ 9 · |∇| 4.243 · pass 1/1   ⟵ [1, 2] · ∂ [3, 3]", isDimmed: false });
    const place = new vscode.Position(2, lines[2]!.indexOf("w ="));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      editor.document.uri,
      place,
    );
    const ours = hovers.find(({ contents }) => contents.some((text) => (text as vscode.MarkdownString).supportHtml));
    assert.deepEqual(ours?.range, new vscode.Range(place, place.translate(0, 1)));
  });

  it("stand in every editor of the document, and nowhere in what is not a script", async () => {
    const file = writeScript("split.ts", training.replace("for (let epoch = 0; ; epoch++) ", ""));
    await runToEnd(workbench, file);
    await vscode.commands.executeCommand("workbench.action.splitEditor");
    await waitForInline(workbench, ({ length }) => length === 1);
    await vscode.commands.executeCommand("workbench.action.focusFirstEditorGroup");
    await waitForInline(workbench, ({ length }) => length === 1);
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, training, "typescript");
    const notebook = await vscode.workspace.openNotebookDocument("jupyter-notebook", new vscode.NotebookData([cell]));
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    const uri = vscode.Uri.file(file);
    const old = vscode.Uri.file(writeScript("old.ts", training));
    await vscode.commands.executeCommand("vscode.diff", old, uri, "old and new");
    await workbench.page.locator(".diff-editor, .monaco-diff-editor").first().waitFor();
  });

  for (const theme of ["light", "dark", "hc"] satisfies Theme[]) {
    it(`are good to look at in ${theme}`, async () => {
      await workbench.setTheme(theme);
      revealText(await runToEnd(workbench, example("zeroToAll.ts")), "l.backward()");
      await waitForInline(workbench, ([value]) => value?.text === last);
      await workbench.page.locator(".codelens-decoration", { hasText: "30 passes · loss 0.03185" }).waitFor();
      await workbench.screenshot(`inline-${theme}`);
      assert.equal((await inlineValues(workbench)).length, 1);
    });
  }
});
