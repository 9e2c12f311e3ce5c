import assert from "node:assert/strict";
import type { DTypeName } from "../../src/engine/dtype.js";
import * as torch from "../../src/engine/index.js";
import { readOracle } from "./support/oracle.js";

type Result = DTypeName | { readonly error: string };

/** The dtypes of results that PyTorch gave, by groups and by calls such as `add(bool[2], 2.5)`. */
const {
  torch: _version,
  result_type,
  ...groups
} = readOracle<{
  readonly torch: string;
  readonly result_type: Readonly<Record<string, DTypeName>>;
  readonly [group: string]: string | Readonly<Record<string, Result>>;
}>("semantics/promotion.json");

const dtypes: Readonly<Record<string, torch.dtype>> = {
  bool: torch.bool,
  uint8: torch.uint8,
  int32: torch.int32,
  int64: torch.int64,
  float32: torch.float32,
  float64: torch.float64,
};

type Function = (...operands: readonly unknown[]) => torch.Tensor;
const functions = torch as unknown as Readonly<Record<string, Function>>;

/** The function and the operands of a call. */
function parse(code: string): { readonly op: string; readonly operands: readonly unknown[] } {
  const [, op, list] = /^(\w+)\((.*)\)$/.exec(code) as unknown as [string, string, string];
  const operands = list.split(", ").map(operandOf);
  // The generator wrote down only the operands that decide.
  if (op === "where") return { op, operands: [torch.tensor([true, false]), ...operands] };
  return { op, operands: /^(softmax|cumsum|logsumexp)$/.test(op) ? [...operands, 0] : operands };
}

function operandOf(text: string): torch.Tensor | number | boolean {
  const [, name, shape] = /^([a-z]\w*)(?:\[(\d*)\])?$/.exec(text) ?? [];
  if (name !== undefined) return torch.ones(shape === "" ? [] : [2], { dtype: dtypes[name]! });
  if (text === "True") return true;
  assert.match(text, /^2(\.5)?$/, "a number that JavaScript has too");
  return Number(text);
}

for (const [group, results] of Object.entries(groups)) {
  describe(`dtypes of results: ${group}`, () => {
    for (const [code, result] of Object.entries(results as Readonly<Record<string, Result>>)) {
      const { op, operands } = parse(code);
      if (typeof result === "string") {
        it(`${code} is ${result}`, () => {
          assert.equal(functions[op]!(...operands).dtype.name, result);
        });
      } else {
        it(`${code} is refused`, () => {
          const [, name, message] = /^(\w+): (.*)$/.exec(result.error)!;
          assert.throws(() => functions[op]!(...operands), { name, message });
        });
      }
    }
  });
}

describe("dtypes of what is made from numbers", () => {
  const ints = torch.tensor([1n]);
  const made: Readonly<Record<string, () => torch.Tensor>> = {
    "tensor([1,2])": () => torch.tensor([1, 2]),
    "tensor([1.,2])": () => torch.tensor([1.5, 2]),
    "tensor([True])": () => torch.tensor([true]),
    "tensor([True,2])": () => torch.tensor([true, 2]),
    "arange(3)": () => torch.arange(3),
    "arange(3.)": () => torch.arange(3.0),
    "arange(0,1,.5)": () => torch.arange(0, 1, 0.5),
    zeros: () => torch.zeros(2),
    "full int": () => torch.full([2], 3),
    "full float": () => torch.full([2], 3.5),
    linspace: () => torch.linspace(0, 1, 3),
    eye: () => torch.eye(2),
    "tensor([])": () => torch.tensor([]),
    one_hot: () => torch.nn.functional.one_hot(ints),
    "cat mixed": () => torch.cat([ints, torch.ones(1)]),
    "stack mixed": () => torch.stack([ints, torch.ones(1)]),
  };

  /** JavaScript does not tell 2 from 2.0: numbers give the default dtype, a range of whole numbers int64. */
  const ours: Readonly<Record<string, DTypeName>> = {
    "tensor([1,2])": "float32",
    "tensor([True,2])": "float32",
    "arange(3.)": "int64",
    "full int": "float32",
  };

  for (const [what, theirs] of Object.entries(result_type)) {
    const [expected, why] = ours[what] === undefined ? [theirs, ""] : [ours[what], `, not ${theirs}`];
    it(`${what} is ${expected}${why}`, () => {
      assert.equal(made[what]!().dtype.name, expected);
    });
  }
});
