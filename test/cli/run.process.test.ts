import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RunDocument } from "../../src/cli/document.js";
import { runCli } from "../support/runCli.js";
import { root } from "../support/testRun.js";

const passes = `import * as torch from "gradlens";
const w = torch.tensor([1, NaN], { requires_grad: true });
for (let i = 0; i < 5; i++) w.mul(i).sum().backward();
`;

describe("gradlens run", function () {
  this.timeout(60_000);
  let folder: string;

  before(() => (folder = mkdtempSync(path.join(tmpdir(), "gradlens-test-"))));
  after(() => rmSync(folder, { recursive: true }));

  function script(name: string, source: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, source);
    return file;
  }

  async function document(name: string, source: string, ...args: string[]): Promise<RunDocument> {
    const { stdout, stderr } = await runCli(["run", script(name, source), "--json", ...args], folder);
    assert.equal(stderr, "");
    return JSON.parse(stdout) as RunDocument;
  }

  it("prints the script's own output and then the last pass's tensors with their gradients", async () => {
    const { status, stdout, stderr } = await runCli(["run", "examples/productAndSquare.ts"]);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.equal(
      stdout,
      `z: 6
Loss: 36
Gradient of x: 36
Gradient of y: 24

pass 1/1 · loss 36
tensor  shape   made by       value  grad
x       scalar  leaf          2      36
y       scalar  leaf          3      24
z       scalar  MulBackward0  6      12
loss    scalar  PowBackward0  36     1
`,
    );
  });

  it("writes one document with --json, also for what JSON has no number for", async () => {
    const { run, passes: all, console } = await document("a.ts", `${passes}console.log("x");`);
    assert.equal(run.status, "completed");
    assert.deepEqual(console, [{ stream: "stdout", text: "x" }]);
    const last = all.at(-1) as { index: number; loss: unknown; tensors: { name: string; value: { data: unknown } }[] };
    assert.deepEqual(
      [last.index, last.loss, last.tensors[0]!.name, last.tensors[0]!.value.data],
      [4, "NaN", "w", [1, "NaN"]],
    );
  });

  const selections: [string, number[]][] = [
    ["all", [0, 1, 2, 3, 4]],
    ["last", [4]],
    ["1:3", [1, 2]],
    [":2", [0, 1]],
    ["9:", []],
  ];
  for (const [selection, expected] of selections) {
    it(`gives the passes of --passes ${selection}`, async () => {
      const { passes: selected, topologies, run } = await document("a.ts", passes, "--passes", selection);
      assert.deepEqual(
        selected.map((pass) => (pass as { index: number }).index),
        expected,
      );
      assert.equal(run.passesTotal, 5);
      assert.equal(topologies.length, expected.length > 0 ? 1 : 0);
    });
  }

  const ends: [string, string, string[], number, string][] = [
    ["completes", "", [], 0, "completed"],
    ["throws", "throw new Error('x');", [], 1, "failed"],
    ["exits with 3", "process.exit(3);", [], 1, "failed"],
    ["exits with 0", "process.exit(0);", [], 0, "completed"],
    ["takes too long", "for (;;) {}", ["--timeout", "0.5"], 124, "timeout"],
    [
      "takes too much",
      "const a: object[] = []; for (;;) a.push(new Float64Array(1e6).fill(1));",
      ["--memory", "500"],
      137,
      "outOfMemory",
    ],
  ];
  for (const [what, source, args, status, word] of ends) {
    it(`ends with ${String(status)} when the script ${what}`, async () => {
      const result = await runCli(["run", script("end.ts", source), "--json", ...args]);
      assert.deepEqual([result.status, (JSON.parse(result.stdout) as RunDocument).run.status], [status, word]);
    });
  }

  it("ends with 130 after Ctrl-C, with everything recorded", async () => {
    const file = script("loop.ts", `${passes}console.error("ready");for (;;) {}`);
    const child = spawn(process.execPath, [path.join(root, "dist/cli.js"), "run", file], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    child.stdout.on("data", (text) => (stdout += String(text)));
    await once(child.stderr, "data");
    child.kill("SIGINT");
    const [status] = (await once(child, "close")) as [number];
    assert.equal(status, 130);
    assert.match(stdout, /pass 5\/5/);
  });

  for (const [what, more] of [
    ["while the script prints", ["setInterval(() => console.log(1), 1);"]],
    ["while the document is written", ["for (let i = 0; i < 2_000; i++) w.mul(i).sum().backward();", "--json"]],
  ] as const) {
    it(`ends without a word when its reader closes the pipe ${what}`, async () => {
      const [source, ...args] = more;
      const file = script("closed.ts", `${passes}${source}`);
      const child = spawn(process.execPath, [path.join(root, "dist/cli.js"), "run", file, ...args], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      let stderr = "";
      child.stderr.on("data", (text) => (stderr += String(text)));
      await once(child.stdout, "data");
      child.stdout.destroy();
      await once(child, "close");
      assert.equal(stderr.replace("gradlens: stopped\n", ""), "");
    });
  }

  it("writes nothing but the document with --json, also where the script writes past its streams", async () => {
    const { status, stdout } = await runCli([
      "run",
      script(
        "native.ts",
        `import { writeSync } from "node:fs";
import { execSync } from "node:child_process";
writeSync(1, "native\\n");
execSync("echo child", { stdio: "inherit" });`,
      ),
      "--json",
    ]);
    assert.equal(status, 0);
    assert.deepEqual(
      (JSON.parse(stdout) as RunDocument).console.map(({ text }) => text),
      ["native", "child"],
    );
  });

  const mistakes: [string, string[], RegExp][] = [
    ["no file", ["run"], /no FILE/],
    ["a file that is not there", ["run", "nothing.ts"], /there is no file nothing\.ts/],
    ["a folder", ["run", "examples"], /examples is a folder/],
    ["what is no file", ["run", "/dev/null"], /\/dev\/null is no file/],
    ["an empty name", ["run", ""], /no FILE/],
    ["an unknown option", ["run", "x.ts", "--jsno"], /--jsno/],
  ];
  for (const [what, args, message] of mistakes) {
    it(`ends with 2 for ${what}`, async () => {
      const { status, stdout, stderr } = await runCli(args);
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, message);
    });
  }

  it("names the tensors that an op failed with, in the document and on stderr", async () => {
    const source = `import * as torch from "gradlens";\nconst x = torch.ones([4, 3]);\nx.mm(x);`;
    const { run } = await document("shapes.ts", source);
    const { tensors } = run.error!;
    assert.deepEqual(
      tensors?.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
      [{ name: "x", shape: [4, 3], dtype: "float32" }],
    );
    const { stderr } = await runCli(["run", script("shapes.ts", source)]);
    assert.match(stderr, /^RuntimeError: mat1 and mat2 shapes cannot be multiplied \(4x3 and 4x3\)\n.*\nx \[4, 3\]\n/);
  });

  const failures: [string, Record<string, string>, RegExp, number | null][] = [
    ["a syntax error", { "bad.ts": "const x = 1;\nconst = 2;\n" }, /Unexpected token/, 2],
    ["a syntax error in another file", { "one.ts": `import "./two";`, "two.ts": "\n\nlet let = 1;" }, /let/, 3],
    [
      "a missing file",
      { "miss.ts": `import * as torch from "gradlens";\nimport { a } from "./modle";\nconsole.log(a);\n` },
      /Cannot find module '\.\/modle'/,
      2,
    ],
    ["a missing package", { "pack.ts": `import "no-such-package";\n` }, /no-such-package/, 1],
    ["a name that is not exported", { "exp.ts": `import { nothing } from "gradlens";\nnothing();` }, /nothing/, 1],
    [
      "a file that is neither TypeScript nor JavaScript",
      { "notes.txt": "hello" },
      /neither TypeScript nor JavaScript/,
      null,
    ],
  ];
  for (const [what, files, message, line] of failures) {
    it(`tells of ${what}, at its place`, async () => {
      const [file] = Object.entries(files).map(([name, source]) => script(name, source));
      const { stdout } = await runCli(["run", file!, "--json"]);
      const { run } = JSON.parse(stdout) as RunDocument;
      assert.equal(run.status, "failed");
      assert.match(run.error!.message, message);
      assert.equal(run.error!.site?.line ?? null, line);
    });
  }

  it("says so when the script called no backward()", async () => {
    const { status, stderr } = await runCli(["run", script("none.ts", "console.log(1);")]);
    assert.equal(status, 0);
    assert.match(stderr, /called no backward\(\)/);
  });

  it("shows hostile names as text", async () => {
    const { topologies } = await document(
      "hostile.ts",
      `import * as torch from "gradlens";
const 텐서 = torch.tensor(1, { requires_grad: true });
const o: Record<string, torch.Tensor> = {};
o["<img onerror=alert(1)>\\n\\"'"] = 텐서.mul(2);
o["<img onerror=alert(1)>\\n\\"'"].backward();`,
    );
    const names = (topologies[0] as { nodes: { name: string | null }[] }).nodes.map(({ name }) => name);
    assert.equal(names[0], "텐서");
  });

  it("tells two async functions' passes and a backward in a hook apart by their sites", async () => {
    const { passes: all } = await document(
      "async.ts",
      `import * as torch from "gradlens";
const w = torch.tensor(1, { requires_grad: true });
async function one() { for (let i = 0; i < 2; i++) { const l = w.mul(2); await null; l.backward(); } }
async function two() { for (let i = 0; i < 2; i++) { const l = w.mul(3); await null; l.backward(); } }
await Promise.all([one(), two()]);
const y = w.mul(5);
y.register_hook(() => { torch.enable_grad(() => w.mul(7).backward()); });
y.backward();`,
    );
    const seen = all.map((pass) => {
      const { site, tensors } = pass as { site: { line: number }; tensors: { grad: { data: number[] } }[] };
      return [site.line, tensors[0]!.grad.data[0]];
    });
    assert.deepEqual(seen, [
      [3, 2],
      [4, 3],
      [3, 2],
      [4, 3],
      [8, 5],
      [7, 7],
    ]);
  });
});
