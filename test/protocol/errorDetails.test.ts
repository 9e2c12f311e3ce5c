import assert from "node:assert/strict";
import type { ErrorTensor, ScriptError } from "../../src/protocol/entry.js";
import { errorDetails } from "../../src/protocol/errorDetails.js";

const error: ScriptError = { name: "RuntimeError", message: "m", file: null, range: null, stack: "" };
const site = { file: "/a.ts", line: 7, column: 1, endLine: 7, endColumn: 2 };
const x: ErrorTensor = {
  name: "x",
  shape: [4, 3],
  dtype: "float32",
  viewedAs: null,
  madeAt: site,
  writtenAt: site,
};

const cases: [string, Partial<ScriptError>, string | null][] = [
  ["nothing where nothing is known", {}, null],
  ["tensors by name and shape", { tensors: [x, { ...x, name: "loss", shape: [] }] }, "x [4, 3] · loss scalar"],
  ["where one without a name was made", { tensors: [{ ...x, name: null }] }, "the tensor of line 7 [4, 3]"],
  ["one of which nothing is known", { tensors: [{ ...x, name: null, madeAt: null }] }, "a tensor [4, 3]"],
  ["the view that was used", { tensors: [{ ...x, viewedAs: [12] }] }, "x [4, 3] viewed as [12]"],
  [
    "all dtypes where one is not float32",
    { tensors: [x, { ...x, name: "i", dtype: "int64" }] },
    "x [4, 3] float32 · i [4, 3] int64",
  ],
  [
    "where one was written to, if that is the error",
    { message: "… modified by an inplace operation …", tensors: [x] },
    "x [4, 3], written to at line 7",
  ],
  ["the module", { tensors: [x], module: "hidden (Linear)" }, "x [4, 3] · in hidden (Linear)"],
];

describe("the details of an error", () => {
  for (const [what, given, words] of cases) {
    it(`are ${what}`, () => assert.equal(errorDetails({ ...error, ...given }), words));
  }
});
