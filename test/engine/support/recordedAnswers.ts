import assert from "node:assert/strict";
import type * as engine from "../../../src/engine/index.js";
import * as torch from "../../../src/engine/index.js";
import { readOracle } from "./oracle.js";
import { plain } from "./scenario.js";

export type Torch = typeof engine;
type Tensor = engine.Tensor;

/** Calls by name, made with an engine that is given: they were put to PyTorch as well, which `answers/<file>.json` keeps. */
export type Calls = (torch: Torch) => Readonly<Record<string, () => unknown>>;

/** What a call gives, as it is kept: numbers in lists, or the words of the error. */
export function answerOf(call: () => unknown): unknown {
  try {
    return { value: plain(call()) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** A test for each of the calls that it gives what PyTorch gave. */
export function answersAsPyTorch(file: string, calls: Calls): void {
  const recorded = readOracle<Readonly<Record<string, unknown>>>(`answers/${file}.json`);
  const own = calls(torch);
  it("were all put to PyTorch", () => {
    assert.deepEqual(Object.keys(own).sort(), Object.keys(recorded).sort());
  });
  for (const [name, call] of Object.entries(own)) {
    it(name, () => {
      same(answerOf(call), recorded[name], name);
    });
  }
}

function same(actual: unknown, expected: unknown, where: string): void {
  if (typeof expected === "number" && typeof actual === "number") {
    const error = Math.abs(actual - expected) / (1 + Math.abs(expected));
    assert.ok(error <= 1e-9, `${where}: ${actual}, but PyTorch has ${expected}`);
  } else if (typeof expected === "string" && typeof actual === "string") {
    // Some errors say more than PyTorch's, behind its words.
    assert.ok(actual === expected || actual.startsWith(`${expected} (`), `${where}: ${actual}\nPyTorch: ${expected}`);
  } else if (isTree(actual) && isTree(expected)) {
    assert.deepEqual(Object.keys(actual), Object.keys(expected), where);
    for (const [key, item] of Object.entries(expected)) same(actual[key], item, `${where} › ${key}`);
  } else {
    assert.equal(actual, expected, where);
  }
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}

/** A function of one tensor. */
export type Unary = (t: Tensor) => Tensor;
