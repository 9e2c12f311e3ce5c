import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { TransformOptions } from "esbuild";
import { startNative, startWasm, type Transform } from "../../../src/runner/load/esbuild.js";

const root = process.env["GRADLENS_ROOT"] ?? "";

const cases: readonly (readonly [what: string, code: string, options: TransformOptions])[] = [
  ["types", "const a: number = 1 as const; export { a };", { loader: "ts" }],
  ["enums and parameter properties", "enum E { A, B }\nclass C { constructor(readonly e = E.B) {} }", { loader: "ts" }],
  [
    "legacy decorators",
    "@dec class C { @dec m() {} }",
    { loader: "ts", keepNames: true, tsconfigRaw: { compilerOptions: { experimentalDecorators: true } } },
  ],
  ["markup", "const a = <b c={1}>한글 🔥</b>;", { loader: "tsx" }],
  ["using", "{ using a = b(); }", { loader: "ts", target: "node20" }],
  ["modules for CommonJS", `import a from "a"; export default a;`, { loader: "ts", format: "cjs" }],
];

describe("The WebAssembly of esbuild", () => {
  let native: Transform;
  let wasm: Transform;
  let end: () => void;
  before(async () => {
    native = await startNative();
    ({ transform: wasm, end } = await startWasm(pathToFileURL(path.join(root, "dist/wasmCompiler.js"))));
  });
  after(() => end());

  for (const [what, code, options] of cases) {
    it(`compiles ${what} as the native one does, with the same map`, async () => {
      const all: TransformOptions = { charset: "utf8", sourcemap: "external", ...options };
      const [expected, actual] = [await native(code, all), await wasm(code, all)];
      assert.deepEqual({ code: actual.code, map: actual.map }, { code: expected.code, map: expected.map });
    });
  }

  it("fails at the same place as the native one", async () => {
    const failure = async (transform: Transform): Promise<unknown> => {
      try {
        return await transform("let a = 1;\nlet b = ;", { loader: "ts", logLevel: "silent" });
      } catch (thrown) {
        const [first] = (thrown as { errors: readonly { text: string; location: object }[] }).errors;
        return { text: first?.text, location: first?.location };
      }
    };
    assert.deepEqual(await failure(wasm), await failure(native));
  });

  it("is of the native one's version, which is the one that is asked for", () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      readonly dependencies: Readonly<Record<string, string>>;
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    assert.equal(devDependencies["esbuild-wasm"], dependencies["esbuild"]);
  });
});
