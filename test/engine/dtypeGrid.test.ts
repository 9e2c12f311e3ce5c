import assert from "node:assert/strict";
import { dtypes, type DTypeName } from "../../src/engine/dtype.js";
import * as torch from "../../src/engine/index.js";
import { captureWarnings } from "./support/captureWarnings.js";
import { readOracle } from "./support/oracle.js";

/** PyTorch's dtypes of results, a letter for each call: the dtype's as in `letters`, or a dash where it refuses the call. */
interface Grid {
  /** The operands of the rows and columns: `int32[2]`, `bool[]`, `2.5`, `True`. */
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly binary: Readonly<Record<string, readonly string[]>>;
  readonly inPlace: Readonly<Record<string, readonly string[]>>;
  readonly unary: Readonly<Record<string, string>>;
}

const grid = readOracle<Grid>("answers/dtypes.json");
const letters: Readonly<Record<DTypeName, string>> = {
  bool: "b",
  uint8: "u",
  int32: "i",
  int64: "l",
  float32: "f",
  float64: "d",
};

type Call = (...operands: readonly unknown[]) => unknown;

function operand(text: string): torch.Tensor | number | boolean {
  if (text === "True") return true;
  const [, name, size] = /^([a-z]\w*)\[(\d*)\]$/.exec(text) ?? [];
  if (name === undefined) return Number(text);
  return torch.ones(size === "" ? [] : [Number(size)], { dtype: dtypes[name as DTypeName] });
}

function letterOf(name: string, ...operands: readonly (torch.Tensor | number | boolean)[]): string {
  const [self, ...others] = operands;
  try {
    const result = name.endsWith("_")
      ? (self as unknown as Readonly<Record<string, Call>>)[name]!(...others)
      : (torch as unknown as Readonly<Record<string, Call>>)[name]!(...operands);
    const first = result instanceof torch.Tensor ? result : [...(result as Iterable<torch.Tensor>)][0]!;
    return letters[first.dtype.name];
  } catch (error) {
    assert.doesNotMatch(String(error), /is not a function/);
    return "-";
  }
}

describe("the dtype of a result is PyTorch's, or the call is refused as there:", () => {
  for (const [name, rows] of Object.entries({ ...grid.binary, ...grid.inPlace })) {
    it(`${name} of two operands of any dtype, with and without dimensions`, () => {
      const own = captureWarnings(() =>
        grid.left.map((left) => grid.right.map((right) => letterOf(name, operand(left), operand(right))).join("")),
      );
      assert.deepEqual(own.result, rows);
    });
  }

  it("functions and in-place methods of one operand", () => {
    const own = Object.keys(grid.unary).map((name) => [
      name,
      grid.left.map((left) => letterOf(name, operand(left))).join(""),
    ]);
    assert.deepEqual(Object.fromEntries(own), grid.unary);
  });
});
