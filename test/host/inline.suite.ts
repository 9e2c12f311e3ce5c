import assert from "node:assert/strict";
import * as vscode from "vscode";
import { inlineValues, waitForInline } from "./inlineValues.js";
import { example, revealText, runToEnd, tidyUp, writeScript } from "./scripts.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

const last = "⟵ 0.03185 · w.grad −1.071 · pass 30/30";

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
