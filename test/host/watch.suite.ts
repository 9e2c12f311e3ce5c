import assert from "node:assert/strict";
import * as vscode from "vscode";
import { waitForInline } from "./inlineValues.js";
import { goToPass, runToEnd, tidyUp, writeScript } from "./scripts.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

const script = `import * as torch from "gradlens";

torch.manual_seed(0);
const w = torch.tensor([0.5, -1], { requires_grad: true });
const weight = torch.randn(20, 10, { requires_grad: true });
for (let epoch = 0; epoch < 3; epoch++) {
  const h = w.mul(2); //? h
  h.pow(2).sum().add(weight.pow(2).sum()).backward();
  //? w.grad
  w.data = w.data.mul(2); //? weight
  //? w +
}
`;

describe("A comment //? with a name", () => {
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  it("shows value and gradient of the selected pass, and only the gradient after .grad", async () => {
    await runToEnd(workbench, writeScript("watched.ts", script));
    const values = await waitForInline(workbench, ({ length }) => length === 5);
    const texts = values.map(({ text }) => text);
    assert.equal(texts[0], "⟵ [4, −8] · ∂ [8, −16]");
    assert.match(texts[1] ?? "", /⟵ [\d.]+ · \|∇\| [\d.]+ · pass 3\/3/);
    assert.equal(texts[2], "⟵ ∂ [16, −32] · .grad [28, −56]");
    assert.match(texts[3] ?? "", /^⟵ −[\d.]+ … [\d.]+ · norm [\d.]+ · ∂ −[\d.]+ … [\d.]+ · norm [\d.]+/);
    assert.match(texts[4] ?? "", /^⟵ \/\/\? takes a name such as w/);
    await goToPass(workbench, 1);
    await waitForInline(workbench, ([value]) => value?.text === "⟵ [1, −2] · ∂ [2, −4]");
  });

  it("shows nothing before the first run, and makes no problem", async () => {
    const editor = await workbench.openFile(writeScript("watched.ts", script));
    await workbench.page.locator(".codelens-decoration a", { hasText: "Run with GradLens" }).first().waitFor();
    await waitForInline(workbench, ({ length }) => length === 0);
    assert.deepEqual(vscode.languages.getDiagnostics(editor.document.uri), []);
  });

  for (const theme of ["light", "dark", "hc"] satisfies Theme[]) {
    it(`is good to look at in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await runToEnd(workbench, writeScript("watched.ts", script));
      await waitForInline(workbench, ({ length }) => length === 5);
      await workbench.screenshot(`watch-${theme}`);
    });
  }
});
