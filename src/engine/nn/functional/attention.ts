import { byName } from "../../callByName.js";
import { bool, type DType } from "../../dtype.js";
import * as errors from "../../errors.js";
import { about, calledWith } from "../../failedCall.js";
import { fusedAttention, safeSoftmax } from "../../ops/attention.js";
import { productByNumber } from "../../ops/byNumber.js";
import { cloneInRows } from "../../ops/copies.js";
import { tensorArgument } from "../../ops/operands.js";
import { isExpandableTo, wrapDimension } from "../../shape.js";
import { filledTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { dropout } from "./dropout.js";
import { givenArguments } from "./givenArguments.js";

export interface AttentionOptions {
  /** Where a bool mask is true, or by what a float mask raises the scores, a query attends to a key; [queries, keys]. */
  readonly attn_mask?: Tensor | null;
  /** With which probability an attention becomes 0; 0 unless given. */
  readonly dropout_p?: number;
  /** Whether a query attends to no later key than its own place; false unless given. */
  readonly is_causal?: boolean;
  /** By what the products are multiplied; 1/√d unless given. */
  readonly scale?: number | null;
  /** Whether several heads of the query share one of key and value; false unless given. */
  readonly enable_gqa?: boolean;
}

/**
 * softmax(query·keyᵀ·scale + attn_mask)·value. Shapes: query […, l, d], key […, s, d], value […, s, e]: […, l, e]. A query that
 * may attend to nothing gives zeros. Throws for other shapes and dtypes.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_dot_product_attention.html
 */
export function scaled_dot_product_attention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  attn_mask?: Tensor | null | AttentionOptions,
  dropout_p?: number | AttentionOptions,
  is_causal?: boolean | AttentionOptions,
  options?: AttentionOptions,
): Tensor {
  const named = byName(
    scaled_dot_product_attention,
    "scaled_dot_product_attention(query, key, value, attn_mask, dropout_p, is_causal, *, scale, enable_gqa)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "scaled_dot_product_attention";
  const names = ["attn_mask", "dropout_p", "is_causal", "scale", "enable_gqa"];
  const given = givenArguments(op, names, [attn_mask, dropout_p, is_causal, options]);
  const [q, k] = [tensorArgument(op, "query", query), tensorArgument(op, "key", key)];
  const v = tensorArgument(op, "value", value);
  const mask = given.tensor("attn_mask");
  const attention: Attention = {
    ...{ q, k, v, mask },
    p: given.float("dropout_p", 0),
    causal: given.flag("is_causal", false),
    scale: given.has("scale") ? given.float("scale", 1) : 1 / Math.sqrt(q.shape.at(-1) ?? 1),
    grouped: given.flag("enable_gqa", false),
  };
  return calledWith([q, k, v, mask], () => attended(attention));
}

interface Attention {
  readonly q: Tensor;
  readonly k: Tensor;
  readonly v: Tensor;
  readonly mask: Tensor | null;
  readonly p: number;
  readonly causal: boolean;
  readonly scale: number;
  readonly grouped: boolean;
}

function attended(attention: Attention): Tensor {
  const { q, k, v, mask, causal, scale } = attention;
  check(attention);
  const shape = q.shape.with(-1, v.shape.at(-1)!);
  if (shape.includes(0) || v.size(-2) === 0) {
    // Of nothing comes nothing, but it hangs together in the graph.
    return filledTensor(shape, 0, q.dtype).add(productByNumber(q.sum().add(k.sum()).add(v.sum()), 0));
  }
  const added = mask === null ? null : scoresOf(mask, q.dtype);
  if (isFused(attention)) {
    if (attention.p !== 0) throw errors.fusedDropout();
    if (k.size(-2) !== v.size(-2)) throw about(errors.attentionLengths(k.size(-2), v.size(-2)), k, v);
    const both = causal ? causalMask(q, k, added) : added;
    return fusedAttention(q, k, v, both, scale);
  }
  if (causal && mask !== null) throw about(errors.causalWithMask(), mask);
  return composed(attention, causal ? causalMask(q, k, null) : added);
}

function check({ q, k, v, mask }: Attention): void {
  if (q.dtype !== k.dtype || q.dtype !== v.dtype) {
    throw errors.attentionDtypes(q.dtype.name, k.dtype.name, v.dtype.name);
  }
  if (q.ndim < 2 || k.ndim < 2 || v.ndim < 2) throw errors.attentionRanks(q.ndim, k.ndim, v.ndim);
  if (mask !== null && ![bool.name, "float32", q.dtype.name].includes(mask.dtype.name)) {
    throw about(errors.attentionMask(mask.dtype.name, q.dtype.name), mask);
  }
}

/** Whether PyTorch takes its kernel for the CPU, which is one node. */
function isFused(attention: Attention): boolean {
  const { q, k, v, mask, p, grouped } = attention;
  const tensors = [q, k, v];
  if (p > 0 || !q.dtype.is_floating_point || tensors.some((tensor) => tensor.ndim !== 4)) return false;
  if (tensors.some((tensor) => tensor.size(0) !== q.size(0) || tensor.size(3) !== q.size(3))) return false;
  if (k.size(1) !== v.size(1) || q.size(1) % k.size(1) !== 0 || (q.size(1) !== k.size(1) && !grouped)) return false;
  if (tensors.some((tensor) => tensor.strides[3] !== 1)) return false;
  if (mask === null) return true;
  wrapDimension(-2, mask.ndim);
  const scores = [q.size(0), q.size(1), q.size(2), k.size(2)];
  return !mask.requires_grad && (mask.ndim === 2 || mask.ndim === 4) && isExpandableTo(mask.shape, scores);
}

function composed({ q, k, v, p, scale, grouped }: Attention, mask: Tensor | null): Tensor {
  // Half of the scale goes to either side, so that no product is great.
  const half = Math.sqrt(Math.abs(scale));
  const query = productByNumber(q, scale < 0 ? -half : half);
  const [key, value] = grouped ? [shared(k, q), shared(v, q)] : [k, v];
  const scores = query.matmul(productByNumber(key.transpose(-2, -1), half));
  const masked = mask === null ? scores : scores.add_(mask);
  const probabilities = safeSoftmax(masked);
  if (p > 1) throw errors.attentionDropout(p);
  return (p > 0 ? dropout(probabilities, p) : probabilities).matmul(value);
}

/** Each head of key or value as often as heads of the query share it. */
function shared(x: Tensor, q: Tensor): Tensor {
  const [heads, wanted] = [x.size(-3), q.size(-3)];
  if (wanted % heads !== 0) throw about(errors.attentionHeads(), q, x);
  if (wanted === heads) return x;
  const lead = x.shape.slice(0, -3);
  const inner = x.shape.slice(-2);
  return cloneInRows(x.unsqueeze(-3).expand([...lead, heads, wanted / heads, ...inner])).view([
    ...lead,
    wanted,
    ...inner,
  ]);
}

/** What a mask adds to the scores: a bool one −∞ where nothing may be attended to. */
function scoresOf(mask: Tensor, dtype: DType): Tensor {
  if (mask.dtype !== bool) return mask;
  return filledTensor(mask.shape, 0, dtype).masked_fill(mask.logical_not(), -Infinity);
}

function causalMask(q: Tensor, k: Tensor, mask: Tensor | null): Tensor {
  const causal = scoresOf(filledTensor([q.size(-2), k.size(-2)], 1, bool).tril(), q.dtype);
  return mask === null ? causal : mask.add(causal);
}
