import assert from "node:assert/strict";
import * as vscode from "vscode";
import { tidyUp, writeScript } from "./scripts.js";
import { connect, type Workbench } from "./workbench.js";

const script = `import * as torch from "gradlens";
const weight = torch.tensor([1, 2], { requires_grad: true });
weight.mul(2).sum().backward();
weight.frobnicate(2);
torch.
`;

describe("A script in a folder without node_modules", () => {
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  it("shows what a function of torch does, and where PyTorch's page is", async () => {
    const { document } = await workbench.openFile(writeScript("documented.ts", script));
    // Until then TypeScript answers a hover with "loading".
    await problems(document);
    const hover = await workbench.hoverOver("tensor", "const weight = torch");
    await hover.getByText("docs.pytorch.org").first().waitFor();
    assert.match((await hover.innerText()).replaceAll("\u00a0", " "), /\btensor\(data: /);
    await workbench.screenshot("types-hover");
  });

  it("has a tensor's methods and torch's functions completed", async () => {
    const { document } = await workbench.openFile(writeScript("completed.ts", script));
    assert.ok((await completions(document, "torch.\n")).includes("no_grad"));
    const methods = await completions(document, "weight.mul");
    for (const method of ["backward", "retain_grad", "register_hook"]) assert.ok(methods.includes(method), method);
    assert.ok(!methods.includes("storage"));
  });

  it("has no problem but the wrong call in it", async () => {
    const { document } = await workbench.openFile(writeScript("wrong.ts", script.replace("torch.\n", "")));
    assert.deepEqual(await problems(document), [
      { line: 4, message: "Property 'frobnicate' does not exist on type 'Tensor'." },
    ]);
  });
});

/** What can be written behind the dot in `text`. */
async function completions(document: vscode.TextDocument, text: string): Promise<readonly string[]> {
  const at = document.positionAt(document.getText().indexOf(text) + text.indexOf(".") + 1);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    at,
  );
  return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

/** TypeScript's problems, as soon as it has some. */
async function problems(document: vscode.TextDocument): Promise<readonly { line: number; message: string }[]> {
  const read = (): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "ts");
  const subscriptions: vscode.Disposable[] = [];
  await new Promise<void>((resolve) => {
    const look = (): void => void (read().length > 0 && resolve());
    subscriptions.push(vscode.languages.onDidChangeDiagnostics(look));
    look();
  });
  for (const subscription of subscriptions) subscription.dispose();
  return read().map(({ range, message }) => ({ line: range.start.line + 1, message }));
}
