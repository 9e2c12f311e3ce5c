import { broadcastStrides } from "../shape.js";
import { denseDoubles, writeNumbers } from "./dense.js";
import type { View } from "./kernels.js";

/** Four dimensions each: batch, heads, sequence, features. */
export interface Attention {
  readonly query: View;
  readonly key: View;
  readonly value: View;
  /** Is added to the scores, broadcast to [batch, heads, queries, keys]; −∞ is not attended to. */
  readonly mask: View | null;
}

/**
 * out = softmax(query·keyᵀ·scale + mask)·value, one query after the other, in double; several heads of the query share one
 * of key and value. A query that may attend to nothing gives zeros.
 */
export function attention({ query, key, value, mask }: Attention, scale: number, out: View): void {
  const [batches, heads, queries, width] = query.shape as Sizes;
  const [, shared, keys] = key.shape as Sizes;
  const features = value.shape[3]!;
  const [q, k, v] = [denseDoubles(query), denseDoubles(key), denseDoubles(value)];
  const added = mask === null ? null : denseDoubles(repeated(mask, [batches, heads, queries, keys]));
  const results = new Float64Array(batches * heads * queries * features);
  const scores = new Float64Array(keys);
  for (let row = 0; row < batches * heads * queries; row++) {
    const head = Math.floor(row / queries);
    const source = Math.floor(head / heads) * shared + Math.floor((head % heads) / (heads / shared));
    for (let j = 0; j < keys; j++) {
      let total = 0;
      const at = (source * keys + j) * width;
      for (let d = 0; d < width; d++) total += q[row * width + d]! * k[at + d]!;
      scores[j] = total * scale + (added === null ? 0 : added[row * keys + j]!);
    }
    toProbabilities(scores, mask === null ? (a, b) => (b > a ? b : a) : Math.max);
    for (let j = 0; j < keys; j++) {
      const at = (source * keys + j) * features;
      for (let d = 0; d < features; d++) results[row * features + d]! += scores[j]! * v[at + d]!;
    }
  }
  writeNumbers(out, results);
}

type Sizes = readonly [number, number, number, number];

function repeated(mask: View, shape: Sizes): View {
  return { storage: mask.storage, offset: mask.offset, shape, strides: broadcastStrides(mask, shape) };
}

/**
 * The softmax over all, written in place; zeros if nothing may be attended to. Without a mask PyTorch passes by NaN where it looks
 * for the greatest, so that of nothing but NaN there is none.
 */
function toProbabilities(scores: Float64Array, greater: (a: number, b: number) => number): void {
  let greatest = -Infinity;
  for (const score of scores) greatest = greater(greatest, score);
  if (greatest === -Infinity) {
    scores.fill(0);
    return;
  }
  let total = 0;
  for (let j = 0; j < scores.length; j++) total += scores[j] = Math.exp(scores[j]! - greatest);
  for (let j = 0; j < scores.length; j++) scores[j]! /= total;
}
