import { booleanArgument, readArguments } from "../../arguments.js";
import { callUserCode } from "../../observer.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { GELU } from "../activations/smoothActivations.js";
import { ReLU } from "../activations/inPlaceActivations.js";
import type { Dropout } from "../dropouts/dropouts.js";
import { gelu, relu } from "../functional/activations.js";
import { optionalTensor } from "../functional/optionalTensor.js";
import type { Linear } from "../linear/linear.js";
import { Module } from "../module.js";
import type { FactoryOptions } from "../module/factory.js";
import type { LayerNorm } from "../normalization/layerNorm.js";
import { canonicalMask } from "./canonicalMask.js";
import { fastAttention, isForInference } from "./fastAttention.js";
import {
  layerParts,
  type TransformerActivation,
  type TransformerLayerOptions,
  type TransformerLayerSizes,
} from "./layerArguments.js";
import type { MultiheadAttention } from "./multiheadAttention.js";

/** What a call of a `TransformerEncoderLayer` takes beside src. */
export interface EncoderLayerCallOptions {
  /** [s, s] or [batch · heads, s, s]: true, or −∞, where nothing is attended to. A float mask is added. */
  readonly src_mask?: Tensor | null;
  /** [batch, s], or [s] of a single sequence: true, or −∞, at tokens that nobody attends to. */
  readonly src_key_padding_mask?: Tensor | null;
  /** Says that src_mask is the causal one, so that it need not be read; false unless given. */
  readonly is_causal?: boolean;
}

const callNames = ["src", "src_mask", "src_key_padding_mask", "is_causal"] as const;

interface Masks {
  readonly mask: Tensor | null;
  readonly padding: Tensor | null;
  readonly is_causal: boolean;
}

/**
 * Attention of a sequence to itself, then two linear layers on each token; each of both is added to its input and normalised.
 * Shapes: src [s, n, d_model], with batch_first [n, s, d_model], of a single sequence [s, d_model]; the result has the same.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerEncoderLayer.html
 */
export class TransformerEncoderLayer extends Module {
  /** The attention among the tokens. */
  self_attn: MultiheadAttention;
  /** To the features between. */
  linear1: Linear;
  /** Behind the activation. */
  dropout: Dropout;
  /** Back to d_model features. */
  linear2: Linear;
  norm_first: boolean;
  /** The norm of the attention. */
  norm1: LayerNorm;
  /** The norm of the two linear layers. */
  norm2: LayerNorm;
  /** Behind the attention. */
  dropout1: Dropout;
  /** Behind the second linear layer. */
  dropout2: Dropout;
  /** 1 for relu, 2 for gelu, 0 for any other. */
  readonly activation_relu_or_gelu: 0 | 1 | 2;
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
    const parts = layerParts("TransformerEncoderLayer", args);
    this.self_attn = parts.attention();
    [this.linear1, this.linear2] = parts.linears();
    this.dropout = parts.dropout();
    this.norm_first = parts.norm_first;
    this.norm1 = parts.norm();
    this.norm2 = parts.norm();
    this.dropout1 = parts.dropout();
    this.dropout2 = parts.dropout();
    const { activation } = parts;
    const isRelu = activation === relu || activation instanceof ReLU;
    this.activation_relu_or_gelu = isRelu ? 1 : activation === gelu || activation instanceof GELU ? 2 : 0;
    this.activation = activation;
  }

  override forward(
    src: Tensor,
    src_mask?: Tensor | null | EncoderLayerCallOptions,
    src_key_padding_mask?: Tensor | null | EncoderLayerCallOptions,
    is_causal?: boolean | EncoderLayerCallOptions,
  ): Tensor;
  override forward(...args: unknown[]): Tensor {
    const op = "TransformerEncoderLayer.forward";
    const given = readArguments<Record<(typeof callNames)[number], unknown>>(op, callNames, args);
    const x = tensorArgument(op, "src", given.src);
    const mask = optionalTensor(op, "src_mask", given.src_mask);
    const padding = optionalTensor(op, "src_key_padding_mask", given.src_key_padding_mask);
    const beside = ["src_mask", mask] as const;
    const masks: Masks = {
      padding: canonicalMask(padding, { name: "src_key_padding_mask", beside }, x.dtype),
      mask: canonicalMask(mask, { name: "src_mask" }, x.dtype),
      is_causal: booleanArgument(op, "is_causal", given.is_causal, false),
    };
    const attend = this.isFast(x) ? this.attendFast : this.attend;
    if (this.norm_first) {
      const attended = x.add(attend.call(this, this.norm1(x), masks));
      return attended.add(this.feedForward(this.norm2(attended)));
    }
    const attended = this.norm1(x.add(attend.call(this, x, masks)));
    return this.norm2(attended.add(this.feedForward(attended)));
  }

  /** @internal Whether PyTorch's kernel for inference would do with this layer, if nothing is said of the input. */
  isPlain(): boolean {
    const { self_attn, norm1, norm2, activation_relu_or_gelu } = this;
    if (!self_attn.batch_first || self_attn.in_proj_bias === null || !self_attn._qkv_same_embed_dim) return false;
    return activation_relu_or_gelu !== 0 && norm1.eps === norm2.eps && self_attn.num_heads % 2 === 0;
  }

  /** @internal Whether no gradient is wanted of an input or a parameter. */
  isForInference(x: Tensor): boolean {
    return isForInference([x, ...this.parameters()]);
  }

  private isFast(x: Tensor): boolean {
    if (x.ndim !== 3 || this.training || !this.isPlain() || !this.isForInference(x)) return false;
    return ![...this.modules()].some(hasForwardHooks);
  }

  private attend(x: Tensor, { mask, padding, is_causal }: Masks): Tensor {
    const options = { attn_mask: mask, key_padding_mask: padding, need_weights: false, is_causal };
    return this.dropout1(this.self_attn(x, x, x, options)[0]);
  }

  private attendFast(x: Tensor, { mask, padding }: Masks): Tensor {
    const masks = { attn_mask: mask, key_padding_mask: padding };
    return fastAttention(x, {
      ...this.self_attn.settings(),
      ...masks,
      need_weights: false,
      average_attn_weights: false,
    })[0];
  }

  private feedForward(x: Tensor): Tensor {
    const between = this.linear1(x);
    return this.dropout2(this.linear2(this.dropout(callUserCode(() => this.activation(between)))));
  }
}

/** PyTorch's kernel would not call them. */
function hasForwardHooks(module: Module): boolean {
  const hooks = module.ownHooks();
  return hooks !== null && [...hooks.forwardPre, ...hooks.forward].length > 0;
}
