import * as errors from "../../errors.js";
import { linear } from "../../ops/affine.js";
import { baddbmm } from "../../ops/addedProducts.js";
import { cat } from "../../ops/join.js";
import { softmax } from "../../ops/softmax.js";
import { filledTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { scaled_dot_product_attention } from "../functional/attention.js";
import { dropout } from "../functional/dropout.js";
import { pad } from "../functional/padding.js";
import { checkEmbedding, checkPaddingMask, checkSequences, checkStatic, checkedScoresMask } from "./attentionChecks.js";
import { canonicalMask } from "./canonicalMask.js";
import type { Triple } from "./inProjections.js";

/** Attention with several heads: all that PyTorch's function takes. */
export interface HeadAttention {
  readonly inputs: Triple<Tensor>;
  readonly embed_dim: number;
  readonly num_heads: number;
  /** Whether keys and values may have features of their own number. */
  readonly isSeparate: boolean;
  readonly project: (inputs: Triple<Tensor>) => Triple<Tensor>;
  readonly out_proj: { readonly weight: Tensor; readonly bias: Tensor | null };
  /** A further key and value that are learned. */
  readonly bias_k: Tensor | null;
  readonly bias_v: Tensor | null;
  /** Keys and values [batch · heads, length, features] in the place of the projected ones. */
  readonly static_k: Tensor | null;
  readonly static_v: Tensor | null;
  /** Whether there is a further key and value of zeros. */
  readonly add_zero_attn: boolean;
  readonly dropout_p: number;
  readonly key_padding_mask: Tensor | null;
  readonly attn_mask: Tensor | null;
  readonly need_weights: boolean;
  readonly average_attn_weights: boolean;
  readonly is_causal: boolean;
}

/** The attended values, and the attention if it was wanted. */
export type Attended = [output: Tensor, weights: Tensor | null];

/** Keys, values and masks, which grow together. */
interface Attending {
  readonly k: Tensor;
  readonly v: Tensor;
  readonly mask: Tensor | null;
  readonly padding: Tensor | null;
}

/** Inputs are [length, batch, features] or, of one sequence alone, [length, features]. */
export function headAttention(attention: HeadAttention): Attended {
  if (checkSequences(attention)) return attendBatch(attention);
  const [query, key, value] = attention.inputs;
  const inputs = [query.unsqueeze(1), key.unsqueeze(1), value.unsqueeze(1)] as const;
  const key_padding_mask = attention.key_padding_mask?.unsqueeze(0) ?? null;
  const [output, weights] = attendBatch({ ...attention, inputs, key_padding_mask });
  return [output.squeeze(1), weights === null ? null : weights.squeeze(0)];
}

function attendBatch(attention: HeadAttention): Attended {
  const { inputs, num_heads } = attention;
  const [length, batch, features] = inputs[0].shape as readonly [number, number, number];
  const masks = masksOf(attention);
  checkEmbedding(attention);
  const [query, k, v] = attention.project(inputs);
  const heads = batch * num_heads;
  const mask = masks.mask === null ? null : checkedScoresMask(masks.mask, heads, length, inputs[1].size(0));
  const biased = withBias(attention, { k, v, mask, padding: masks.padding }, batch);
  const width = features / num_heads;
  const q = query.view(length, heads, width).transpose(0, 1);
  const grown = withZero(attention, inHeads(attention, biased, heads, width));
  const merged = mergedMask(grown, batch, num_heads);
  const parts: Parts = { ...grown, q, mask: merged, batch, is_causal: masks.is_causal };
  return attention.need_weights ? attendWithWeights(attention, parts) : attendAlone(attention, parts);
}

interface Parts extends Omit<Attending, "padding"> {
  /** All three are [batch · heads, length, features of a head]. */
  readonly q: Tensor;
  readonly batch: number;
  readonly is_causal: boolean;
}

interface Masks extends Pick<Attending, "mask" | "padding"> {
  readonly is_causal: boolean;
}

/** What the masks add. A causal mask is taken at its word where nothing else is masked: then it is not read. */
function masksOf({ inputs, key_padding_mask, attn_mask, is_causal, need_weights }: HeadAttention): Masks {
  const { dtype } = inputs[0];
  const beside = ["attn_mask", attn_mask] as const;
  const padding = canonicalMask(key_padding_mask, { name: "key_padding_mask", beside }, dtype);
  if (is_causal && attn_mask === null) throw errors.causalWithoutMask();
  if (is_causal && padding === null && !need_weights) return { mask: null, padding, is_causal };
  const mask = canonicalMask(attn_mask, { name: "attn_mask" }, dtype);
  return { mask, padding, is_causal: is_causal && padding === null };
}

function withBias(attention: HeadAttention, attending: Attending, batch: number): Attending {
  const { bias_k, bias_v, static_k, static_v } = attention;
  if (bias_k === null && bias_v === null) return attending;
  if (bias_v === null) throw errors.lonelyBias("bias_k");
  if (bias_k === null) throw errors.lonelyBias("bias_v");
  if (static_k !== null) throw errors.biasOfStatic("key");
  if (static_v !== null) throw errors.biasOfStatic("value");
  const k = cat([attending.k, bias_k.repeat(1, batch, 1)]);
  const v = cat([attending.v, bias_v.repeat(1, batch, 1)]);
  return { k, v, ...widened(attending) };
}

/** A further key is masked for nobody. */
function widened({ mask, padding }: Attending): Pick<Attending, "mask" | "padding"> {
  const wider = (x: Tensor | null): Tensor | null => (x === null ? null : pad(x, [0, 1]));
  return { mask: wider(mask), padding: wider(padding) };
}

function inHeads(attention: HeadAttention, attending: Attending, heads: number, width: number): Attending {
  const { static_k, static_v } = attention;
  const ofHeads = (name: "static_k" | "static_v", x: Tensor, given: Tensor | null): Tensor => {
    if (given === null) return x.view(x.size(0), heads, width).transpose(0, 1);
    checkStatic(name, given, heads, width);
    return given;
  };
  const k = ofHeads("static_k", attending.k, static_k);
  return { ...attending, k, v: ofHeads("static_v", attending.v, static_v) };
}

function withZero({ add_zero_attn }: HeadAttention, attending: Attending): Attending {
  if (!add_zero_attn) return attending;
  const longer = (x: Tensor): Tensor => cat([x, filledTensor([x.size(0), 1, x.size(2)], 0, x.dtype)], 1);
  return { k: longer(attending.k), v: longer(attending.v), ...widened(attending) };
}

function mergedMask({ k, mask, padding }: Attending, batch: number, num_heads: number): Tensor | null {
  if (padding === null) return mask;
  const keys = k.size(1);
  checkPaddingMask(padding, batch, keys);
  const each = padding
    .view(batch, 1, 1, keys)
    .expand(-1, num_heads, -1, -1)
    .reshape(batch * num_heads, 1, keys);
  return mask === null ? each : mask.add(each);
}

function attendWithWeights(attention: HeadAttention, { q, k, v, mask, batch }: Parts): Attended {
  const { num_heads, dropout_p, average_attn_weights } = attention;
  const scaled = q.mul(Math.sqrt(1 / q.size(2)));
  const keys = k.transpose(-2, -1);
  const attended = softmax(mask === null ? scaled.bmm(keys) : baddbmm(mask, scaled, keys), -1);
  const weights = dropout_p > 0 ? dropout(attended, dropout_p) : attended;
  const output = outProjected(attention, weights.bmm(v).transpose(0, 1), batch);
  const ofHeads = weights.view(batch, num_heads, q.size(1), k.size(1));
  return [output, average_attn_weights ? ofHeads.mean(1) : ofHeads];
}

function attendAlone(attention: HeadAttention, { q, k, v, mask, batch, is_causal }: Parts): Attended {
  const { num_heads, dropout_p } = attention;
  const ofHeads = (x: Tensor): Tensor => x.view(batch, num_heads, x.size(1), x.size(2));
  const isShared = mask !== null && mask.size(0) === 1;
  const attn_mask = isShared ? mask.unsqueeze(0) : (mask?.view(batch, num_heads, -1, k.size(1)) ?? null);
  const output = scaled_dot_product_attention(ofHeads(q), ofHeads(k), ofHeads(v), { attn_mask, dropout_p, is_causal });
  return [outProjected(attention, output.permute(2, 0, 1, 3), batch), null];
}

/** The heads, side by side again, through the last layer: [length, batch, features]. */
function outProjected({ embed_dim, out_proj }: HeadAttention, x: Tensor, batch: number): Tensor {
  const length = x.size(0);
  const flat = linear(x.reshape(length * batch, embed_dim), out_proj.weight, out_proj.bias);
  return flat.view(length, batch, flat.size(1));
}
