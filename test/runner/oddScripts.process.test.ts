import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { runToEnd, stateOf, withRun } from "../support/testRun.js";

const head = `import * as torch from "gradlens";\n`;

/** Scripts, what they print, and how an error of theirs begins. */
const scripts: [string, Readonly<Record<string, string>>, readonly string[], RegExp | null][] = [
  ["is empty", { "main.ts": "" }, [], null],
  ["is only comments", { "main.ts": "// one\n/* and\nanother */" }, [], null],
  ["is only a byte order mark", { "main.ts": "\ufeff" }, [], null],
  ["has lines that end by \\r alone", { "main.ts": `// one\rconsole.log("two");\r` }, ["two"], null],
  ["is no text", { "main.ts": "\u007fELF\u0000\u0001\ufffd\ufffd" }, [], /^Unexpected character/],
  ["is UTF-16", { "main.ts": "\ufffd\ufffda\u0000b\u0000" }, [], /^Unexpected character/],
  [
    "deletes itself",
    { "main.ts": `import { unlinkSync } from "node:fs";\nunlinkSync(process.argv[1]!);\nthrow new Error("late");` },
    [],
    /^late$/,
  ],
  [
    "imports a JSON with a byte order mark",
    { "main.ts": `import data from "./data.json";\nconsole.log(data.a);`, "data.json": `\ufeff{ "a": 5 }` },
    ["5"],
    null,
  ],
  [
    "imports a JSON that is none",
    { "main.ts": `import data from "./data.json";\nconsole.log(data.a);`, "data.json": `{ "a": }` },
    [],
    /data\.json: Unexpected token/,
  ],
  [
    "imports in a circle",
    {
      "main.ts": `import { b } from "./b";\nexport const a = 1;\nconsole.log(b());`,
      "b.ts": `import { a } from "./main";\nexport const b = () => a;`,
    },
    ["1"],
    null,
  ],
  [
    "imports in a circle what is not there yet",
    {
      "main.ts": `import { b } from "./b";\nexport const a = b;`,
      "b.ts": `import { a } from "./main";\nexport const b = a;`,
    },
    [],
    /^Cannot access 'a' before initialization$/,
  ],
  [
    "is nested deeply",
    { "main.ts": `console.log(${"(".repeat(20_000)}1${")".repeat(20_000)});` },
    [],
    /^The code is nested/,
  ],
  ["adds up very many", { "main.ts": `console.log(${"1 + ".repeat(100_000)}1);` }, [], /^The code is nested/],
  [
    "is CommonJS and asks whether it is run",
    { "main.cjs": `console.log(require.main === module, module.id);` },
    ["true ."],
    null,
  ],
  [
    "is CommonJS and requires another that asks",
    { "main.cjs": `require("./b.cjs");`, "b.cjs": `console.log(require.main === module);` },
    ["false"],
    null,
  ],
];

/** Scripts that misuse modules, the line of the error, and its words. */
const modules: [string, string, number, RegExp][] = [
  [
    "has no forward",
    `class Net extends nn.Module {\n  fc = new nn.Linear(2, 1);\n}\nconst net = new Net();\n(net as any)(torch.ones([1, 2]));`,
    7,
    /^Module \[Net\] is missing the required "forward" function$/,
  ],
  [
    "is called without what forward takes",
    `class Net extends nn.Module {\n  fc = new nn.Linear(2, 1);\n  forward(x: torch.Tensor) {\n    return this.fc(x);\n  }\n}\n(new Net() as any)();`,
    6,
    /^Linear\.forward\(\) missing 1 required positional argument: 'input'$/,
  ],
  [
    "is called with what is no tensor",
    `const fc = new nn.Linear(2, 1);\n(fc as any)([[1, 2]]);`,
    4,
    /^linear\(\): argument 'input' must be Tensor, not Array$/,
  ],
  [
    "has forgotten super()",
    `class Net extends nn.Module {\n  fc;\n  constructor() {\n    this.fc = new nn.Linear(2, 1);\n  }\n}\nnew Net();`,
    6,
    /^Must call super constructor/,
  ],
  [
    "has its parameter in a plain tensor",
    `class Net extends nn.Module {\n  w = torch.ones([2], { requires_grad: true });\n}\nnew torch.optim.SGD(new Net().parameters(), { lr: 1 });`,
    6,
    /^optimizer got an empty parameter list$/,
  ],
  [
    "has its modules in a plain array",
    `class Net extends nn.Module {\n  layers = [new nn.Linear(2, 1)];\n}\nnew torch.optim.SGD(new Net().parameters(), { lr: 1 });`,
    6,
    /^optimizer got an empty parameter list$/,
  ],
  [
    "holds what is no module",
    `new nn.Sequential(new nn.Linear(2, 1), ((x: torch.Tensor) => x) as any);`,
    3,
    /^function is not a Module subclass$/,
  ],
];

