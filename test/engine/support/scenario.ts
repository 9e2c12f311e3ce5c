import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "./captureWarnings.js";
import { readOracle } from "./oracle.js";

interface Recorded {
  readonly name: string;
  readonly observed: Readonly<Record<string, unknown>>;
}

export const scenarios = readOracle<{ readonly scenarios: readonly Recorded[] }>("semantics/semantics.json").scenarios;

interface Freedoms {
  /** Facts that have no counterpart here or another one, each with the reason. */
  readonly apart?: Readonly<Record<string, string>>;
  /** How far numbers may be apart, relative to 1 + |x|. */
  readonly tolerance?: number;
}

/** A test that a ported scenario observes what PyTorch did. */
export function scenario(name: string, body: () => Readonly<Record<string, unknown>>, freedoms: Freedoms = {}): void {
  it(name, () => {
    const recorded = scenarios.find((each) => each.name === name);
    assert.ok(recorded, "no such scenario");
    const { apart = {}, tolerance = 1e-6 } = freedoms;
    const observed = captureWarnings(body).result;
    const expected = Object.entries(recorded.observed).filter(([fact]) => !(fact in apart));
    assert.deepEqual(Object.keys(observed).sort(), expected.map(([fact]) => fact).sort());
    for (const [fact, value] of expected) same(plain(observed[fact]), value, fact, tolerance);
  });
}

/** The value of a call, or the error that it threw, as the scenarios write it down. */
export function err(body: () => unknown): unknown {
  try {
    return { ok: plain(body()) };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: { type: name, message } };
  }
}

/** The call's value and the warnings that it printed. */
export function warns<Result>(body: () => Result): readonly [Result, readonly string[]] {
  const { result, warnings } = captureWarnings(body);
  return [result, warnings];
}

export interface Flags {
  readonly requires_grad: boolean;
  readonly is_leaf: boolean;
  readonly grad_fn: string | null;
}

export function flags(tensor: torch.Tensor): Flags {
  return { requires_grad: tensor.requires_grad, is_leaf: tensor.is_leaf, grad_fn: gradFnName(tensor) };
}

export function gradFnName(tensor: torch.Tensor): string | null {
  return tensor.grad_fn?.name() ?? null;
}

/** Numbers, as the scenarios write tensors down: of all that holds tensors. */
export function plain(value: unknown): unknown {
  if (value instanceof torch.Tensor) return plain(value.detach().tolist());
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function same(actual: unknown, expected: unknown, where: string, tolerance: number): void {
  if (typeof expected === "number" && typeof actual === "number") {
    const error = Math.abs(actual - expected) / (1 + Math.abs(expected));
    assert.ok(error <= tolerance, `${where}: ${actual}, but PyTorch has ${expected}`);
  } else if (isTree(expected) && isTree(actual)) {
    // Some errors say more than PyTorch's, behind its words.
    if (saysMore(actual, expected)) return;
    assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort(), where);
    for (const [key, item] of Object.entries(expected)) same(actual[key], item, `${where} › ${key}`, tolerance);
  } else {
    assert.deepEqual(actual, expected, where);
  }
}

function saysMore(actual: Tree, expected: Tree): boolean {
  const [more, less] = [actual["message"], expected["message"]];
  return typeof more === "string" && typeof less === "string" && more.startsWith(`${less} (`);
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}
