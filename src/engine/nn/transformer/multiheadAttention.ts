import { booleanArgument, integerArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { numberArgument, tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { optionalTensor } from "../functional/optionalTensor.js";
import { constant_, xavier_normal_, xavier_uniform_ } from "../init.js";
import { Module } from "../module.js";
import { countArgument, emptyParameter, factoryNames, parameterDtype, type FactoryOptions } from "../module/factory.js";
import type { Parameter } from "../parameter.js";
import { canonicalMask } from "./canonicalMask.js";
import { fastAttention, isForInference } from "./fastAttention.js";
import { headAttention, type HeadAttention } from "./headAttention.js";
import { inProjected, separatelyProjected, type Triple } from "./inProjections.js";
import { NonDynamicallyQuantizableLinear } from "./nonDynamicallyQuantizableLinear.js";

export interface MultiheadAttentionOptions extends FactoryOptions {
  /** With which probability an attention becomes 0 in training; 0 unless given. */
  readonly dropout?: number;
  /** Whether the projections have biases; true unless given. */
  readonly bias?: boolean;
  /** Adds a key and a value that are learned; false unless given. */
  readonly add_bias_kv?: boolean;
  /** Adds a key and a value of zeros; false unless given. */
  readonly add_zero_attn?: boolean;
  /** How many features a key has; embed_dim unless given. */
  readonly kdim?: number | null;
  /** How many features a value has; embed_dim unless given. */
  readonly vdim?: number | null;
  /** Whether inputs are [batch, length, features] instead of [length, batch, features]; false unless given. */
  readonly batch_first?: boolean;
}

interface MultiheadAttentionSizes {
  /** How many features a query, and a result, has; a multiple of num_heads. */
  readonly embed_dim: number;
  /** How many heads there are, each with embed_dim / num_heads features. */
  readonly num_heads: number;
}

/** What a call of `MultiheadAttention` takes beside query, key and value. */
export interface AttentionCallOptions {
  /** [batch, keys], or [keys] of a single sequence: true, or −∞, at keys that nobody attends to. A float mask is added. */
  readonly key_padding_mask?: Tensor | null;
  /** Whether the attention is given too; true unless given. */
  readonly need_weights?: boolean;
  /** [queries, keys] or [batch · heads, queries, keys]: true, or −∞, where nothing is attended to. A float mask is added. */
  readonly attn_mask?: Tensor | null;
  /** Whether the attention that is given is the mean over the heads; true unless given. */
  readonly average_attn_weights?: boolean;
  /** Says that attn_mask is the causal one, so that it need not be read; false unless given. */
  readonly is_causal?: boolean;
}

const callNames = [
  ...["query", "key", "value", "key_padding_mask"],
  ...["need_weights", "attn_mask", "average_attn_weights", "is_causal"],
] as const;

/**
 * Attention with several heads: each is softmax(q·kᵀ/√d)·v of its own share of the projected features, and out_proj brings them
 * together. Shapes: query [l, n, embed_dim], key [s, n, kdim], value [s, n, vdim], without n for a single sequence; the output
 * is [l, n, embed_dim], the attention [n, l, s], or [n, heads, l, s] where it is not averaged. Throws unless num_heads divides
 * embed_dim.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html
 */
export class MultiheadAttention extends Module {
  readonly embed_dim: number;
  readonly kdim: number;
  readonly vdim: number;
  /** Whether one weight projects query, key and value. */
  readonly _qkv_same_embed_dim: boolean;
  readonly num_heads: number;
  dropout: number;
  batch_first: boolean;
  /** How many features a head has. */
  readonly head_dim: number;
  /**
   * The weights that make queries, keys and values, one under the other. Shape [3 · embed_dim, embed_dim]; null where
   * they are apart.
   */
  in_proj_weight: Parameter | null;
  /** The weight that makes queries, where keys or values have their own size. Shape [embed_dim, embed_dim]. */
  q_proj_weight: Parameter | null;
  /** The weight that makes keys, where keys or values have their own size. Shape [embed_dim, kdim]. */
  k_proj_weight: Parameter | null;
  /** The weight that makes values, where keys or values have their own size. Shape [embed_dim, vdim]. */
  v_proj_weight: Parameter | null;
  /** The biases of the three projections. Shape [3 · embed_dim]; null without biases. */
  in_proj_bias: Parameter | null;
  /** Brings the heads together: a linear layer from embed_dim to embed_dim. */
  out_proj: NonDynamicallyQuantizableLinear;
  /** The key that is added and learned, with add_bias_kv. Shape [1, 1, embed_dim]. */
  bias_k: Parameter | null;
  /** The value that is added and learned, with add_bias_kv. Shape [1, 1, embed_dim]. */
  bias_v: Parameter | null;
  add_zero_attn: boolean;

  constructor(sizes: MultiheadAttentionSizes & MultiheadAttentionOptions);
  constructor(
    embed_dim: number,
    num_heads: number | (Pick<MultiheadAttentionSizes, "num_heads"> & MultiheadAttentionOptions),
    dropout?: number | MultiheadAttentionOptions,
    bias?: boolean | MultiheadAttentionOptions,
    add_bias_kv?: boolean | MultiheadAttentionOptions,
    add_zero_attn?: boolean | MultiheadAttentionOptions,
    kdim?: number | null | MultiheadAttentionOptions,
    vdim?: number | null | MultiheadAttentionOptions,
    batch_first?: boolean | MultiheadAttentionOptions,
    options?: FactoryOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const op = "MultiheadAttention";
    const names = [
      "embed_dim",
      "num_heads",
      "dropout",
      "bias",
      "add_bias_kv",
      "add_zero_attn",
      "kdim",
      "vdim",
    ] as const;
    const given = readArguments<MultiheadAttentionSizes & MultiheadAttentionOptions>(
      op,
      [...names, "batch_first", ...factoryNames],
      args,
    );
    const embed_dim = countArgument(op, "embed_dim", given.embed_dim);
    const num_heads = countArgument(op, "num_heads", given.num_heads);
    if (embed_dim <= 0 || num_heads <= 0) throw errors.headCounts(embed_dim, num_heads);
    this.embed_dim = embed_dim;
    this.kdim = integerArgument(op, "kdim", given.kdim ?? embed_dim);
    this.vdim = integerArgument(op, "vdim", given.vdim ?? embed_dim);
    this._qkv_same_embed_dim = this.kdim === embed_dim && this.vdim === embed_dim;
    this.num_heads = num_heads;
    this.dropout = numberArgument(op, "dropout", given.dropout ?? 0);
    this.batch_first = booleanArgument(op, "batch_first", given.batch_first, false);
    this.head_dim = Math.floor(embed_dim / num_heads);
    if (embed_dim % num_heads !== 0) throw errors.undividedHeads();
    const dtype = parameterDtype(op, given);
    const projection = (rows: number, columns: number): Parameter => emptyParameter([rows, columns], dtype);
    const isPacked = this._qkv_same_embed_dim;
    this.in_proj_weight = isPacked ? projection(3 * embed_dim, embed_dim) : null;
    this.q_proj_weight = isPacked ? null : projection(embed_dim, embed_dim);
    this.k_proj_weight = isPacked ? null : projection(embed_dim, this.kdim);
    this.v_proj_weight = isPacked ? null : projection(embed_dim, this.vdim);
    const bias = booleanArgument(op, "bias", given.bias, true);
    this.in_proj_bias = bias ? emptyParameter([3 * embed_dim], dtype) : null;
    this.out_proj = new NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias, { dtype });
    const withKeyAndValue = booleanArgument(op, "add_bias_kv", given.add_bias_kv, false);
    this.bias_k = withKeyAndValue ? emptyParameter([1, 1, embed_dim], dtype) : null;
    this.bias_v = withKeyAndValue ? emptyParameter([1, 1, embed_dim], dtype) : null;
    this.add_zero_attn = booleanArgument(op, "add_zero_attn", given.add_zero_attn, false);
    this._reset_parameters();
  }

  /** Draws the weights anew, but for those of out_proj. */
  _reset_parameters(): void {
    for (const weight of [this.in_proj_weight, this.q_proj_weight, this.k_proj_weight, this.v_proj_weight])
      if (weight !== null) xavier_uniform_(weight);
    for (const bias of [this.in_proj_bias, this.out_proj.bias]) if (bias !== null) constant_(bias, 0);
    for (const bias of [this.bias_k, this.bias_v]) if (bias !== null) xavier_normal_(bias);
  }

  override forward(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    key_padding_mask?: Tensor | null | AttentionCallOptions,
    need_weights?: boolean | AttentionCallOptions,
    attn_mask?: Tensor | null | AttentionCallOptions,
    average_attn_weights?: boolean | AttentionCallOptions,
    is_causal?: boolean | AttentionCallOptions,
  ): [output: Tensor, weights: Tensor | null];
  override forward(...args: unknown[]): [output: Tensor, weights: Tensor | null] {
    const op = "MultiheadAttention.forward";
    const given = readArguments<Record<(typeof callNames)[number], unknown>>(op, callNames, args);
    const query = tensorArgument(op, "query", given.query);
    const key = tensorArgument(op, "key", given.key);
    const value = tensorArgument(op, "value", given.value);
    const mask = optionalTensor(op, "attn_mask", given.attn_mask);
    const padding = optionalTensor(op, "key_padding_mask", given.key_padding_mask);
    const hasFloatMask = [mask, padding].some((each) => each?.dtype.is_floating_point === true);
    const beside = ["attn_mask", mask] as const;
    const attention = {
      ...this.settings(),
      key_padding_mask: canonicalMask(padding, { name: "key_padding_mask", beside }, query.dtype),
      attn_mask: canonicalMask(mask, { name: "attn_mask" }, query.dtype),
      need_weights: booleanArgument(op, "need_weights", given.need_weights, true),
      average_attn_weights: booleanArgument(op, "average_attn_weights", given.average_attn_weights, true),
    };
    const is_causal = booleanArgument(op, "is_causal", given.is_causal, false);
    const isSelfAttention = query === key && key === value;
    if (isSelfAttention && !hasFloatMask && this.isFast(query)) return fastAttention(query, attention);
    const isTransposed = this.batch_first && query.ndim === 3;
    const inputs = isTransposed ? transposed([query, key, value]) : ([query, key, value] as const);
    const [output, weights] = headAttention({ ...attention, inputs, is_causal });
    return [isTransposed ? output.transpose(1, 0) : output, weights];
  }

  /** @internal What a call does not say. */
  settings(): Omit<
    HeadAttention,
    "inputs" | "key_padding_mask" | "attn_mask" | "need_weights" | "average_attn_weights" | "is_causal"
  > {
    const { embed_dim, num_heads, out_proj, bias_k, bias_v, add_zero_attn } = this;
    return {
      ...{ embed_dim, num_heads, out_proj, bias_k, bias_v, add_zero_attn, static_k: null, static_v: null },
      isSeparate: !this._qkv_same_embed_dim,
      project: (inputs) => this.projected(inputs),
      dropout_p: this.training ? this.dropout : 0,
    };
  }

  private projected(inputs: Triple<Tensor>): Triple<Tensor> {
    const { in_proj_weight, q_proj_weight, k_proj_weight, v_proj_weight, in_proj_bias } = this;
    if (in_proj_weight !== null) return inProjected(inputs, in_proj_weight, in_proj_bias);
    return separatelyProjected(inputs, [q_proj_weight!, k_proj_weight!, v_proj_weight!], in_proj_bias);
  }

  /** Whether PyTorch takes its kernel for inference. */
  private isFast(query: Tensor): boolean {
    const { in_proj_weight, in_proj_bias, out_proj, num_heads } = this;
    if (in_proj_weight === null || in_proj_bias === null || query.ndim !== 3) return false;
    if (query.dtype !== in_proj_weight.dtype || query.dtype !== in_proj_bias.dtype) return false;
    if (this.training || !this.batch_first || num_heads % 2 === 1) return false;
    if (this.bias_k !== null || this.bias_v !== null || this.add_zero_attn) return false;
    return isForInference([query, in_proj_weight, in_proj_bias, out_proj.weight, out_proj.bias]);
  }
}

/** With the batch second. What is one tensor stays one: it is projected at once. */
function transposed([query, key, value]: Triple<Tensor>): Triple<Tensor> {
  const k = key.transpose(1, 0);
  const q = query === key && key === value ? k : query.transpose(1, 0);
  return [q, k, key === value ? k : value.transpose(1, 0)];
}