/** A machine may have other things to do. */
const patiently = { timeoutSeconds: 170 };

describe("a script that", function () {
  this.timeout(180_000);

  for (const [what, files, printed, message] of scripts) {
    it(what, async () => {
      const { ended, lines } = await runToEnd(files);
      assert.match(ended.error?.message ?? "no error", message ?? /^no error$/);
      assert.deepEqual(lines, printed);
    });
  }

  for (const [what, text, line, message] of modules) {
    it(`makes a module that ${what}`, async () => {
      const { ended } = await runToEnd(`${head}const { nn } = torch;\n${text}`);
      assert.match(ended.error?.message ?? "", message);
      assert.equal(ended.error?.range?.line, line);
    });
  }

  it("imports a JSON that is none is told where that is wrong", async () => {
    const { ended, folder } = await runToEnd({
      "main.ts": `import data from "./data.json";\nconsole.log(data.a);`,
      "data.json": `{\n  "a": 1,\n}`,
    });
    assert.equal(ended.error?.file, `${folder}/data.json`);
    assert.deepEqual(ended.error.range, { line: 3, column: 1, endLine: 3, endColumn: 2 });
  });

  it("has a byte order mark, CRLF and tabs has its sites and errors where an editor shows them", async () => {
    const text = `\ufeff${head}\tconst w = torch.tensor(2, { requires_grad: true });\n\t\tw.pow(2).backward();\n\tconst s = "é日"; w.view(3);\n`;
    const { state, ended } = await runToEnd(text.replaceAll("\n", "\r\n"));
    const { line, column, endColumn } = state.calls[0]!.site;
    assert.deepEqual([line, column, endColumn], [3, 3, 22]);
    assert.deepEqual(ended.error?.range, { line: 4, column: 18, endLine: 4, endColumn: 27 });
  });

  it("is edited while it runs has the places of the text that runs", () =>
    withRun(
      `${head}const w = torch.tensor(2, { requires_grad: true });\nfor (;;) w.pow(2).backward();`,
      async (run, folder) => {
        await run.start();
        await stateOf(run, ({ passesTotal }) => passesTotal > 0);
        writeFileSync(path.join(folder, "main.ts"), "\n\n\nnothing of it");
        const { passesTotal } = run.state;
        await stateOf(run, (state) => state.passesTotal > passesTotal);
        await run.stop();
        assert.deepEqual([run.state.ended?.status, run.state.calls[0]?.site.line], ["stopped", 3]);
      },
    ));

  it("is one literal of 5 MB runs", async () => {
    const numbers = Array.from({ length: 500_000 }, (_, i) => 10_000_000 + i).join(", ");
    const { ended, lines } = await runToEnd(`const data = [${numbers}];\nconsole.log(data.length);`, patiently);
    assert.deepEqual([ended.error, lines], [null, ["500000"]]);
  });

  const statements = Array.from({ length: 100_000 }, (_, i) => `const v${String(i)} = ${String(i)}; // of very many\n`);

  it("has 100,000 statements runs", async () => {
    const { ended, lines } = await runToEnd(`${statements.join("")}console.log(v99999);`, patiently);
    assert.deepEqual([ended.error, lines], [null, ["99999"]]);
  });

  it("has 100,000 statements is stopped while it is loaded", () =>
    withRun(statements.join(""), async (run) => {
      const started = run.start();
      await stateOf(run, ({ phase }) => phase === "running");
      await run.stop();
      await started;
      assert.equal(run.state.ended?.status, "stopped");
    }));
});
