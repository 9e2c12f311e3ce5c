import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { LanguageServer } from "./languageServer.js";

const script = `import * as torch from "gradlens";
const x = torch.tensor([1, 2], { requires_grad: true });
x.mul(2).sum().backward();
torch.
`;
const atTensor = { line: 2, offset: 18 };
const afterTorch = { line: 4, offset: 7 };

describe("TypeScript's server with the plugin", () => {
  let server: LanguageServer;
  let folder: string;
  beforeEach(() => {
    server = new LanguageServer();
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), "gradlens-types-")));
  });
  afterEach(() => {
    server.dispose();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };

  const open = (name: string, text: string): string => {
    const file = write(name, text);
    server.open(file);
    return file;
  };

  const projects: readonly (readonly [what: string, config: object | null])[] = [
    ["a folder without a tsconfig", null],
    ["a strict project", { strict: true, target: "es2022", module: "esnext", moduleResolution: "bundler" }],
    ["a project that resolves as Node does", { strict: true, module: "nodenext" }],
    ["a project without the DOM that checks its libraries", { target: "es2022", lib: ["es2022"], skipLibCheck: false }],
  ];
  for (const [what, compilerOptions] of projects) {
    it(`gives types, docs and completion in ${what}`, async () => {
      write("package.json", `{ "type": "module" }`);
      if (compilerOptions !== null) write("tsconfig.json", JSON.stringify({ compilerOptions }));
      const file = open("script.ts", script);
      assert.deepEqual(await server.complaints(file), []);
      const { displayString, documentation } = await server.hover(file, atTensor);
      assert.match(displayString, /tensor\(data: /);
      assert.match(documentation, /docs\.pytorch\.org/);
      const completions = await server.completions(file, afterTorch);
      assert.ok(completions.includes("no_grad") && completions.includes("matmul"));
    });
  }

  it("gives JavaScript types, too", async () => {
    const file = open("script.js", `// @ts-check\n${script.replace("torch.\n", "x.mull(2);\n")}`);
    assert.deepEqual(await server.complaints(file), [
      "Property 'mull' does not exist on type 'Tensor'. Did you mean 'mul'?",
    ]);
  });

  it("leaves a project the gradlens that it has installed", async () => {
    write("node_modules/gradlens/package.json", `{ "name": "gradlens", "types": "index.d.ts" }`);
    const own = write(
      "node_modules/gradlens/index.d.ts",
      "export function tensor(own: number[], options: object): any;\n",
    );
    const file = open("script.ts", script);
    assert.deepEqual(await server.definition(file, atTensor), [own]);
  });

  it("says of every other package that is missing that it is", async () => {
    const file = open("script.ts", `import "gradlens";\nimport * as other from "gradlens-other";\nother;\n`);
    assert.deepEqual(await server.complaints(file), [
      "Cannot find module 'gradlens-other' or its corresponding type declarations.",
    ]);
  });
});
