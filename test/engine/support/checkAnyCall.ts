import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "./captureWarnings.js";
import { slopesOf } from "./slopes.js";
import { observed } from "./observed.js";
import { spelledCall } from "./oracleCall.js";
import type { OracleCase } from "./oracleSchema.js";
import { Arguments, Unsupported } from "./oracleValues.js";

/** What became of a call. */
export interface Fate {
  /** An error that is clear, an answer, or one whose gradients are the differences' too. */
  readonly kind: "refused" | "answered" | "compared";
  /** The ops that ran, by their names in the table. */
  readonly ops: readonly string[];
}

/** Makes a call of which it is not known whether it can be made, with an observer and without. */
export function checkAnyCall(oracle: OracleCase, hasSlope: boolean): Fate {
  return captureWarnings((): Fate => {
    const call = (): string => {
      torch.manual_seed(1);
      return textOf(spelledCall(oracle, new Arguments(oracle.dtype))());
    };
    const plain = attempt(call);
    const watched: Attempt<string>[] = [];
    const calls = observed(() => watched.push(attempt(call)));
    assert.deepEqual(watched, [plain], "an observer changes the answer");
    if ("refusal" in plain) return { kind: "refused", ops: [] };
    const slopes: Attempt<ReturnType<typeof slopesOf>>[] = [];
    const behind = observed(() => slopes.push(attempt(() => slopesOf(oracle))));
    const ops = [...calls, ...behind].map(({ op }) => op);
    const [found] = slopes;
    if (!hasSlope || found === undefined || "refusal" in found || found.value === null)
      return { kind: "answered", ops };
    const { slope, quotient, agree } = found.value;
    assert.ok(agree, `the gradients give ${slope} along a direction, differences ${quotient}`);
    return { kind: "compared", ops };
  }).result;
}

type Attempt<Value> = { readonly value: Value } | { readonly refusal: string };

/** What a call gives, or the clear error that it throws. */
function attempt<Value>(call: () => Value): Attempt<Value> {
  try {
    return { value: call() };
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    if (!(error instanceof Unsupported)) assertClear(error as Error);
    return { refusal: String(error) };
  }
}

function textOf(value: unknown): string {
  if (value instanceof torch.Tensor) {
    const numbers = value.numel() > 10_000 ? [] : value.detach().flatten().tolist();
    return `${value.dtype} ${value.shape} ${value.grad_fn?.name()} ${numbers}`;
  }
  const isMany = typeof value === "object" && value !== null && Symbol.iterator in value;
  return isMany ? Array.from(value as Iterable<unknown>, textOf).join("; ") : String(value);
}

/** One of Python's errors, worded by the engine. */
export function assertClear({ name, message, stack }: Error): void {
  assert.match(
    name,
    /^(RuntimeError|NotImplementedError|ValueError|TypeError|IndexError|_LinAlgError|AssertionError|KeyError|AttributeError|ZeroDivisionError)$/,
    stack,
  );
  assert.doesNotMatch(message, byAccident, stack);
}

/** What JavaScript says when the engine runs into something that it did not expect. */
const byAccident =
  /is not (a function|iterable|a constructor|a symbol|callable|defined)|^Cannot (access|assign|convert|create|delete|destructure|mix|read|set)|^Class constructor|^Invalid (array|typed array|count|time) |^Maximum call stack|^Reduce of empty|^Right-hand side|cannot be converted to a BigInt|called on (null|incompatible|non-object)|entry object|\[object/;
