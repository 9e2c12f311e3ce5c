import { booleanArgument, readArguments } from "../../arguments.js";
import { functionArgument } from "../../autograd/removableHandle.js";
import { methodByName } from "../../callByName.js";
import type { DeviceLike } from "../../device.js";
import type { DType } from "../../dtype.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { integerArgument } from "../../arguments.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { xavier_uniform_ } from "../init.js";
import { Module } from "../module.js";
import { factoryNames, type FactoryOptions } from "../module/factory.js";
import { LayerNorm } from "../normalization/layerNorm.js";
import { causalMask } from "./causalMask.js";
import type { TransformerActivation, TransformerLayerOptions } from "./layerArguments.js";
import { TransformerDecoder, type DecoderCallOptions } from "./transformerDecoder.js";
import { TransformerDecoderLayer } from "./transformerDecoderLayer.js";
import { TransformerEncoder, type EncoderCallOptions } from "./transformerEncoder.js";
import { TransformerEncoderLayer } from "./transformerEncoderLayer.js";

/** What is called as a `TransformerEncoder` is. */
export type Encoder = (src: Tensor, options: EncoderCallOptions) => Tensor;
/** What is called as a `TransformerDecoder` is. */
export type Decoder = (tgt: Tensor, memory: Tensor, options: DecoderCallOptions) => Tensor;

export interface TransformerOptions extends TransformerLayerOptions {
  /** How many features a token has; 512 unless given. */
  readonly d_model?: number;
  /** How many heads an attention has; 8 unless given. */
  readonly nhead?: number;
  /** 6 unless given. */
  readonly num_encoder_layers?: number;
  /** 6 unless given. */
  readonly num_decoder_layers?: number;
  /** In the place of the encoder; a function or a module. */
  readonly custom_encoder?: Encoder | null;
  /** In the place of the decoder; a function or a module. */
  readonly custom_decoder?: Decoder | null;
}

/** What a call of a `Transformer` takes beside src and tgt: masks as encoder and decoder take them. */
export interface TransformerCallOptions {
  /**
   * What the source's tokens do not attend to: [s, s] or [batch · heads, s, s]; true, or −∞, there. A float mask is
   * added.
   */
  readonly src_mask?: Tensor | null;
  /**
   * What the target's tokens do not attend to: [t, t] or [batch · heads, t, t]; true, or −∞, there. A float mask is
   * added.
   */
  readonly tgt_mask?: Tensor | null;
  /** What of the encoder's result the target's tokens do not attend to: [t, s] or [batch · heads, t, s]. */
  readonly memory_mask?: Tensor | null;
  /** Which of the source's tokens are padding: [batch, s], or [s] of a single sequence. */
  readonly src_key_padding_mask?: Tensor | null;
  /** Which of the target's tokens are padding: [batch, t], or [t] of a single sequence. */
  readonly tgt_key_padding_mask?: Tensor | null;
  /** Which of the encoder's results are padding: [batch, s], or [s] of a single sequence. */
  readonly memory_key_padding_mask?: Tensor | null;
  /** Says whether src_mask is the causal one; null, as unless given, is to look. */
  readonly src_is_causal?: boolean | null;
  /** Says whether tgt_mask is the causal one; null, as unless given, is to look. */
  readonly tgt_is_causal?: boolean | null;
  /** Says that memory_mask is the causal one; false unless given. */
  readonly memory_is_causal?: boolean;
}

const names = [
  ...["d_model", "nhead", "num_encoder_layers", "num_decoder_layers", "dim_feedforward", "dropout", "activation"],
  ...["custom_encoder", "custom_decoder", "layer_norm_eps", "batch_first", "norm_first", "bias", ...factoryNames],
] as const;

const callNames = [
  ...["src", "tgt", "src_mask", "tgt_mask", "memory_mask"],
  ...["src_key_padding_mask", "tgt_key_padding_mask", "memory_key_padding_mask"],
  ...["src_is_causal", "tgt_is_causal", "memory_is_causal"],
] as const;

type Mask = Tensor | null | TransformerCallOptions;
type Flag = boolean | null | TransformerCallOptions;

/**
 * An encoder of src and a decoder of tgt that attends to what the encoder made. Shapes: src [s, n, d_model], tgt
 * [t, n, d_model], with batch_first n first, without n for single sequences; the result has tgt's. All weight matrices begin
 * as `xavier_uniform_` draws them. Throws where batches or features differ.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Transformer.html
 */
export class Transformer extends Module {
  /** Makes the memory of the source. */
  encoder: Encoder;
  /** Makes the result of the target and the memory. */
  decoder: Decoder;
  readonly d_model: number;
  readonly nhead: number;
  batch_first: boolean;

