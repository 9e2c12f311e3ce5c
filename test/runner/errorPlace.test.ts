import assert from "node:assert/strict";
import { placeError } from "../../src/runner/errorPlace.js";
import { emptyRecording } from "../../src/recording/recording.js";
import { reduce } from "../../src/recording/reduce.js";

const outer = { line: 2, column: 1, endLine: 4, endColumn: 2 };
const inner = { line: 3, column: 3, endLine: 3, endColumn: 12 };
const recording = reduce(emptyRecording(1_000), [
  {
    kind: "file",
    file: "/a b/main.ts",
    sites: [
      { id: 1, range: outer },
      { id: 2, range: inner },
    ],
    bindings: [],
    watches: [],
  },
]);

function place(stack: string) {
  const {
    file,
    range,
    stack: shown,
  } = placeError({ name: "Error", message: "m", file: null, range: null, stack }, recording, null, "/ext/dist");
  assert.ok(!shown.includes("/ext/dist"));
  return { file, range };
}

describe("the place of an error", () => {
  it("is the innermost call around the first frame that is in the script", () => {
    const stack =
      "Error: m\n    at mul (file:///ext/dist/engine/index.js:3:3)\n    at f (file:///a%20b/main.ts:3:5)\n    at file:///a%20b/main.ts:2:1";
    assert.deepEqual(place(stack), { file: "/a b/main.ts", range: inner });
  });

  it("is one character where no call is known", () => {
    const range = { line: 9, column: 4, endLine: 9, endColumn: 5 };
    assert.deepEqual(place("Error: m\n    at file:///a%20b/main.ts:9:4"), { file: "/a b/main.ts", range });
  });

  it("is unknown where no frame is in the script, and for a stack that is no stack", () => {
    for (const stack of ["", "Error\n    at node:internal/x:1:1", "Error\n    at file:///%zz:1:1", "(((((:1:1"]) {
      assert.deepEqual(place(stack), { file: null, range: null });
    }
  });
});
