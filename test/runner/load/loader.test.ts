import assert from "node:assert/strict";
import type { ScriptError } from "../../../src/protocol/entry.js";
import { type RunResult, ScriptBench } from "./runScript.js";

describe("loading a script", () => {
  let bench: ScriptBench;
  before(async () => (bench = await ScriptBench.create()));
  after(() => bench.dispose());

  describe("imports", () => {
    let result: RunResult;
    before(async () => (result = await bench.run("everyImport/main.ts")));

    it("runs to its end", () => assert.equal(result.error, null));

    const lines: readonly (readonly [string, string])[] = [
      ["a file without its extension", "extensionless extensionless"],
      ["a URL with a query as a module of its own", "queried is another instance true"],
      ["./written.js as the TypeScript that it is written in", "written.js TypeScript, not the JavaScript beside it"],
      ["./module.mjs as module.mts", "module.mjs mts"],
      ["a folder by its index, and that the folder above", "folder index up"],
      ["a name with a dot in it", "dotted dotted"],
      ["what the tsconfig's paths map", "mapped mapped"],
      ["what lies under the tsconfig's baseUrl", "based based"],
      ["local JavaScript, which imports TypeScript", "plain 13"],
      ["JSON with and without import attributes, as one module", "data 값 true"],
      ["CommonJS by its named exports, and what that requires", "legacy named named required,legacy.cjs,2"],
      ["CommonJS in TypeScript", "typed typed.cts"],
      ["packages, untouched", "installed untouched () => installedModuleText() commonjs"],
      ["JSX by the tsconfig's settings", "view div"],
      ["Node's own modules", "builtins function true"],
      ["one engine, whoever asks for it, modules, CommonJS and packages alike", "one engine true true true 1"],
    ];
    for (const [what, line] of lines) it(`resolves ${what}`, () => assert.ok(result.printed.includes(line), line));

    it("keeps the names of classes", () => assert.ok(result.printed.includes("class Kept Kept")));

    it("keeps each file's own URL", () => {
      assert.ok(result.printed.includes("url true true"));
      assert.ok(result.printed.includes("url of mts module.mts"));
      assert.ok(result.printed.includes("resolved true"));
    });

    it("tells of each of the script's files, with ids of one space", () => {
      const files = result.files.map(({ url }) => url);
      assert.equal(files[0], bench.url("everyImport/main.ts"));
      assert.equal(new Set(files).size, files.length);
      assert.ok(files.every((url) => !url.includes("node_modules") && !url.includes("engine.mjs")));
      const ids = result.files.flatMap(({ sites, bindings }) => [...sites, ...bindings].map(({ id }) => id));
      assert.deepEqual(
        [...ids].sort((a, b) => a - b),
        Array.from(ids, (_, index) => index + 1),
      );
    });

    it("tells where a file imports what", () => {
      const imported = result.files[0]!.imports.find(({ specifier }) => specifier === "./written.js");
      assert.deepEqual(imported?.range, { line: 3, column: 24, endLine: 3, endColumn: 38 });
    });
  });

  it("loads TypeScript that leans on CommonJS as CommonJS", async () => {
    const { printed, error } = await bench.run("commonjs/main.ts");
    assert.deepEqual({ printed, error }, { printed: ["a/b object function true"], error: null });
  });

  it("loads a sloppy script with a top-level return, which requires TypeScript", async () => {
    const { printed, error } = await bench.run("commonjs/script.js");
    assert.deepEqual({ printed, error }, { printed: ["true 8 5 typed.ts"], error: null });
  });

  it("gives the stack of an error in the lines and columns of the TypeScript", async () => {
    const { printed } = await bench.run("stacks/main.ts");
    assert.deepEqual(printed.slice(0, 4), [
      "RangeError: 한",
      `at failing (${bench.file("stacks/failing.ts")}:4:57)`,
      `at outer (${bench.file("stacks/main.ts")}:7:10)`,
      `at <anonymous> (${bench.file("stacks/main.ts")}:9:7)`,
    ]);
  });

  it("lets a script catch an import that fails", async () => {
    const { printed, error } = await bench.run("broken/caught.ts");
    assert.deepEqual({ printed, error }, { printed: ["ERR_MODULE_NOT_FOUND true", "went on"], error: null });
  });

  it("names a package.json that cannot be read", async () => {
    const { error } = await bench.run("broken/brokenPackage/main.ts");
    const file = bench.file("broken/brokenPackage/package.json");
    assert.ok(error?.message.startsWith(`Invalid package config ${file}`), error?.message);
  });

  describe("errors", () => {
    interface Row {
      readonly name: string;
      readonly message: (file: (name: string) => string) => string;
      readonly file: string;
      readonly range: ScriptError["range"];
    }

    const rows: readonly Row[] = [
      {
        name: "importsSyntax.ts",
        message: () => "Unexpected token",
        file: "syntax.ts",
        range: { line: 2, column: 16, endLine: 2, endColumn: 17 },
      },
      {
        name: "duplicate.ts",
        message: () => "Identifier 'a' has already been declared.",
        file: "duplicate.ts",
        range: { line: 2, column: 14, endLine: 2, endColumn: 15 },
      },
      {
        name: "topLevelAwait.cts",
        message: () => 'Top-level await is currently not supported with the "cjs" output format',
        file: "topLevelAwait.cts",
        range: { line: 3, column: 20, endLine: 3, endColumn: 21 },
      },
      {
        name: "missing.ts",
        message: (file) =>
          `Cannot find module './presnet' imported from ${file("missing.ts")}; did you mean './present'?`,
        file: "missing.ts",
        range: { line: 2, column: 19, endLine: 2, endColumn: 30 },
      },
      {
        name: "missingWithExtension.ts",
        message: (file) =>
          `Cannot find module './presnt.ts' imported from ${file("missingWithExtension.ts")}; did you mean './present.ts'?`,
        file: "missingWithExtension.ts",
        range: { line: 1, column: 15, endLine: 1, endColumn: 28 },
      },
      {
        name: "missingPackage.ts",
        message: (file) =>
          `Cannot find package 'gradlenz' imported from ${file("missingPackage.ts")}; did you mean 'gradlens'?`,
        file: "missingPackage.ts",
        range: { line: 1, column: 19, endLine: 1, endColumn: 29 },
      },
      {
        name: "missingInPackage.ts",
        message: (file) => `Cannot find module 'installed-module/nothing' imported from ${file("missingInPackage.ts")}`,
        file: "missingInPackage.ts",
        range: { line: 1, column: 21, endLine: 1, endColumn: 47 },
      },
      {
        name: "partOfEngine.ts",
        message: () => "'gradlens/nn' cannot be imported: all of GradLens is in 'gradlens'",
        file: "partOfEngine.ts",
        range: { line: 1, column: 16, endLine: 1, endColumn: 29 },
      },
      {
        name: "notCode.ts",
        message: (file) =>
          `${file("notCode.csv")} is neither TypeScript nor JavaScript (.ts, .mts, .cts, .tsx, .js, .mjs, .cjs, .jsx) nor JSON`,
        file: "notCode.ts",
        range: { line: 1, column: 14, endLine: 1, endColumn: 29 },
      },
      {
        name: "notCode.csv",
        message: (file) =>
          `${file("notCode.csv")} is neither TypeScript nor JavaScript (.ts, .mts, .cts, .tsx, .js, .mjs, .cjs, .jsx) nor JSON`,
        file: "notCode.csv",
        range: null,
      },
      {
        name: "presnet.ts",
        message: (file) => `Cannot find module '${file("presnet.ts")}'; did you mean '${file("present.ts")}'?`,
        file: "presnet.ts",
        range: null,
      },
    ];
    for (const { name, message, file, range } of rows) {
      it(`of ${name} say what is wrong, and where`, async () => {
        const { error, loader } = await bench.run(`broken/${name}`);
        const inBroken = (each: string): string => bench.file(`broken/${each}`);
        assert.equal(error?.message, message(inBroken));
        assert.equal(loader.failure?.message, message(inBroken));
        assert.equal(loader.failure.file, inBroken(file));
        assert.deepEqual(loader.failure.range, range);
      });
    }
  });
});
