import assert from "node:assert/strict";
import type * as torch from "../../../src/engine/index.js";
import { numbersOf } from "./oracleCompare.js";
import type { Answer, Data, OracleValue } from "./oracleSchema.js";
import { tensorOf } from "./oracleValues.js";

type Outputs = readonly (torch.Tensor | null)[];

/** The outputs as they are to be compared, and whether the derivatives are. */
export interface Freedom {
  readonly outputs: Outputs;
  readonly derivatives: boolean;
}

/**
 * What PyTorch leaves open: which of several equal elements an index names, and the signs of singular vectors and
 * eigenvectors. An output that uses the freedom is brought to PyTorch's choice, once it is found to be a good one itself;
 * derivatives are compared only where nothing was changed.
 */
export function withFreedoms(
  oracle: Answer,
  input: torch.Tensor | undefined,
  outputs: Outputs,
  expected: readonly Data[],
): Freedom {
  if (input !== undefined && leavesTiesOpen(oracle)) return withIndices(oracle, input, outputs, expected);
  if (oracle.op === "linalg.eigh" || oracle.op === "linalg.svd") return withSigns(oracle, outputs, expected);
  return { outputs, derivatives: true };
}

/** A stable sort says which of equal elements comes first. */
function leavesTiesOpen({ op, args, kwargs }: Answer): boolean {
  if (op !== "sort" && op !== "argsort") return /^(median|nanmedian|kthvalue|mode|topk)$/.test(op);
  return !isTrue(kwargs["stable"]) && !(op === "argsort" && isTrue(args[3]));
}

function isTrue(value: OracleValue | undefined): boolean {
  return value !== undefined && value !== null && "bool" in value && value.bool;
}

/** An index other than PyTorch's must lead to the same value. */
function withIndices(oracle: Answer, input: torch.Tensor, outputs: Outputs, expected: readonly Data[]): Freedom {
  // Behind the values, which may be whole numbers, too.
  const at = oracle.op === "argsort" ? 0 : 1;
  const [ours, wanted] = [outputs[at], expected[at]];
  const isComparable = ours && wanted && String(ours.shape) === String(wanted.shape) && input.ndim > 0;
  if (!isComparable || numbersOf(ours).every((index, i) => index === wanted.data[i]))
    return { outputs, derivatives: true };
  const theirs = tensorOf(wanted, oracle.dtype);
  const dim = dimensionOf(oracle);
  const valuesAt = (indices: torch.Tensor): readonly number[] =>
    numbersOf(input.detach().gather(dim, indices.ndim < input.ndim ? indices.unsqueeze(dim) : indices));
  assert.deepEqual(valuesAt(ours), valuesAt(theirs), `the values at the indices of output ${at}`);
  return { outputs: outputs.with(at, theirs), derivatives: false };
}

/** By name, or after the input and, where there is one, the count. */
function dimensionOf({ op, args, kwargs }: Answer): number {
  const dim = kwargs["dim"] ?? args[op === "topk" || op === "kthvalue" ? 2 : 1] ?? null;
  return dim !== null && "int" in dim ? dim.int : -1;
}

/** Each vector may point the other way; left and right singular vectors turn together. */
function withSigns(oracle: Answer, outputs: Outputs, expected: readonly Data[]): Freedom {
  const vectorDims = oracle.op === "linalg.eigh" ? [null, -2] : [-2, null, -1];
  const turns = outputs.map((output, i) => {
    const [dim, wanted] = [vectorDims[i], expected[i]];
    if (!dim || !output || !wanted || String(output.shape) !== String(wanted.shape)) return null;
    return output.detach().mul(tensorOf(wanted, oracle.dtype)).sum(dim, true).sign();
  });
  const [left, , right] = turns;
  if (left && right) {
    // Vectors beyond the singular values have no partner.
    const pairs = Math.min(left.shape.at(-1)!, right.shape.at(-2)!);
    const [turned, partners] = [left.narrow(-1, 0, pairs), right.narrow(-2, 0, pairs)];
    assert.deepEqual(numbersOf(turned), numbersOf(partners), "the signs of left and right vectors");
  }
  return {
    outputs: outputs.map((output, i) => (output && turns[i] ? output.detach().mul(turns[i]) : output)),
    derivatives: turns.every((turn) => turn === null || numbersOf(turn).every((sign) => sign === 1)),
  };
}
