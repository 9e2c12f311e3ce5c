import { booleanArgument, readArguments } from "../../arguments.js";
import { callUserCode } from "../../observer.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import type { Dropout } from "../dropouts/dropouts.js";
import { optionalTensor } from "../functional/optionalTensor.js";
import type { Linear } from "../linear/linear.js";
import { Module } from "../module.js";
import type { FactoryOptions } from "../module/factory.js";
import type { LayerNorm } from "../normalization/layerNorm.js";
import {
  layerParts,
  type TransformerActivation,
  type TransformerLayerOptions,
  type TransformerLayerSizes,
} from "./layerArguments.js";
import type { AttentionCallOptions, MultiheadAttention } from "./multiheadAttention.js";

/** What a call of a `TransformerDecoderLayer` takes beside tgt and memory. */
export interface DecoderLayerCallOptions {
  /** [t, t] or [batch · heads, t, t]: true, or −∞, where tgt does not attend to tgt. A float mask is added. */
  readonly tgt_mask?: Tensor | null;
  /** [t, s] or [batch · heads, t, s]: the same where tgt attends to memory. */
  readonly memory_mask?: Tensor | null;
  /** [batch, t], or [t] of a single sequence: true, or −∞, at tokens of tgt that nobody attends to. */
  readonly tgt_key_padding_mask?: Tensor | null;
  /** [batch, s], or [s] of a single sequence: the same of memory. */
  readonly memory_key_padding_mask?: Tensor | null;
  /** Says that tgt_mask is the causal one, so that it need not be read; false unless given. */
  readonly tgt_is_causal?: boolean;
  /** Says that memory_mask is the causal one; false unless given. */
  readonly memory_is_causal?: boolean;
}

/** The arguments of a decoder's call in their order. */
export const decoderCallNames = [
  ...["tgt", "memory", "tgt_mask", "memory_mask", "tgt_key_padding_mask"],
  ...["memory_key_padding_mask", "tgt_is_causal", "memory_is_causal"],
] as const;

/**
 * Attention of tgt to itself, then to memory, then two linear layers on each token; each of the three is added to its input and
 * normalised. Shapes: tgt [t, n, d_model], memory [s, n, d_model], with batch_first n first, without n for a single sequence;
 * the result has tgt's.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerDecoderLayer.html
 */
export class TransformerDecoderLayer extends Module {
  /** The attention among the target's tokens. */
  self_attn: MultiheadAttention;
  /** The attention of the target's tokens to the memory. */
  multihead_attn: MultiheadAttention;
  /** To the features between. */
  linear1: Linear;
  /** Behind the activation. */
  dropout: Dropout;
  /** Back to d_model features. */
  linear2: Linear;
  norm_first: boolean;
  /** The norm of the first attention. */
  norm1: LayerNorm;
  /** The norm of the second attention. */
  norm2: LayerNorm;
  /** The norm of the two linear layers. */
  norm3: LayerNorm;
  /** Behind the first attention. */
  dropout1: Dropout;
  /** Behind the second attention. */
  dropout2: Dropout;
  /** Behind the second linear layer. */
  dropout3: Dropout;
  activation: (input: Tensor) => Tensor;

  constructor(sizes: TransformerLayerSizes & TransformerLayerOptions);
  constructor(
    d_model: number,
    nhead: number | (Pick<TransformerLayerSizes, "nhead"> & TransformerLayerOptions),
    dim_feedforward?: number | TransformerLayerOptions,
    dropout?: number | TransformerLayerOptions,
    activation?: TransformerActivation | TransformerLayerOptions,
    layer_norm_eps?: number | TransformerLayerOptions,
    batch_first?: boolean | TransformerLayerOptions,
    norm_first?: boolean | TransformerLayerOptions,
    bias?: boolean | TransformerLayerOptions,
    options?: FactoryOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const parts = layerParts("TransformerDecoderLayer", args);
    this.self_attn = parts.attention();
    this.multihead_attn = parts.attention();
    [this.linear1, this.linear2] = parts.linears();
    this.dropout = parts.dropout();
    this.norm_first = parts.norm_first;
    this.norm1 = parts.norm();
    this.norm2 = parts.norm();
    this.norm3 = parts.norm();
    this.dropout1 = parts.dropout();
    this.dropout2 = parts.dropout();
    this.dropout3 = parts.dropout();
    this.activation = parts.activation;
  }

  override forward(
    tgt: Tensor,
    memory: Tensor,
    tgt_mask?: Tensor | null | DecoderLayerCallOptions,
    memory_mask?: Tensor | null | DecoderLayerCallOptions,
    tgt_key_padding_mask?: Tensor | null | DecoderLayerCallOptions,
    memory_key_padding_mask?: Tensor | null | DecoderLayerCallOptions,
    tgt_is_causal?: boolean | DecoderLayerCallOptions,
    memory_is_causal?: boolean | DecoderLayerCallOptions,
  ): Tensor;
  override forward(...args: unknown[]): Tensor {
    const op = "TransformerDecoderLayer.forward";
    const given = readArguments<Record<string, unknown>>(op, decoderCallNames, args);
    const x = tensorArgument(op, "tgt", given["tgt"]);
    const memory = tensorArgument(op, "memory", given["memory"]);
    const masksOf = (of: "tgt" | "memory"): AttentionCallOptions => ({
      attn_mask: optionalTensor(op, `${of}_mask`, given[`${of}_mask`]),
      key_padding_mask: optionalTensor(op, `${of}_key_padding_mask`, given[`${of}_key_padding_mask`]),
      is_causal: booleanArgument(op, `${of}_is_causal`, given[`${of}_is_causal`], false),
      need_weights: false,
    });
    const [own, others] = [masksOf("tgt"), masksOf("memory")];
    const toItself = (y: Tensor): Tensor => this.dropout1(this.self_attn(y, y, y, own)[0]);
    const toMemory = (y: Tensor): Tensor => this.dropout2(this.multihead_attn(y, memory, memory, others)[0]);
    if (this.norm_first) {
      const attended = x.add(toItself(this.norm1(x)));
      const informed = attended.add(toMemory(this.norm2(attended)));
      return informed.add(this.feedForward(this.norm3(informed)));
    }
    const attended = this.norm1(x.add(toItself(x)));
    const informed = this.norm2(attended.add(toMemory(attended)));
    return this.norm3(informed.add(this.feedForward(informed)));
  }

  private feedForward(x: Tensor): Tensor {
    const between = this.linear1(x);
    return this.dropout3(this.linear2(this.dropout(callUserCode(() => this.activation(between)))));
  }
}
