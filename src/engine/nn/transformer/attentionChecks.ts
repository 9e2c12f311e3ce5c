import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { HeadAttention } from "./headAttention.js";

export function checkQuery(query: Tensor): void {
  if (query.ndim !== 2 && query.ndim !== 3) throw about(errors.queryRank(query.ndim), query);
}

/** Whether the inputs are batches. Throws for ranks that do not go together. */
export function checkSequences({ inputs, key_padding_mask, attn_mask, num_heads }: HeadAttention): boolean {
  const [query, key, value] = inputs;
  checkQuery(query);
  const isBatched = query.ndim === 3;
  if (key.ndim !== query.ndim || value.ndim !== query.ndim)
    throw about(errors.keyRanks(isBatched, key.ndim, value.ndim), query, key, value);
  if (key_padding_mask !== null && key_padding_mask.ndim !== query.ndim - 1)
    throw about(errors.paddingMaskRank(isBatched, key_padding_mask.ndim), key_padding_mask);
  if (attn_mask === null) return isBatched;
  if (attn_mask.ndim !== 2 && attn_mask.ndim !== 3)
    throw about(errors.attentionMaskRank(isBatched, attn_mask.ndim), attn_mask);
  const unbatched = [num_heads, query.size(0), key.size(0)];
  if (!isBatched && attn_mask.ndim === 3 && !sameShape(attn_mask.shape, unbatched))
    throw about(errors.unbatchedMask(unbatched, attn_mask.shape), attn_mask);
  return isBatched;
}

/** Throws where the features do not fit the heads, or keys and values do not belong together. */
export function checkEmbedding({ inputs, embed_dim, num_heads, isSeparate }: HeadAttention): void {
  const [query, key, value] = inputs;
  const size = query.size(-1);
  if (size !== embed_dim) throw about(errors.embeddingSize(embed_dim, size), query);
  if (num_heads === 0) throw errors.noGroups();
  if (size % num_heads !== 0) throw errors.dividedEmbedding(size, num_heads);
  const [keys, values] = [key.shape.slice(0, 2), value.shape.slice(0, 2)];
  if (isSeparate && !sameShape(keys, values)) throw about(errors.keyAndValueLengths(keys, values), key, value);
  if (!isSeparate && !sameShape(key.shape, value.shape))
    throw about(errors.keyAndValueShapes(key.shape, value.shape), key, value);
}

/** A mask for each head, or one for all. Throws for other shapes. */
export function checkedScoresMask(mask: Tensor, heads: number, length: number, keys: number): Tensor {
  const expected = mask.ndim === 2 ? [length, keys] : [heads, length, keys];
  if (!sameShape(mask.shape, expected)) throw about(errors.attentionMaskShape(mask.shape, expected), mask);
  return mask.ndim === 2 ? mask.unsqueeze(0) : mask;
}

export function checkPaddingMask(mask: Tensor, batch: number, keys: number): void {
  if (mask.size(0) !== batch) throw about(errors.paddingMaskSize(0, batch, mask.size(0)), mask);
  if (mask.size(1) !== keys) throw about(errors.paddingMaskSize(1, keys, mask.size(1)), mask);
}

/** Throws unless a key or value that was given has the shape of a projected one. */
export function checkStatic(name: "static_k" | "static_v", x: Tensor, heads: number, features: number): void {
  if (x.size(0) !== heads) throw about(errors.staticSize(name, 0, heads, x.size(0)), x);
  if (x.size(2) !== features) throw about(errors.staticSize(name, 2, features, x.size(2)), x);
}
