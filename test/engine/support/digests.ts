import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";

/** What PyTorch's answers hold of a tensor: its shape, and its elements summed up with three weightings; null is NaN. */
export interface Digest {
  readonly shape: readonly number[];
  readonly sums: readonly (number | null)[];
}

/** Numbers without a pattern, exact in binary, that are the same here and in PyTorch's answers. */
export function formulaTensor(shape: readonly number[], key: number): torch.Tensor {
  const count = shape.reduce((a, b) => a * b, 1);
  const data = Array.from({ length: count }, (_, i) => (((i * 89 + key * 31 + 7) % 251) - 125) / 64);
  return torch.tensor(data, { dtype: torch.float64 }).reshape(shape);
}

/** Holds a tensor against its digest. */
export function checkDigest(tensor: torch.Tensor, { shape, sums }: Digest, what: string): void {
  assert.deepEqual(tensor.shape, shape, what);
  const numbers = elements(tensor);
  sums.forEach((written, i) => {
    const expected = written ?? NaN;
    const weights = elements(formulaTensor([numbers.length], 200 + i));
    const sum = numbers.reduce((total, number, j) => total + number * weights[j]!, 0);
    const isSame = Object.is(sum, expected) || Math.abs(sum - expected) <= 1e-9 * (1 + Math.abs(expected));
    assert.ok(isSame, `${what}: ${sum} instead of ${expected}`);
  });
}

/** Holds tensors by name against their digests. */
export function checkDigests(
  tensors: readonly (readonly [name: string, tensor: torch.Tensor])[],
  digests: Readonly<Record<string, Digest>>,
): void {
  assert.deepEqual(
    tensors.map(([name]) => name),
    Object.keys(digests),
  );
  for (const [name, tensor] of tensors) checkDigest(tensor, digests[name]!, name);
}
