import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import type { OracleTensor } from "./rngCases.js";

/** What comes of it, or the error that is thrown. */
export function answered(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    const { name, message } = error as Error;
    return { error: name, message };
  }
}

/** Compares with an answer of PyTorch: tensors by shape, dtype and numbers, all else as it is. */
export function same(actual: unknown, expected: unknown, where: string, dtype: "float32" | "float64"): void {
  if (actual instanceof torch.Tensor) {
    const { shape, dtype: name, data } = expected as OracleTensor;
    assert.deepEqual([actual.shape, actual.dtype.name], [shape, name], where);
    elements(actual).forEach((number, i) => {
      const wanted = Number(data[i]);
      if (Object.is(Number(number), wanted)) return;
      const error = Math.abs(Number(number) - wanted) / (1 + Math.abs(wanted));
      assert.ok(error <= (dtype === "float32" ? 5e-6 : 1e-12), `${where}[${i}]: ${number}, but PyTorch has ${wanted}`);
    });
  } else if (typeof expected === "object" && expected !== null && !Array.isArray(expected)) {
    assert.deepEqual(Object.keys(actual as object), Object.keys(expected), where);
    for (const [key, item] of Object.entries(expected))
      same((actual as Readonly<Record<string, unknown>>)[key], item, `${where} › ${key}`, dtype);
  } else if (Array.isArray(expected)) assert.deepEqual([...(actual as readonly unknown[])], expected, where);
  else assert.equal(actual, expected, where);
}
