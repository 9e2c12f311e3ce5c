import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { linear } from "../../ops/affine.js";
import { sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";

/** Query, key and value, or what belongs to them. */
export type Triple<T> = readonly [query: T, key: T, value: T];

/**
 * Projects by weights that stand one below the other in one tensor. Inputs that are one tensor are multiplied once, as
 * PyTorch does it: the graph is another than that of three products.
 */
export function inProjected([q, k, v]: Triple<Tensor>, weight: Tensor, bias: Tensor | null): Triple<Tensor> {
  const size = q.size(-1);
  if (k !== v) return products([q, k, v], weight.chunk(3), bias === null ? null : bias.chunk(3));
  if (q === k) {
    const all = unpacked(linear(q, weight, bias), 3, size);
    return [all.select(0, 0), all.select(0, 1), all.select(0, 2)];
  }
  const sizes = [size, 2 * size];
  const [toQuery, toOthers] = weight.split(sizes) as [Tensor, Tensor];
  const [ofQuery, ofOthers] = bias === null ? [null, null] : (bias.split(sizes) as [Tensor, Tensor]);
  const query = linear(q, toQuery, ofQuery);
  const others = unpacked(linear(k, toOthers, ofOthers), 2, size);
  return [query, others.select(0, 0), others.select(0, 1)];
}

/** [*, count · size] as [count, *, size]. */
function unpacked(x: Tensor, count: number, size: number): Tensor {
  return x.unflatten(-1, [count, size]).unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous();
}

/** Projects each by weights of its own, to the number of features that the query has. */
export function separatelyProjected(
  inputs: Triple<Tensor>,
  weights: Triple<Tensor>,
  bias: Tensor | null,
): Triple<Tensor> {
  const names = ["query", "key", "value"] as const;
  const size = inputs[0].size(-1);
  const biases = bias === null ? null : bias.chunk(3);
  weights.forEach((weight, i) => {
    const expected = [size, inputs[i]!.size(-1)];
    if (!sameShape(weight.shape, expected))
      throw about(errors.projectionShape(`${names[i]!} weights`, expected, weight.shape), inputs[i]!, weight);
  });
  biases?.forEach((part, i) => {
    if (!sameShape(part.shape, [size])) throw errors.projectionShape(`${names[i]!} bias`, [size], part.shape);
  });
  return products(inputs, weights, biases);
}

function products(
  inputs: Triple<Tensor>,
  weights: readonly Tensor[],
  biases: readonly Tensor[] | null,
): Triple<Tensor> {
  const product = (i: 0 | 1 | 2): Tensor => linear(inputs[i], weights[i]!, biases === null ? null : biases[i]!);
  return [product(0), product(1), product(2)];
}
