import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { readCases } from "./support/oracle.js";
import { outcomeOf } from "./support/oracleCase.js";
import { withFreedoms } from "./support/oracleFreedoms.js";
import { shrunk } from "./support/oracleMissing.js";
import { isBroken, tableOf, totalsOf, type Result } from "./support/oracleReport.js";
import { parseCases, type Answer, type OracleCase } from "./support/oracleSchema.js";

const cases = [...readCases("ops-public.jsonl"), ...readCases("ops-errors.jsonl")];

/** The first case that passes and has all of these parts, changed. */
function changed(parts: readonly string[], change: (copy: Mutable) => void): OracleCase {
  const found = cases.find(
    (oracle) => parts.every((part) => part in oracle) && outcomeOf(oracle).kind === "passed" && hasNumbers(oracle),
  );
  const copy = structuredClone(found) as unknown as Mutable;
  change(copy);
  return copy as unknown as OracleCase;
}

function hasNumbers(oracle: OracleCase): boolean {
  if ("error" in oracle) return true;
  const { outputs } = oracle;
  return outputs.struct === "tensor" && outputs.tensors[0]!.data.length > 0 && outputs.grad_fn[0] !== null;
}

interface MutableTensor {
  shape: number[];
  dtype?: string;
  data: number[];
}

/** The parts of a case that the changes below reach. */
interface Mutable {
  call: string;
  dtype: string;
  args: Record<string, MutableTensor>[];
  outputs: { tensors: MutableTensor[]; grad_fn: string[]; struct: string };
  grads: { grad: MutableTensor }[];
  jvp: { outputs: MutableTensor[] };
  grad2: { grads: { grad: MutableTensor }[]; cotangent_grads: MutableTensor[] };
  mutated: { path: string; value: MutableTensor }[];
  backward_error: string;
  error: { type: string; message: string };
}

const shift = (tensor: MutableTensor): void => {
  tensor.data[0] = Number(tensor.data[0]) + 1e-3;
};

