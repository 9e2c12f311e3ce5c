import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runToEnd, withScript } from "../support/testRun.js";

const training = `import * as torch from "gradlens";
import { where } from "./helper";
const w: torch.Tensor = torch.tensor(2, { requires_grad: true });
w.pow(2).backward();
console.log(w.grad?.item(), where);
`;
const helper = `export const where = new URL("./", import.meta.url).pathname !== "";`;

/** What can stand in the name of a folder or of a script. */
const names = [
  "with spaces",
  "Ünïcode · 日本",
  "ha#sh",
  "per%20cent 100%",
  "question?",
  "[brackets] {s}",
  `quote's"`,
  "a\nb",
];

/** Configurations beside a script that still runs. */
const harmless: [string, Readonly<Record<string, string>>][] = [
  [
    "two, of which one extends the other",
    {
      "tsconfig.json": `{ "compilerOptions": { "strict": true } }`,
      "tsconfig.train.json": `{ "extends": "./tsconfig.json", "compilerOptions": { "module": "nonsense" } }`,
    },
  ],
  [
    "one with comments and trailing commas",
    { "tsconfig.json": `{\n  // why\n  "compilerOptions": { "strict": true, /* and */ },\n}` },
  ],
  ["one with paths and references that lead nowhere", { "tsconfig.json": nowhere() }],
  ["an empty one", { "tsconfig.json": "" }],
  ["one that is no object", { "tsconfig.json": "[1, 2]" }],
  ["one that ends too soon", { "tsconfig.json": `{ "compilerOptions": { "strict": tru` }],
  ["one for another folder", { "other/tsconfig.json": `{ "extends": "./nowhere.json" }` }],
];

function nowhere(): string {
  return `{ "compilerOptions": { "paths": { "@/*": ["./nowhere/*"] } }, "references": [{ "path": "./gone" }] }`;
}

const invalid: [string, Readonly<Record<string, string>>, RegExp][] = [
  ["extends what is not there", { "tsconfig.json": `{ "extends": "./nope.json" }` }, /'\.\/nope\.json' not found/],
  [
    "extends itself by way of another",
    { "tsconfig.json": `{ "extends": "./b.json" }`, "b.json": `{ "extends": "./tsconfig.json" }` },
    /Circularity/,
  ],
  ["has options of other kinds", { "tsconfig.json": `{ "compilerOptions": { "module": 7 } }` }, /module/],
];

describe("a script", function () {
  this.timeout(30_000);

  for (const name of names) {
    it(`runs from a folder, and by a name, with ${JSON.stringify(name)} in it`, async () => {
      const files = { [`${name}/${name}.ts`]: training, [`${name}/helper.ts`]: helper };
      const { ended, state, lines, folder } = await runToEnd(files);
      assert.deepEqual([ended.error, lines], [null, ["4 true"]]);
      assert.equal(
        state.calls[0]?.site.file,
        path.join(realpathSync(tmpdir()), path.basename(folder), name, `${name}.ts`),
      );
    });
  }

  for (const [what, files] of harmless) {
    it(`runs beside configurations of TypeScript: ${what}`, async () => {
      const { ended, lines } = await runToEnd({ "main.ts": training, "helper.ts": helper, ...files });
      assert.deepEqual([ended.error, lines], [null, ["4 true"]]);
    });
  }

  for (const [what, files, message] of invalid) {
    it(`names a configuration of TypeScript that ${what}`, async () => {
      const { ended, folder } = await runToEnd({ "main.ts": training, "helper.ts": helper, ...files });
      const said = ended.error?.message ?? "";
      assert.ok(said.startsWith(`Invalid TypeScript config ${folder}/tsconfig.json: `), said);
      assert.match(said, message);
    });
  }

  it("takes the configuration that is nearest to it", async () => {
    const { ended } = await runToEnd({
      "src/main.ts": `import { where } from "@/helper";\nif (!where) throw new Error();`,
      "src/deep/helper.ts": helper,
      "src/tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./deep/*"] } } }`,
      "tsconfig.json": nowhere(),
    });
    assert.equal(ended.error, null);
  });

  it("says where an import stands that paths lead nowhere", async () => {
    const { ended } = await runToEnd({
      "main.ts": `\nimport { where } from "@/helper";\nconsole.log(where);`,
      "tsconfig.json": nowhere(),
    });
    assert.match(ended.error?.message ?? "", /^Cannot find package '@\/helper' imported from /);
    assert.deepEqual(ended.error?.range, { line: 2, column: 23, endLine: 2, endColumn: 33 });
  });

  describe("in a folder", () => {
    let folder: string;
    beforeEach(() => (folder = realpathSync(mkdtempSync(path.join(tmpdir(), "gradlens-test-")))));
    afterEach(() => {
      chmodSync(folder, 0o755);
      rmSync(folder, { recursive: true });
    });

    it("that nobody may write to runs", async () => {
      const file = path.join(folder, "main.ts");
      writeFileSync(file, `import * as torch from "gradlens";\ntorch.ones([2]);`);
      chmodSync(folder, 0o555);
      await withScript(file, {}, async (run) => {
        await run.start();
        assert.equal((await run.ended()).status, "completed");
      });
    });

    it("reached by a symbolic link is known by its own name", async () => {
      const file = path.join(folder, "main.ts");
      writeFileSync(file, `throw new Error("here");`);
      symlinkSync(file, path.join(folder, "link.ts"));
      await withScript(path.join(folder, "link.ts"), {}, async (run) => {
        await run.start();
        assert.equal((await run.ended()).error?.file, file);
      });
    });
  });
});
