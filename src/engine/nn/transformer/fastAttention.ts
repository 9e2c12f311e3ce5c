import { isRecording } from "../../autograd/gradMode.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { headAttention, type Attended, type HeadAttention } from "./headAttention.js";

/** Whether no gradient is wanted of a computation, as PyTorch's kernels for inference presuppose. */
export function isForInference(tensors: readonly (Tensor | null | undefined)[]): boolean {
  return !isRecording() || !tensors.some((tensor) => tensor?.requires_grad === true);
}

/**
 * What PyTorch's kernel for inference gives for attention of a batch [batch, length, features] to itself. It differs: what a
 * mask adds counts only as 0 or not, is_causal is not read, and a query that may attend to nothing gives NaN.
 */
export function fastAttention(input: Tensor, attention: Omit<HeadAttention, "inputs" | "is_causal">): Attended {
  const { embed_dim, num_heads, key_padding_mask, attn_mask, need_weights } = attention;
  const [batch, length, features] = input.shape as readonly [number, number, number];
  if (features !== embed_dim) throw about(errors.fastEmbeddingSize(embed_dim, features), input);
  const shape = [batch, num_heads, length, length];
  const mask = mergedMask(key_padding_mask, attn_mask, shape);
  const sequences = input.transpose(1, 0);
  const [output, weights] = headAttention({
    ...attention,
    inputs: [sequences, sequences, sequences],
    is_causal: false,
    key_padding_mask: null,
    attn_mask:
      mask === null
        ? null
        : mask
            .ne(0)
            .expand(shape)
            .reshape(batch * num_heads, length, length),
    // Only this way is nothing told from zeros.
    need_weights: true,
  });
  return [output.transpose(1, 0).contiguous(), need_weights ? weights : null];
}

/** What both masks add, broadcastable to the scores [batch, heads, length, length]. */
function mergedMask(padding: Tensor | null, mask: Tensor | null, scores: readonly number[]): Tensor | null {
  const [batch, heads, length] = scores as readonly [number, number, number, number];
  if (mask === null) return padding === null ? null : checkedPadding(padding, scores);
  const each =
    mask.ndim === 3
      ? mask.view(batch, -1, length, length)
      : mask.view(1, 1, length, length).expand(batch, heads, -1, -1);
  const merged = padding === null ? each : each.add(padding.view(batch, 1, 1, length).expand(-1, heads, -1, -1));
  if (!sameShape(merged.shape, scores)) throw about(errors.fastMask(), mask);
  return merged;
}

function checkedPadding(padding: Tensor, [batch, , length]: readonly number[]): Tensor {
  if (padding.ndim !== 2) throw about(errors.fastMask(), padding);
  if (!sameShape(padding.shape, [batch!, length!])) throw about(errors.fastPaddingMask(), padding);
  return padding.view(batch!, 1, 1, length!);
}
