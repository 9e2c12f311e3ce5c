import { booleanArgument, readArguments } from "../../arguments.js";
import { warnOnce } from "../../autograd/warnings.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { arange } from "../../ranges.js";
import { tensorArgument } from "../../ops/operands.js";
import { sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { Layer } from "../containers/sequential.js";
import type { ModuleList } from "../containers/moduleList.js";
import { optionalTensor } from "../functional/optionalTensor.js";
import { Module } from "../module.js";
import { canonicalMask } from "./canonicalMask.js";
import { isCausal, sequenceLength } from "./causalMask.js";
import { clonedLayers, hasBatchFirst } from "./clonedLayers.js";
import { TransformerEncoderLayer, type EncoderLayerCallOptions } from "./transformerEncoderLayer.js";

/** A layer of an encoder: a `TransformerEncoderLayer`, or what is called as one and has its attention in `self_attn`. */
export type EncoderLayer = Module & { forward(src: Tensor, options: EncoderLayerCallOptions): Tensor };

export interface TransformerEncoderOptions {
  /** Normalises the result. */
  readonly norm?: Layer | null;
  /** Whether padded tokens are left out, and become 0, where PyTorch infers with nested tensors; true unless given. */
  readonly enable_nested_tensor?: boolean;
  /** Whether that is so only if all padding is at the ends; true unless given. */
  readonly mask_check?: boolean;
}

/** What a call of a `TransformerEncoder` takes beside src. */
export interface EncoderCallOptions {
  /** [s, s] or [batch · heads, s, s]: true, or −∞, where nothing is attended to. A float mask is added. */
  readonly mask?: Tensor | null;
  /** [batch, s], or [s] of a single sequence: true, or −∞, at tokens that nobody attends to. */
  readonly src_key_padding_mask?: Tensor | null;
  /** Says whether mask is the causal one; null, as unless given, is to look. */
  readonly is_causal?: boolean | null;
}

interface EncoderLayers {
  /** The layer of which each one is a copy. */
  readonly encoder_layer: EncoderLayer;
  /** How many layers there are. */
  readonly num_layers: number;
}

const names = ["encoder_layer", "num_layers", "norm", "enable_nested_tensor", "mask_check"] as const;
const callNames = ["src", "mask", "src_key_padding_mask", "is_causal"] as const;

/**
 * Copies of one layer, one after the other: they begin with the same weights. Shapes: src [s, n, features], or as the layers take
 * it; the result has the same. In evaluation, where no gradient is wanted, padded tokens give zeros, as in PyTorch.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerEncoder.html
 */
export class TransformerEncoder extends Module {
  /** The layers, in their order. */
  layers: ModuleList<EncoderLayer>;
  readonly num_layers: number;
  norm: Layer | null;
  readonly enable_nested_tensor: boolean;
  /** Has no effect on the result: whether PyTorch leaves out padding while it computes. */
  use_nested_tensor: boolean;
  mask_check: boolean;

  constructor(layers: EncoderLayers & TransformerEncoderOptions);
  constructor(
    encoder_layer: EncoderLayer,
    num_layers: number | (Pick<EncoderLayers, "num_layers"> & TransformerEncoderOptions),
    norm?: Layer | null | TransformerEncoderOptions,
    enable_nested_tensor?: boolean | TransformerEncoderOptions,
    mask_check?: boolean | TransformerEncoderOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const op = "TransformerEncoder";
    const given = readArguments<EncoderLayers & TransformerEncoderOptions>(op, names, args);
    const layer = given.encoder_layer!;
    this.layers = clonedLayers(op, "encoder_layer", layer, given.num_layers);
    this.num_layers = given.num_layers!;
    this.norm = given.norm ?? null;
    this.enable_nested_tensor = booleanArgument(op, "enable_nested_tensor", given.enable_nested_tensor, true);
    const reason = this.enable_nested_tensor ? whyNotNested(layer) : null;
    if (reason !== null)
      warnOnce(`enable_nested_tensor is True, but self.use_nested_tensor is False because ${reason}`);
    this.use_nested_tensor = this.enable_nested_tensor && reason === null;
    this.mask_check = booleanArgument(op, "mask_check", given.mask_check, true);
  }

  override forward(
    src: Tensor,
    mask?: Tensor | null | EncoderCallOptions,
    src_key_padding_mask?: Tensor | null | EncoderCallOptions,
    is_causal?: boolean | null | EncoderCallOptions,
  ): Tensor;
  override forward(...args: unknown[]): Tensor {
    const op = "TransformerEncoder.forward";
    const given = readArguments<Record<(typeof callNames)[number], unknown>>(op, callNames, args);
    const src = tensorArgument(op, "src", given.src);
    const givenMask = optionalTensor(op, "mask", given.mask);
    const givenPadding = optionalTensor(op, "src_key_padding_mask", given.src_key_padding_mask);
    const said = given.is_causal ?? null;
    const causal = said === null ? null : booleanArgument(op, "is_causal", said, false);
    const beside = ["mask", givenMask] as const;
    const padding = canonicalMask(givenPadding, { name: "src_key_padding_mask", beside }, src.dtype);
    const mask = canonicalMask(givenMask, { name: "mask" }, src.dtype);
    const batchFirst = hasBatchFirst(this.layers);
    const left = padding !== null && mask === null && this.isNested(src, padding) ? leftOut(padding) : null;
    const options: EncoderLayerCallOptions = {
      src_mask: mask,
      is_causal: isCausal(mask, causal, sequenceLength(src, batchFirst)),
      src_key_padding_mask: left ?? padding,
    };
    const output = [...this.layers].reduce((x, layer) => layer(x, options), src);
    const padded = left === null ? output : output.masked_fill(left.unsqueeze(-1), 0);
    return this.norm === null ? padded : this.norm(padded);
  }

  /** Whether PyTorch leaves padded tokens out. */
  private isNested(src: Tensor, padding: Tensor): boolean {
    const first = this.layers.at(0);
    if (!this.use_nested_tensor || first.training || src.ndim !== 3) return false;
    if (this.mask_check && !isAtEnds(src, padding)) return false;
    return first instanceof TransformerEncoderLayer && first.isForInference(src);
  }
}

/** PyTorch keeps as many of a sequence's first tokens as are not padded. Throws if there are none. */
function leftOut(padding: Tensor): Tensor {
  warnOnce(
    "The PyTorch API of nested tensors is in prototype stage and will change in the near future. We recommend specifying layout=torch.jagged when constructing a nested tensor, as this layout receives active development, has better operator coverage, and works with torch.compile.",
  );
  const kept = padding.eq(0).sum(1, true);
  if (!kept.any().item()) throw about(errors.nestedNothing(), padding);
  return arange(padding.size(1)).ge(kept);
}

/** Whether no token follows on a padded one. Throws for other shapes than [batch, s]. */
function isAtEnds(src: Tensor, padding: Tensor): boolean {
  if (padding.ndim !== 2) throw about(errors.nestedMaskRank(), padding);
  if (!sameShape(padding.shape, src.shape.slice(0, 2))) throw about(errors.nestedMaskSize(), padding, src);
  const left = padding.ne(0).long();
  return Boolean(left.eq(left.cummax(1).values).all().item());
}

/** Why PyTorch has no kernel for inference for a layer; null if it has one. */
function whyNotNested(layer: EncoderLayer): string | null {
  const name = "encoder_layer";
  if (!(layer instanceof TransformerEncoderLayer)) return `${name} was not TransformerEncoderLayer`;
  const { self_attn, norm_first, norm1, norm2, activation_relu_or_gelu } = layer;
  if (norm_first) return `${name}.norm_first was True`;
  if (!self_attn.batch_first)
    return `${name}.self_attn.batch_first was not True(use batch_first for better inference performance)`;
  if (!self_attn._qkv_same_embed_dim) return `${name}.self_attn._qkv_same_embed_dim was not True`;
  if (self_attn.in_proj_bias === null) return `${name}.self_attn was passed bias=False`;
  if (activation_relu_or_gelu === 0) return `${name}.activation_relu_or_gelu was not True`;
  if (norm1.eps !== norm2.eps) return `${name}.norm1.eps was not equal to ${name}.norm2.eps`;
  return self_attn.num_heads % 2 === 1 ? `${name}.self_attn.num_heads is odd` : null;
}
