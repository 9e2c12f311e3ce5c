import assert from "node:assert/strict";
import { asksForHelp, parseArguments, UsageError } from "../../src/cli/arguments.js";
import { passNumbers } from "../../src/cli/passNumbers.js";

describe("the command line", () => {
  it("takes a file, options in any order, and the script's own arguments after --", () => {
    const parsed = parseArguments([
      "run",
      "--passes",
      "3:5",
      "a.ts",
      "--json",
      "--timeout",
      "1.5",
      "--memory",
      "64",
      "--",
      "--json",
      "x",
    ]);
    assert.deepEqual(parsed, {
      file: "a.ts",
      json: true,
      passes: { kind: "range", from: 3, to: 5 },
      timeoutSeconds: 1.5,
      memoryMB: 64,
      scriptArguments: ["--json", "x"],
    });
  });

  it("asks for all passes, no time limit and a bounded memory where nothing is said", () => {
    const { passes, timeoutSeconds, memoryMB, json } = parseArguments(["run", "a.ts"]);
    assert.deepEqual([passes, timeoutSeconds, json], [{ kind: "all" }, null, false]);
    assert.ok(memoryMB > 0 && memoryMB <= 4_096);
  });

  it("asks for help only before --, after which all is the script's", () => {
    for (const line of ["--help", "-h", "run a.ts --help"]) assert.equal(asksForHelp(line.split(" ")), true);
    for (const line of ["run a.ts", "run a.ts -- --help -h"]) assert.equal(asksForHelp(line.split(" ")), false);
    assert.deepEqual(parseArguments(["run", "a.ts", "--", "--help"]).scriptArguments, ["--help"]);
  });

  const nonsense: [string, RegExp][] = [
    ["", /no command/],
    ["fly a.ts", /unknown command fly/],
    ["run", /no FILE/],
    ["run a.ts b.ts", /one FILE at a time/],
    ["run a.ts --passes first", /--passes takes all, last or A:B, not first/],
    ["run a.ts --passes 5:3", /greater/],
    ["run a.ts --passes -1:3", /passes/],
    ["run a.ts --timeout soon", /--timeout takes a positive number, not soon/],
    ["run a.ts --timeout 0", /positive/],
    ["run a.ts --memory", /memory/],
    ["run a.ts --jason", /jason/],
  ];
  for (const [line, message] of nonsense) {
    it(`refuses "${line}"`, () => {
      assert.throws(
        () => parseArguments(line.split(" ").filter(Boolean)),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }
});

describe("the selected passes", () => {
  it("are all up to 10,000, beyond that the first and last 5,000", () => {
    assert.equal(passNumbers({ kind: "all" }, 10_000).length, 10_000);
    const numbers = passNumbers({ kind: "all" }, 1_000_000);
    assert.deepEqual(
      [numbers.length, numbers[4_999], numbers[5_000], numbers.at(-1)],
      [10_000, 4_999, 995_000, 999_999],
    );
  });

  it("are the last one, or none of none", () => {
    assert.deepEqual(passNumbers({ kind: "last" }, 3), [2]);
    assert.deepEqual(passNumbers({ kind: "last" }, 0), []);
  });

  it("are those of a range that exist", () => {
    assert.deepEqual(passNumbers({ kind: "range", from: 1, to: 3 }, 9), [1, 2]);
    assert.deepEqual(passNumbers({ kind: "range", from: 7, to: Infinity }, 9), [7, 8]);
    assert.deepEqual(passNumbers({ kind: "range", from: 20, to: 30 }, 9), []);
  });
});
