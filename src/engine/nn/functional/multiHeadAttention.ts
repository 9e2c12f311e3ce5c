import { booleanArgument, integerArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { calledWith } from "../../failedCall.js";
import { numberArgument, tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { checkQuery } from "../transformer/attentionChecks.js";
import { headAttention } from "../transformer/headAttention.js";
import { inProjected, separatelyProjected, type Triple } from "../transformer/inProjections.js";
import { optionalTensor } from "./optionalTensor.js";

export interface MultiHeadAttentionOptions {
  /** Whether dropout_p counts; true unless given. */
  readonly training?: boolean;
  /** [n, s], or [s] of a single sequence: true, or −∞, at keys that nobody attends to. A float mask is added. */
  readonly key_padding_mask?: Tensor | null;
  /** Whether the attention is given too; true unless given. */
  readonly need_weights?: boolean;
  /** [l, s] or [n · heads, l, s]: true, or −∞, where nothing is attended to. A float mask is added. */
  readonly attn_mask?: Tensor | null;
  /** Whether query, key and value have weights of their own instead of in_proj_weight; false unless given. */
  readonly use_separate_proj_weight?: boolean;
  /** The weight of the queries' projection, where the three are apart. */
  readonly q_proj_weight?: Tensor | null;
  /** The weight of the keys' projection, where the three are apart. */
  readonly k_proj_weight?: Tensor | null;
  /** The weight of the values' projection, where the three are apart. */
  readonly v_proj_weight?: Tensor | null;
  /** Keys [n · heads, s, embed_dim / heads] in the place of the projected ones. */
  readonly static_k?: Tensor | null;
  /** Values [n · heads, s, embed_dim / heads] in the place of the projected ones. */
  readonly static_v?: Tensor | null;
  /** Whether the attention that is given is the mean over the heads; true unless given. */
  readonly average_attn_weights?: boolean;
  /** Says that attn_mask is the causal one, so that it need not be read; false unless given. */
  readonly is_causal?: boolean;
}

const names = [
  ...["query", "key", "value", "embed_dim_to_check", "num_heads", "in_proj_weight", "in_proj_bias"],
  ...["bias_k", "bias_v", "add_zero_attn", "dropout_p", "out_proj_weight", "out_proj_bias"],
  ...["training", "key_padding_mask", "need_weights", "attn_mask", "use_separate_proj_weight"],
  ...["q_proj_weight", "k_proj_weight", "v_proj_weight", "static_k", "static_v"],
  ...["average_attn_weights", "is_causal"],
] as const;

type Given = Partial<Readonly<Record<string, unknown>>>;

/**
 * What `nn.MultiheadAttention` computes, of weights that are given. Shapes: query [l, n, embed_dim], key and value [s, n, …],
 * without n for a single sequence; the output is [l, n, embed_dim], the attention [n, l, s], or [n, heads, l, s] where it is not
 * averaged. Throws for other shapes, and for masks that are neither bool nor float.
 * https://docs.pytorch.org/docs/stable/nn.functional.html#torch.nn.functional.multi_head_attention_forward
 */
export function multi_head_attention_forward(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  embed_dim_to_check: number,
  num_heads: number,
  in_proj_weight: Tensor | null,
  in_proj_bias: Tensor | null,
  bias_k: Tensor | null,
  bias_v: Tensor | null,
  add_zero_attn: boolean,
  dropout_p: number,
  out_proj_weight: Tensor,
  out_proj_bias: Tensor | null,
  training?: boolean | MultiHeadAttentionOptions,
  key_padding_mask?: Tensor | null | MultiHeadAttentionOptions,
  need_weights?: boolean | MultiHeadAttentionOptions,
  attn_mask?: Tensor | null | MultiHeadAttentionOptions,
  use_separate_proj_weight?: boolean | MultiHeadAttentionOptions,
  q_proj_weight?: Tensor | null | MultiHeadAttentionOptions,
  k_proj_weight?: Tensor | null | MultiHeadAttentionOptions,
  v_proj_weight?: Tensor | null | MultiHeadAttentionOptions,
  static_k?: Tensor | null | MultiHeadAttentionOptions,
  static_v?: Tensor | null | MultiHeadAttentionOptions,
  average_attn_weights?: boolean | MultiHeadAttentionOptions,
  is_causal?: boolean | MultiHeadAttentionOptions,
): [output: Tensor, weights: Tensor | null];
export function multi_head_attention_forward(...args: unknown[]): [output: Tensor, weights: Tensor | null] {
  const op = "multi_head_attention_forward";
  const given: Given = readArguments<Record<string, unknown>>(op, names, args);
  const tensor = (name: string): Tensor => tensorArgument(op, name, given[name]);
  const optional = (name: string): Tensor | null => optionalTensor(op, name, given[name]);
  const flag = (name: string, otherwise: boolean): boolean => booleanArgument(op, name, given[name], otherwise);
  checkQuery(tensor("query"));
  const inputs = [tensor("query"), tensor("key"), tensor("value")] as const;
  const isSeparate = flag("use_separate_proj_weight", false);
  const p = numberArgument(op, "dropout_p", given["dropout_p"]);
  const [key_padding_mask, attn_mask] = [optional("key_padding_mask"), optional("attn_mask")];
  const attention = {
    ...{ inputs, isSeparate, key_padding_mask, attn_mask },
    embed_dim: integerArgument(op, "embed_dim_to_check", given["embed_dim_to_check"]),
    num_heads: integerArgument(op, "num_heads", given["num_heads"]),
    project: projection(isSeparate, optional),
    out_proj: { weight: tensor("out_proj_weight"), bias: optional("out_proj_bias") },
    bias_k: optional("bias_k"),
    bias_v: optional("bias_v"),
    static_k: optional("static_k"),
    static_v: optional("static_v"),
    add_zero_attn: flag("add_zero_attn", false),
    dropout_p: flag("training", true) ? p : 0,
    need_weights: flag("need_weights", true),
    average_attn_weights: flag("average_attn_weights", true),
    is_causal: flag("is_causal", false),
  };
  return calledWith([...inputs, key_padding_mask, attn_mask], () => headAttention(attention));
}

/** How query, key and value are projected. The weights are looked for only then, as in PyTorch. */
function projection(
  isSeparate: boolean,
  optional: (name: string) => Tensor | null,
): (inputs: Triple<Tensor>) => Triple<Tensor> {
  const bias = optional("in_proj_bias");
  const weights = (isSeparate ? ["q_proj_weight", "k_proj_weight", "v_proj_weight"] : ["in_proj_weight"]).map(
    (name) => [name, optional(name)] as const,
  );
  return (inputs) => {
    const found = weights.map(([name, weight]) => {
      if (weight === null) throw errors.projectionMissing(isSeparate, name);
      return weight;
    });
    const [q, k, v] = found as [Tensor, Tensor, Tensor];
    return isSeparate ? separatelyProjected(inputs, [q, k, v], bias) : inProjected(inputs, q, bias);
  };
}
