import assert from "node:assert/strict";
import { example, hoverAfterRun, runToEnd, tidyUp, writeScript } from "./scripts.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

describe("Hovering a variable that held a tensor", () => {
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  const hoverText = async (text: string, line: string, wished: RegExp): Promise<string> => {
    const hover = await hoverAfterRun(workbench, text, line);
    await hover.getByText(wished).first().waitFor();
    return (await hover.innerText()).replaceAll("\u00a0", " ");
  };

  it("shows value and gradient of a leaf", async () => {
    await runToEnd(workbench, example("productAndSquare.ts"));
    const text = await hoverText("x", "const x = torch", /requires grad/);
    assert.match(text, /x · scalar float32 · leaf · requires grad · pass 1\/1/);
    assert.match(text, /value  2\s+grad   36/);
    assert.match(text, /used by MulBackward0 z, line \d+/);
  });

  it("shows why a non-leaf's gradient is null in the script, and what it was", async () => {
    await runToEnd(workbench, example("whichTensorsKeepGrad.ts"));
    const text = await hoverText("b", "const b = a.add(2)", /retain_grad/);
    assert.match(
      text,
      /grad   null: not a leaf; its gradient was \[\[6, 6\], \[6, 6\]\] \(kept by GradLens\)\.\s+Add b\.retain_grad\(\)/,
    );
    assert.match(text, /made by AddBackward0, line \d+/);
  });

  it("shows a tensor of another backward call than the selected pass's", async () => {
    await runToEnd(workbench, example("whichTensorsKeepGrad.ts"));
    const text = await hoverText("w", "const w = torch", /requires grad/);
    assert.match(text, /pass 1\/3/);
    assert.match(text, /value  1\s+grad   −18/);
  });

  it("leads to the graph", async () => {
    await runToEnd(workbench, example("productAndSquare.ts"));
    const hover = await hoverAfterRun(workbench, "z", "const z = x");
    await hover.getByText("Show in graph").click();
    await workbench.page.locator(".tab", { hasText: "GradLens Graph" }).waitFor();
    await workbench.webview("GradLens Graph");
  });

  it("shows hostile names as text", async () => {
    const name = "텐서_𝓌";
    const script = `import * as torch from "gradlens";
const ${name} = torch.tensor(1, { requires_grad: true });
const box = { "<img src=x onerror=alert(1)>": ${name}.mul(2) };
box["<img src=x onerror=alert(1)>"].backward();
`;
    await runToEnd(workbench, writeScript("한글 <b> 🔥.ts", script));
    const text = await hoverText(name, `const ${name}`, /requires grad/);
    assert.ok(text.startsWith(`${name} · scalar float32`), text);
    assert.equal(await workbench.page.locator(".monaco-hover img").count(), 0);
  });

  for (const theme of ["light", "dark", "hc"] satisfies Theme[]) {
    it(`is good to look at in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await runToEnd(workbench, example("whichTensorsKeepGrad.ts"));
      await hoverText("b", "const b = a.add(2)", /retain_grad/);
      await workbench.screenshot(`hover-${theme}`);
    });
  }
});