describe("the oracle's adapter", () => {
  const differences: Readonly<Record<string, readonly [readonly string[], (copy: Mutable) => void, RegExp]>> = {
    "another number": [["jvp"], (copy) => shift(copy.outputs.tensors[0]!), /^output 0 is .* in PyTorch/],
    "another shape": [["jvp"], (copy) => copy.outputs.tensors[0]!.shape.push(1), /the shape of output 0/],
    "another dtype": [["jvp"], (copy) => (copy.outputs.tensors[0]!.dtype = "float32"), /the dtype of output 0/],
    "another node": [["jvp"], (copy) => (copy.outputs.grad_fn[0] = "Backward7"), /the grad_fn of output 0/],
    "another kind of result": [["jvp"], (copy) => (copy.outputs.struct = "tuple"), /the result is one tensor/],
    "another tangent": [["jvp"], (copy) => shift(copy.jvp.outputs[0]!), /^the tangent of output 0/],
    "another gradient": [["grads"], (copy) => shift(copy.grads[0]!.grad), /^the gradient of args\.0/],
    "another second derivative": [
      ["grad2"],
      (copy) => shift(copy.grad2.cotangent_grads[0]!),
      /^the second derivative by cotangent 0/,
    ],
    "an argument that should have changed": [
      ["jvp"],
      (copy) => {
        const value = structuredClone(copy.args[0]!["tensor"]!);
        shift(value);
        copy.mutated = [{ path: "args.0", value }];
      },
      /^args\.0 after the call/,
    ],
    "a backward that should fail": [
      ["grads"],
      (copy) => (copy.backward_error = "no"),
      /PyTorch's backward raises an error/,
    ],
    "another kind of error": [["error"], (copy) => (copy.error.type = "KeyError"), /^it raised .*\nPyTorch KeyError/],
  };
  for (const [what, [parts, change, message]] of Object.entries(differences)) {
    it(`notices ${what}`, () => {
      const outcome = outcomeOf(changed(parts, change));
      assert.equal(outcome.kind, "failed");
      assert.match("message" in outcome ? outcome.message : "", message);
    });
  }

  it("tells what the engine does not have from what it gets wrong", () => {
    const absent = [
      changed(["jvp"], (copy) => (copy.call = "torch.no_such_function")),
      changed(["jvp"], (copy) => (copy.args[0]!["tensor"]!.dtype = "complex64")),
    ];
    for (const oracle of absent) assert.equal(outcomeOf(oracle).kind, "unsupported");
  });

  it("takes another index where it leads to the same value, and no other", () => {
    const input = torch.tensor([[2, 1, 2]]);
    const oracle = {
      ...cases[0],
      op: "topk",
      dtype: "float32",
      args: [null, { int: 1 }],
      kwargs: {},
    } as unknown as Answer;
    const values = { shape: [1, 1], data: [2] };
    const wanted = [values, { shape: [1, 1], dtype: "int64", data: [0] }];
    const answer = (index: bigint) => [torch.tensor([[2]]), torch.tensor([[index]])];
    assert.equal(withFreedoms(oracle, input, answer(0n), wanted).derivatives, true);
    assert.equal(withFreedoms(oracle, input, answer(2n), wanted).derivatives, false);
    assert.throws(() => withFreedoms(oracle, input, answer(1n), wanted), /the values at the indices of output 1/);
  });

  it("turns vectors that point the other way, in pairs", () => {
    const oracle = { ...cases[0], op: "linalg.svd", dtype: "float32" } as Answer;
    const vectors = { shape: [2, 2], data: [1, 0, 0, -1] };
    const wanted = [vectors, { shape: [2], data: [2, 1] }, vectors];
    const [same, turned] = [
      torch.tensor([
        [1, 0],
        [0, -1],
      ]),
      torch.tensor([
        [1, 0],
        [0, 1],
      ]),
    ];
    const singular = torch.tensor([2, 1]);
    const free = withFreedoms(oracle, singular, [turned, singular, turned], wanted);
    assert.equal(free.derivatives, false);
    assert.equal(free.outputs[0]!.sub(same).abs().sum().item(), 0);
    assert.equal(withFreedoms(oracle, singular, [same, singular, same], wanted).derivatives, true);
    assert.throws(
      () => withFreedoms(oracle, singular, [same, singular, turned], wanted),
      /the signs of left and right/,
    );
  });

  it("counts by op, and calls what is expected and missing broken", () => {
    const [first, refusal] = [cases.find((oracle) => "tier" in oracle && oracle.tier === 1)!, cases.at(-1)!];
    const second = { ...(first as Answer), op: "other", tier: 2 as const };
    const passed: Result = { oracle: first, outcome: { kind: "passed" } };
    const absent = (oracle: OracleCase): Result => ({ oracle, outcome: { kind: "unsupported", message: "" } });
    assert.equal(totalsOf([passed, absent(second), absent(second)]), "1 passed, 0 failed, 2 skipped");
    assert.deepEqual(
      tableOf([passed, absent(second)])[2]
        ?.trim()
        .split(/\s+/),
      ["other", "0", "0", "1"],
    );
    assert.equal(isBroken([passed, absent(second), absent(refusal)]), false);
    assert.equal(isBroken([passed, absent(first)]), true);
  });

  it("lets the list of what is missing only shrink", () => {
    const [present, gone] = [cases[0]!, { ...cases[1]!, op: "gone" }];
    const results: readonly Result[] = [
      { oracle: present, outcome: { kind: "failed", message: "" } },
      { oracle: gone, outcome: { kind: "unsupported", message: "" } },
    ];
    const listed = shrunk({ absent: [present.op, "gone"], failing: [] }, results);
    assert.deepEqual(listed, { absent: ["gone"], failing: [present.id] });
    assert.deepEqual(shrunk({ absent: [], failing: [] }, results), { absent: [], failing: [] });
  });

  it("says which line of a file is no case", () => {
    const line = JSON.stringify(cases[0]);
    assert.throws(() => parseCases(`${line}\nhello`), /^Error: line 2 is no case of the oracle: Unexpected token/);
    assert.throws(() => parseCases(`\n{"id": 1}`), /^Error: line 2 is no case of the oracle: id: Invalid type/);
    assert.throws(
      () => parseCases(line.replace(/"kind":"\w+"/, '"kind":"macro"')),
      /kind: Invalid type: Expected .* but received "macro"/,
    );
    assert.equal(parseCases(`${line}\n\n`).length, 1);
  });
});
