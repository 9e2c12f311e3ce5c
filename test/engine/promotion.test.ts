import assert from "node:assert/strict";
import type { DType, DTypeName } from "../../src/engine/dtype.js";
import * as torch from "../../src/engine/index.js";
import { readOracle } from "./support/oracle.js";

type Result = DTypeName | { readonly error: string };
type Results = Readonly<Record<string, Result>>;

const oracle = readOracle<Readonly<Record<string, Results>>>("semantics/promotion.json");

const dtypes: Readonly<Record<string, DType>> = {
  bool: torch.bool,
  int64: torch.int64,
  float32: torch.float32,
  float64: torch.float64,
};

type Functions = Readonly<Record<string, ((...operands: never[]) => torch.Tensor) | undefined>>;
const functions = torch as unknown as Functions;

/** A case such as `add(bool[2], 2.5)`, or null if it is of a dtype, an op or a literal that the engine does not have. */
function parse(code: string): { readonly op: string; readonly operands: readonly unknown[] } | null {
  const [, op, list] = /^(\w+)\((.*)\)$/.exec(code) ?? [];
  if (op === undefined || typeof functions[op] !== "function") return null;
  const operands = list!.split(", ").map(operandOf);
  if (operands.includes(null)) return null;
  // The generator wrote down only the operands that decide.
  if (op === "where") return { op, operands: [torch.tensor([true, false]), ...operands] };
  return { op, operands: op === "softmax" || op === "cumsum" ? [...operands, 0] : operands };
}

function operandOf(text: string): torch.Tensor | number | null {
  const [, name, shape] = /^(\w+)(?:\[(\d*)\])?$/.exec(text) ?? [];
  const dtype = dtypes[name ?? ""];
  if (dtype !== undefined) return torch.ones(shape === "" ? [] : [2], { dtype });
  // JavaScript does not tell 3. from 3.
  if (/^-?\d+\.0*$/.test(text)) return null;
  const number = Number(text);
  return Number.isNaN(number) ? null : number;
}

for (const [group, results] of Object.entries(oracle)) {
  const cases = typeof results === "string" ? [] : Object.entries(results);
  const known = cases.flatMap(([code, result]) => {
    const parsed = parse(code);
    return parsed === null ? [] : [{ code, result, ...parsed }];
  });
  if (known.length === 0) continue;
  describe(`dtypes of results: ${group}`, () => {
    for (const { code, result, op, operands } of known) {
      const run = (): torch.Tensor => functions[op]!(...(operands as never[]));
      if (typeof result === "string") {
        it(`${code} is ${result}`, () => {
          assert.equal(run().dtype.name, result);
        });
      } else {
        it(`${code} is refused`, () => {
          assert.throws(run, (error: Error) => result.error.startsWith(`${error.name}: `));
        });
      }
    }
  });
}

describe("float32", () => {
  const list = (tensor: torch.Tensor): unknown => tensor.tolist();

  it("rounds numbers and results as PyTorch does", () => {
    const x = torch.tensor([0.1, 1 / 3]);
    assert.deepEqual(list(x), [0.10000000149011612, 0.3333333432674408]);
    assert.deepEqual(list(x.mul(0.1)), [0.010000000707805157, 0.03333333507180214]);
    assert.deepEqual(list(x.pow(3)), [0.0010000000474974513, 0.037037041038274765]);
    assert.deepEqual(list(torch.div(2, x)), [20, 6]);
  });

  it("takes 64-bit numbers beside it without becoming float64", () => {
    const double = torch.tensor(0.1, { dtype: torch.float64 });
    const sum = torch.tensor([1]).add(double);
    assert.deepEqual([sum.dtype, list(sum)], [torch.float32, [1.100000023841858]]);
  });
});

describe("int64", () => {
  const i = torch.tensor([7n, -2n]);

  it("is exact to 2^53 and throws beyond that", () => {
    const large = torch.tensor([2n ** 53n - 1n]);
    assert.deepEqual(large.add(1).tolist(), [2 ** 53]);
    assert.throws(() => large.mul(3), /cannot be converted to type int64 without overflow/);
  });

  it("stays whole beside whole numbers, and becomes float32 beside others and by division", () => {
    assert.deepEqual([i.mul(2).dtype, i.mul(2.5).dtype, i.div(2).dtype], [torch.int64, torch.float32, torch.float32]);
    assert.deepEqual(i.div(2).tolist(), [3.5, -1]);
  });

  it("cuts off the fraction of what is converted to it", () => {
    assert.deepEqual(torch.tensor([2.7, -2.7, -0.5]).to(torch.int64).tolist(), [2, -2, 0]);
  });

  it("gets no gradient and gives none", () => {
    const x = torch.tensor([1, 2], { requires_grad: true });
    assert.equal(x.to(torch.int64).requires_grad, false);
    x.mul(i).sum().backward();
    assert.deepEqual(x.grad?.tolist(), [7, -2]);
  });
});

describe("bool", () => {
  it("comes out of comparisons and into lists as booleans", () => {
    const positive = torch.tensor([1, -1, NaN]).gt(0);
    assert.deepEqual([positive.dtype, positive.tolist()], [torch.bool, [true, false, false]]);
    assert.equal(torch.tensor(2).eq(2).item(), true);
  });

  it("is summed as int64", () => {
    const sum = torch.tensor([true, true, false]).sum();
    assert.deepEqual([sum.dtype, sum.item()], [torch.int64, 2]);
  });
});
