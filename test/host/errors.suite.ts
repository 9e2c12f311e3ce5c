import assert from "node:assert/strict";
import * as vscode from "vscode";
import { waitForInline } from "./inlineValues.js";
import { example, hoverAfterRun, outputText, runToEnd, tidyUp, writeScript } from "./scripts.js";
import { connect, type Workbench } from "./workbench.js";

const head = `import * as torch from "gradlens";
const w = torch.tensor(1, { requires_grad: true });
w.mul(3).backward();
`;

describe("An error in the script", () => {
  let workbench: Workbench;
  before(async () => void (workbench = await connect()));
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  const problems = (uri: vscode.Uri): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "GradLens");

  const cases: readonly {
    readonly what: string;
    readonly text: string;
    readonly at: string;
    readonly message: RegExp;
  }[] = [
    {
      what: "that is thrown",
      text: `${head}const limit: number = 3;\nif (limit > 2) throw new RangeError("too big");\n`,
      at: "throw new RangeError",
      message: /^RangeError: too big$/,
    },
    {
      what: "that the engine throws",
      text: `${head}torch.ones(2, 3).matmul(torch.ones(4, 5));\n`,
      at: "torch.ones(2, 3)",
      message: /mat1 and mat2 shapes cannot be multiplied/,
    },
    { what: "of syntax", text: `${head}const = 3;\n`, at: "const = 3", message: /^SyntaxError: / },
    {
      what: "in an import",
      text: `import { x } from "./nowhere";\n${head}x;\n`,
      at: "import { x }",
      message: /nowhere/,
    },
  ];

  for (const { what, text, at, message } of cases) {
    it(`${what} is a problem at its place, and stands in the output channel`, async () => {
      const editor = await runToEnd(workbench, writeScript("faulty.ts", text));
      const found = problems(editor.document.uri);
      assert.equal(found.length, 1);
      assert.match(found[0]!.message, message);
      assert.equal(found[0]!.range.start.line, editor.document.positionAt(text.indexOf(at)).line);
      assert.match(outputText(), /\[Failed /);
    });
  }

  it("of shapes that do not fit names the tensors where a person looks for it", async () => {
    const text = `import * as torch from "gradlens";
class Net extends torch.nn.Module {
  hidden = new torch.nn.Linear(5, 2);
  override forward(x: torch.Tensor): torch.Tensor {
    return this.hidden(x).relu();
  }
}
const batch = torch.ones([4, 3]);
const loss = new Net()(batch).sum();
loss.backward();
`;
    const details = "x [4, 3] · hidden.weight [2, 5] · hidden.bias [2] · in hidden (Linear)";
    const editor = await runToEnd(workbench, writeScript("net.ts", text));
    const problem = problems(editor.document.uri)[0]!;
    assert.ok(problem.message.endsWith(`(4x3 and 5x2)\n${details}`), problem.message);
    assert.equal(editor.document.getText(problem.range), "this.hidden(x)");
    assert.ok(outputText().includes(`\n${details}\n`));
    const hover = await workbench.hoverOver("hidden", "this.hidden(x)");
    await hover.getByText("hidden.weight [2, 5]").waitFor();
    await workbench.screenshot("error-shapes");
  });

  it("leaves everything recorded up to it visible", async () => {
    await runToEnd(workbench, writeScript("faulty.ts", `${head}throw new Error("late");\n`));
    await waitForInline(workbench, ([value]) => value?.text === "⟵ 3 · w.grad 3 · pass 1/1");
    const hover = await hoverAfterRun(workbench, "w", "const w");
    await hover.getByText("requires grad").first().waitFor();
    await workbench.screenshot("error");
  });

  it("is gone with the script's next run, and not before", async () => {
    const file = writeScript("faulty.ts", `${head}throw new Error("late");\n`);
    const editor = await runToEnd(workbench, file);
    assert.equal(problems(editor.document.uri).length, 1);
    await runToEnd(workbench, example("productAndSquare.ts"));
    assert.equal(problems(editor.document.uri).length, 1);
    const again = await workbench.openFile(file);
    await again.edit((edit) => edit.delete(again.document.lineAt(3).range));
    await runToEnd(workbench, file);
    assert.deepEqual(problems(editor.document.uri), []);
  });

  it("in the setting of the runtime is told like any other", async () => {
    const settings = vscode.workspace.getConfiguration("gradlens");
    await settings.update("runtimeExecutable", "/no/such/node", vscode.ConfigurationTarget.Global);
    try {
      const editor = await runToEnd(workbench, example("productAndSquare.ts"));
      assert.match(problems(editor.document.uri)[0]?.message ?? "", /\/no\/such\/node/);
    } finally {
      await settings.update("runtimeExecutable", undefined, vscode.ConfigurationTarget.Global);
    }
    await runToEnd(workbench, example("productAndSquare.ts"));
    assert.match(outputText(), /^z: 6\n/);
  });

  it("is none when the script calls no backward", async () => {
    const editor = await runToEnd(workbench, writeScript("quiet.ts", `console.log("quiet");\n`));
    assert.deepEqual(problems(editor.document.uri), []);
    assert.match(outputText(), /^quiet\n\[Completed .*, 0 backward passes recorded\]\n$/);
  });
});