  constructor(options?: TransformerOptions);
  constructor(
    d_model?: number | TransformerOptions,
    nhead?: number | TransformerOptions,
    num_encoder_layers?: number | TransformerOptions,
    num_decoder_layers?: number | TransformerOptions,
    dim_feedforward?: number | TransformerOptions,
    dropout?: number | TransformerOptions,
    activation?: TransformerActivation | TransformerOptions,
    custom_encoder?: Encoder | null | TransformerOptions,
    custom_decoder?: Decoder | null | TransformerOptions,
    layer_norm_eps?: number | TransformerOptions,
    batch_first?: boolean | TransformerOptions,
    norm_first?: boolean | TransformerOptions,
    bias?: boolean | TransformerOptions,
    options?: FactoryOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const given = readArguments<Record<string, unknown>>("Transformer", names, args) as TransformerOptions;
    const { d_model = 512, nhead = 8, num_encoder_layers = 6, num_decoder_layers = 6 } = given;
    const { custom_encoder = null, custom_decoder = null } = given;
    const layer = { ...layerOptions(given), d_model, nhead };
    const { layer_norm_eps = 1e-5, bias = true, device = null, dtype = null } = given;
    const norm = (): LayerNorm => new LayerNorm(d_model, { eps: layer_norm_eps, bias, device, dtype });
    this.encoder =
      custom_encoder === null
        ? new TransformerEncoder(new TransformerEncoderLayer(layer), num_encoder_layers, norm())
        : functionArgument("Transformer", custom_encoder, "custom_encoder");
    this.decoder =
      custom_decoder === null
        ? new TransformerDecoder(new TransformerDecoderLayer(layer), num_decoder_layers, norm())
        : functionArgument("Transformer", custom_decoder, "custom_decoder");
    this._reset_parameters();
    this.d_model = integerArgument("Transformer", "d_model", d_model);
    this.nhead = integerArgument("Transformer", "nhead", nhead);
    this.batch_first = booleanArgument("Transformer", "batch_first", given.batch_first, false);
  }

  /** A mask for `size` tokens that lets none attend to a later one: [size, size], −∞ above the diagonal and 0 elsewhere. */
  static generate_square_subsequent_mask(
    sz: number,
    device?: DeviceLike | null | FactoryOptions,
    dtype?: DType | null | FactoryOptions,
  ): Tensor {
    const name = "generate_square_subsequent_mask";
    const named = methodByName(Transformer, "generate_square_subsequent_mask(sz, device, dtype)", arguments);
    if (named !== null) return named.result;
    const given = readArguments<FactoryOptions>(name, factoryNames, [device, dtype]);
    return causalMask(integerArgument(name, "sz", sz), given);
  }

  /** Draws all weight matrices anew. */
  _reset_parameters(): void {
    for (const parameter of this.parameters()) if (parameter.ndim > 1) xavier_uniform_(parameter);
  }

  override forward(
    src: Tensor,
    tgt: Tensor,
    src_mask?: Mask,
    tgt_mask?: Mask,
    memory_mask?: Mask,
    src_key_padding_mask?: Mask,
    tgt_key_padding_mask?: Mask,
    memory_key_padding_mask?: Mask,
    src_is_causal?: Flag,
    tgt_is_causal?: Flag,
    memory_is_causal?: boolean | TransformerCallOptions,
  ): Tensor;
  override forward(...args: unknown[]): Tensor {
    const op = "Transformer.forward";
    const given = readArguments<Record<string, unknown>>(op, callNames, args);
    const src = tensorArgument(op, "src", given["src"]);
    const tgt = tensorArgument(op, "tgt", given["tgt"]);
    this.checkInputs(src, tgt);
    const masks = given as TransformerCallOptions;
    const memory = this.encoder(src, {
      mask: masks.src_mask ?? null,
      src_key_padding_mask: masks.src_key_padding_mask ?? null,
      is_causal: masks.src_is_causal ?? null,
    });
    return this.decoder(tgt, memory, {
      tgt_mask: masks.tgt_mask ?? null,
      memory_mask: masks.memory_mask ?? null,
      tgt_key_padding_mask: masks.tgt_key_padding_mask ?? null,
      memory_key_padding_mask: masks.memory_key_padding_mask ?? null,
      tgt_is_causal: masks.tgt_is_causal ?? null,
      memory_is_causal: masks.memory_is_causal ?? false,
    });
  }

  private checkInputs(src: Tensor, tgt: Tensor): void {
    const dim = this.batch_first ? 0 : 1;
    if (src.size(dim) !== tgt.size(dim) && src.ndim === 3) throw about(errors.transformerBatches(), src, tgt);
    if (src.size(-1) !== this.d_model || tgt.size(-1) !== this.d_model)
      throw about(errors.transformerFeatures(), src, tgt);
  }
}

/** What a layer takes as well. */
function layerOptions(given: TransformerOptions): TransformerLayerOptions {
  const apart = ["num_encoder_layers", "num_decoder_layers", "custom_encoder", "custom_decoder"];
  return Object.fromEntries(Object.entries(given).filter(([name]) => !apart.includes(name)));
}
