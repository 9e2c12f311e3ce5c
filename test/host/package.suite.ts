import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { hoverAfterRun, outputText, runToEnd, tidyUp, writeScript } from "./scripts.js";
import { connect, type Workbench } from "./workbench.js";

/** One for each kind of file that ships. */
const shipped: readonly RegExp[] = [
  /^package(\.nls)?\.json$/,
  /^(readme|changelog)\.md$/,
  /^(LICENSE|THIRD_PARTY_NOTICES)\.txt$/,
  /^\.vsixmanifest$/,
  /^dist\/(extension\.cjs|runner\.js|wasmCompiler\.js)$/,
  /^dist\/(engine|worker)\/[\w-]+\.js$/,
  /^dist\/webview\/\w+\.(js|css|ttf)$/,
  /^dist\/declarations\/(\w+\/)*\w+\.d\.ts$/,
  /^examples\/(\w+\.ts|tsconfig\.json)$/,
  /^media\/(\w+\/)?[\w-]+\.(png|svg|css)$/,
  /^node_modules\/gradlens-typescript-plugin\/(package\.json|plugin\.cjs)$/,
  /^node_modules\/esbuild-wasm\/(package\.json|LICENSE\.md|esbuild\.wasm)$/,
];

describe("The installed package", () => {
  let workbench: Workbench;
  let folder: string;
  before(async () => {
    workbench = await connect();
    folder = vscode.extensions.getExtension("gradlens.gradlens")?.extensionPath ?? "";
  });
  afterEach(function () {
    return tidyUp(workbench, this.currentTest);
  });

  it("consists of what it needs and nothing else", () => {
    assert.notEqual(folder, "");
    assert.ok(!folder.startsWith(process.env["GRADLENS_ROOT"]!), folder);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
    assert.deepEqual(
      files.filter((file) => !shipped.some((pattern) => pattern.test(file))),
      [],
    );
    for (const pattern of shipped)
      assert.ok(
        files.some((file) => pattern.test(file)),
        String(pattern),
      );
  });

  it("runs an example that it brings, with no other compiler than its own", async () => {
    await runToEnd(workbench, path.join(folder, "examples/productAndSquare.ts"));
    assert.match(
      outputText(),
      /Gradient of x: 36\nGradient of y: 24\n\[Completed after .* s, 1 backward pass recorded\]/,
    );
    const hover = await hoverAfterRun(workbench, "x", "const x = torch");
    await hover.getByText("requires grad").first().waitFor();
    assert.match((await hover.innerText()).replaceAll("\u00a0", " "), /grad   36/);
    await workbench.screenshot("package-run");
  });

  it("gives a script in a folder without node_modules its types", async () => {
    const text = `import * as torch from "gradlens";\ntorch.tensor([1]).frobnicate(2);\n`;
    const { document } = await workbench.openFile(writeScript("typed.ts", text));
    const problems = await new Promise<readonly vscode.Diagnostic[]>((resolve) => {
      const look = (): void => {
        const found = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "ts");
        if (found.length > 0) resolve(found);
      };
      vscode.languages.onDidChangeDiagnostics(look);
      look();
    });
    assert.deepEqual(
      problems.map(({ message }) => message),
      ["Property 'frobnicate' does not exist on type 'Tensor'."],
    );
  });

  it("shows no picture on its page that VS Code would not", () => {
    const pictures = readFileSync(path.join(folder, "readme.md"), "utf8").matchAll(/!\[[^\]]*\]\(([^)]*)\)/g);
    for (const [, address] of pictures) assert.match(address!, /^https:/);
  });

  it("brings the licenses of all that is in it", () => {
    const notices = readFileSync(path.join(folder, "THIRD_PARTY_NOTICES.txt"), "utf8");
    for (const name of ["@babel/parser", "@vscode/codicons", "esbuild-wasm", "magic-string", "preact", "valibot"]) {
      assert.match(notices, new RegExp(`^${name} \\d`, "m"));
    }
  });
});
