import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { spelledCall } from "./oracleCall.js";
import { assertClose, numbersOf, toleranceOf } from "./oracleCompare.js";
import { checkGradients, checkTangents } from "./oracleDerivatives.js";
import { withFreedoms } from "./oracleFreedoms.js";
import type { Answer, OracleCase, Refusal } from "./oracleSchema.js";
import { Arguments, Unsupported } from "./oracleValues.js";

/** What became of a case: unsupported where the engine has no such function or dtype. */
export type Outcome =
  { readonly kind: "passed" } | { readonly kind: "failed" | "unsupported"; readonly message: string };

export function outcomeOf(oracle: OracleCase): Outcome {
  try {
    checkOracleCase(oracle);
    return { kind: "passed" };
  } catch (error) {
    return { kind: error instanceof Unsupported ? "unsupported" : "failed", message: messageOf(error) };
  }
}

/**
 * Makes the call of a case and compares everything that PyTorch answered to it. Throws an error that says what differs, or
 * Unsupported.
 */
export function checkOracleCase(oracle: OracleCase): void {
  const given = new Arguments(oracle.dtype);
  const call = spelledCall(oracle, given);
  if ("error" in oracle) checkRefusal(oracle, call);
  else checkAnswer(oracle, given, call);
}

/** What the engine says to a call that PyTorch refuses; null if it says nothing. */
export function refusalOf(oracle: Refusal): string | null {
  try {
    spelledCall(oracle, new Arguments(oracle.dtype))();
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

/** Errors of these names are Python's own, anything else is a RuntimeError. */
function checkRefusal({ error }: Refusal, call: () => unknown): void {
  assert.throws(call, (thrown: Error) => {
    assert.ok(!isAccident(thrown), `it failed by accident: ${thrown.message}`);
    // These two are RuntimeErrors.
    const isRuntimeError = thrown.name === "NotImplementedError" || thrown.name === "_LinAlgError";
    const isKind = thrown.name === error.type || (isRuntimeError && error.type === "RuntimeError");
    assert.ok(isKind, `it raised ${thrown.name}: ${thrown.message}\nPyTorch ${error.type}: ${error.message}`);
    return true;
  });
}

/** What JavaScript itself says when the engine runs into something that it did not expect. */
function isAccident({ message }: Error): boolean {
  return /is not (a function|iterable|a constructor)|^Cannot (read|destructure|set|convert)|^Invalid (array|typed array) length|^Maximum call stack/.test(
    message,
  );
}

function checkAnswer(oracle: Answer, given: Arguments, call: () => unknown): void {
  const before = new Map([...given.tensors].map(([path, tensor]) => [path, numbersOf(tensor)]));
  const result = call();
  if (oracle.outputs.struct === "value") {
    assert.deepEqual(result, oracle.outputs.value);
    return;
  }
  const { struct, tensors, grad_fn } = oracle.outputs;
  const outputs = outputsOf(struct, result);
  assert.equal(outputs.length, tensors.length, "the number of outputs");
  const free = withFreedoms(oracle, [...given.tensors.values()][0], outputs, tensors);
  free.outputs.forEach((output, i) => {
    const expected = tensors[i] ?? null;
    if (output === null || expected === null) assert.equal(output, expected, `output ${i}`);
    else assertClose(output, expected, oracle, toleranceOf(oracle, 1), `output ${i}`);
    if (namesNodes(oracle)) assert.equal(outputs[i]?.grad_fn?.name() ?? null, grad_fn[i], `the grad_fn of output ${i}`);
  });
  checkArguments(oracle, given, before);
  if (!free.derivatives) return;
  checkTangents(oracle, (duals) => outputsOf(struct, spelledCall(oracle, duals)()));
  checkGradients(oracle, given, outputs);
}

/** PyTorch takes a fused kernel for the one, and a composition whose steps are its own affair for the other. */
function namesNodes({ op }: Answer): boolean {
  return op !== "nn.functional.scaled_dot_product_attention" && op !== "nn.functional.rms_norm";
}

function outputsOf(struct: "tensor" | "tuple" | "list", result: unknown): readonly (torch.Tensor | null)[] {
  const isTensor = result instanceof torch.Tensor;
  assert.equal(
    isTensor,
    struct === "tensor",
    struct === "tensor" ? "the result is no tensor" : "the result is one tensor",
  );
  const outputs: readonly unknown[] = isTensor ? [result] : [...(result as Iterable<unknown>)];
  outputs.forEach((output, i) => {
    assert.ok(output === null || output instanceof torch.Tensor, `output ${i} is no tensor`);
  });
  return outputs as readonly (torch.Tensor | null)[];
}

/** Arguments that PyTorch changed have become the same, all others are as they were. */
function checkArguments(oracle: Answer, given: Arguments, before: ReadonlyMap<string, readonly number[]>): void {
  const changed = new Map(oracle.mutated?.map(({ path, value }) => [path, value]));
  for (const [path, tensor] of given.tensors) {
    const expected = changed.get(path);
    if (expected === undefined) assert.deepEqual(numbersOf(tensor), before.get(path), `${path} was changed`);
    else assertClose(tensor, expected, oracle, toleranceOf(oracle, 1), `${path} after the call`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
