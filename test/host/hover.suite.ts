import assert from "node:assert/strict";
import { example, hoverAfterRun, runToEnd, tidyUp, writeScript } from "./scripts.js";
import { connect, type Theme, type Workbench } from "./workbench.js";

const large = `import * as torch from "gradlens";
torch.manual_seed(1);
const layer = new torch.nn.Linear(10, 20);
const { weight } = layer;
const small = torch.randn(4, 6, { requires_grad: true });
const numbers = Array.from({ length: 100 }, (_, i) => (i === 3 ? NaN : i === 4 ? Infinity : 0.1 * i - 2));
const broken = torch.tensor(numbers, { requires_grad: true });
layer(torch.randn(5, 10)).pow(2).sum().add(small.pow(3).sum()).add(broken.pow(2).sum()).backward();
`;

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

  it("shows a large tensor as its histogram and where its numbers lie, and counts what is not finite", async () => {
    await runToEnd(workbench, writeScript("large.ts", large));
    const text = await hoverText("weight", "weight } = layer", /requires grad/);
    const numbers = "[▁-█]{16} +−?[\\d.e−]+ +… +[\\d.e−]+ +mean +−?[\\d.e−]+ +norm +[\\d.e−]+";
    assert.match(text, new RegExp(`value  ${numbers}\\s+grad   ${numbers}`));
    assert.match(text, /made by torch\.nn\.Linear, line 3 · used by/);
    const broken = await hoverText("broken", "const broken", /requires grad/);
    assert.match(broken, /⚠ 1 NaN · 1 ∞ of 100/);
  });

  it("shows the history of its gradient", async () => {
    await runToEnd(workbench, example("productAndSquare.ts"));
    const hover = await hoverAfterRun(workbench, "z", "const z = x");
    await hover.getByText("History").click();
    const view = await workbench.webview("Gradients");
    await view.locator("[aria-selected=true]", { hasText: "z" }).first().waitFor();
  });

  for (const theme of ["light", "dark", "hc"] satisfies Theme[]) {
    it(`is good to look at in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await runToEnd(workbench, example("whichTensorsKeepGrad.ts"));
      await hoverText("b", "const b = a.add(2)", /retain_grad/);
      await workbench.screenshot(`hover-${theme}`);
    });

    it(`of a large tensor is good to look at in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await runToEnd(workbench, writeScript("large.ts", large));
      await hoverText("weight", "weight } = layer", /requires grad/);
      await workbench.screenshot(`hover-large-${theme}`);
      await workbench.page.keyboard.press("Escape");
      await hoverText("small", "const small", /requires grad/);
      await workbench.screenshot(`hover-matrix-${theme}`);
      await workbench.page.keyboard.press("Escape");
      await hoverText("broken", "const broken", /requires grad/);
      await workbench.screenshot(`hover-broken-${theme}`);
    });
  }
});
