import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Layer, violations } from "./architecture/violations.js";

const layers: Readonly<Record<string, Layer>> = {
  protocol: { folder: "src/protocol", layers: [], packages: [] },
  engine: {
    folder: "src/engine",
    layers: [],
    packages: [],
    inOneFile: { "src/engine/files/inflate.ts": ["fflate"] },
  },
  recording: { folder: "src/recording", layers: ["protocol"], packages: [] },
  worker: { folder: "src/worker", layers: ["protocol", "engine"], packages: ["node:*"] },
  runner: {
    folder: "src/runner",
    layers: ["protocol", "recording"],
    packages: [
      "node:*",
      "esbuild",
      "esbuild-wasm",
      "@babel/parser",
      "@babel/types",
      "magic-string",
      "get-tsconfig",
      "enhanced-resolve",
      "@jridgewell/*",
    ],
  },
  run: { folder: "src/run", layers: ["protocol"], packages: ["node:*"] },
  extension: { folder: "src/extension", layers: ["protocol", "run"], packages: ["node:*", "vscode", "valibot"] },
  cli: { folder: "src/cli", layers: ["protocol", "recording", "run"], packages: ["node:*"] },
  webview: {
    folder: "webview",
    layers: ["protocol"],
    packages: ["preact", "@preact/signals", "valibot"],
    styles: ["media"],
    inOneFile: { "webview/ui/controls.ts": ["@vscode/webview-ui-toolkit"] },
  },
};

const root = process.env["GRADLENS_ROOT"] ?? "";

function sources(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file))
    .map((file) => path.posix.join(folder, file.split(path.sep).join("/")));
}

describe("The layers", () => {
  for (const folder of ["src", "webview"]) {
    it(`are kept by every file under ${folder}`, () => {
      const files = sources(folder);
      assert.notEqual(files.length, 0);
      const found = files.flatMap((file) => violations(layers, file, readFileSync(path.join(root, file), "utf8")));
      assert.deepEqual(found, []);
    });
  }

  for (const [name, { folder }] of Object.entries(layers)) {
    it(`include ${name} with at least one file`, () => assert.notEqual(sources(folder).length, 0));
  }
});

describe("The check of the layers", () => {
  const cases: readonly (readonly [what: string, file: string, text: string, found: readonly string[]])[] = [
    [
      "finds a static import of another layer",
      "src/engine/tensor.ts",
      `import { a } from "../protocol/entry.js";`,
      ["src/engine/tensor.ts: engine may not import protocol, here src/protocol/entry.js"],
    ],
    [
      "finds a type import",
      "src/webview.ts",
      `import type { a } from "./engine/tensor.js";`,
      ["src/webview.ts is in no layer"],
    ],
    [
      "finds an import type",
      "webview/graph/main.tsx",
      `let a: import("../../src/engine/tensor.js").Tensor;`,
      ["webview/graph/main.tsx: webview may not import engine, here src/engine/tensor.js"],
    ],
    [
      "finds a dynamic import",
      "src/extension/main.ts",
      `async function f() { await import("../runner/main.js"); }`,
      ["src/extension/main.ts: extension may not import runner, here src/runner/main.js"],
    ],
    [
      "finds a re-export",
      "src/recording/reduce.ts",
      `export * from "../run/run.js";`,
      ["src/recording/reduce.ts: recording may not import run, here src/run/run.js"],
    ],
    [
      "finds import.meta.resolve",
      "src/cli/main.ts",
      `const worker = import.meta.resolve("../worker/main.js");`,
      ["src/cli/main.ts: cli may not import worker, here src/worker/main.js"],
    ],
    [
      "finds a require",
      "src/run/run.ts",
      `import { createRequire } from "node:module"; const require = createRequire(""); require("vscode");`,
      ["src/run/run.ts: run may not import vscode"],
    ],
    [
      "finds a builtin where there may be none",
      "src/protocol/ring.ts",
      `import "node:fs";`,
      ["src/protocol/ring.ts: protocol may not import node:fs"],
    ],
    [
      "finds a builtin without its prefix",
      "src/run/run.ts",
      `import fs from "fs";`,
      ["src/run/run.ts: run may not import fs"],
    ],
    [
      "finds a package that one file alone may import",
      "webview/ui/list.ts",
      `import { Button } from "@vscode/webview-ui-toolkit";`,
      ["webview/ui/list.ts: webview may not import @vscode/webview-ui-toolkit"],
    ],
    [
      "lets that file import it",
      "webview/ui/controls.ts",
      `import { Button } from "@vscode/webview-ui-toolkit/dist/button";`,
      [],
    ],
    [
      "is not misled by a similar name",
      "webview/a.ts",
      `import "preact-x";`,
      ["webview/a.ts: webview may not import preact-x"],
    ],
    ["lets a view have its style sheet bundled", "webview/graph/main.tsx", `import "../../media/graph.css";`, []],
    [
      "finds another file of the folder of style sheets",
      "webview/graph/main.tsx",
      `import icon from "../../media/icon.png";`,
      ["webview/graph/main.tsx: media/icon.png is in no layer"],
    ],
    [
      "finds a style sheet where there may be none",
      "src/extension/main.ts",
      `import "../../media/graph.css";`,
      ["src/extension/main.ts: media/graph.css is in no layer"],
    ],
    ["takes a pattern of modules for no import", "webview/css.d.ts", `declare module "*.css";`, []],
    [
      "finds the module that is augmented",
      "src/engine/a.ts",
      `export {}; declare module "vscode" {}`,
      ["src/engine/a.ts: engine may not import vscode"],
    ],
    ["finds a new layer", "src/news/a.ts", "", ["src/news/a.ts is in no layer"]],
    [
      "finds an import that leaves the layers",
      "src/cli/main.ts",
      `import manifest from "../../package.json";`,
      ["src/cli/main.ts: package.json is in no layer"],
    ],
    [
      "passes what is allowed",
      "src/worker/main.ts",
      `import { a } from "../engine/index.js"; import { b } from "./pause.js"; import "node:worker_threads"; import(a);`,
      [],
    ],
    [
      "reads no import in a comment or a string",
      "src/engine/a.ts",
      `// import "vscode"\nconst a = 'import "vscode"';`,
      [],
    ],
  ];
  for (const [what, file, text, found] of cases) {
    it(what, () => assert.deepEqual(violations(layers, file, text), found));
  }
});
