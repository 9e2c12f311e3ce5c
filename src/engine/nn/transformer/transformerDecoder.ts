import { booleanArgument, readArguments } from "../../arguments.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import type { ModuleList } from "../containers/moduleList.js";
import type { Layer } from "../containers/sequential.js";
import { optionalTensor } from "../functional/optionalTensor.js";
import { Module } from "../module.js";
import { isCausal, sequenceLength } from "./causalMask.js";
import { clonedLayers, hasBatchFirst } from "./clonedLayers.js";
import { decoderCallNames, type DecoderLayerCallOptions } from "./transformerDecoderLayer.js";

/** A layer of a decoder: a `TransformerDecoderLayer`, or what is called as one and has its attention in `self_attn`. */
export type DecoderLayer = Module & {
  forward(tgt: Tensor, memory: Tensor, options: DecoderLayerCallOptions): Tensor;
};

export interface TransformerDecoderOptions {
  /** Normalises the result. */
  readonly norm?: Layer | null;
}

/** What a call of a `TransformerDecoder` takes beside tgt and memory. */
export interface DecoderCallOptions extends Omit<DecoderLayerCallOptions, "tgt_is_causal"> {
  /** Says whether tgt_mask is the causal one; null, as unless given, is to look. */
  readonly tgt_is_causal?: boolean | null;
}

interface DecoderLayers {
  /** The layer of which each one is a copy. */
  readonly decoder_layer: DecoderLayer;
  /** How many layers there are. */
  readonly num_layers: number;
}

/**
 * Copies of one layer, one after the other, all of which attend to memory: they begin with the same weights. Shapes: tgt
 * [t, n, features], memory [s, n, features], or as the layers take them; the result has tgt's.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerDecoder.html
 */
export class TransformerDecoder extends Module {
  /** The layers, in their order. */
  layers: ModuleList<DecoderLayer>;
  readonly num_layers: number;
  norm: Layer | null;

  constructor(layers: DecoderLayers & TransformerDecoderOptions);
  constructor(
    decoder_layer: DecoderLayer,
    num_layers: number | (Pick<DecoderLayers, "num_layers"> & TransformerDecoderOptions),
    norm?: Layer | null | TransformerDecoderOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const op = "TransformerDecoder";
    const names = ["decoder_layer", "num_layers", "norm"] as const;
    const given = readArguments<DecoderLayers & TransformerDecoderOptions>(op, names, args);
    this.layers = clonedLayers(op, "decoder_layer", given.decoder_layer!, given.num_layers);
    this.num_layers = given.num_layers!;
    this.norm = given.norm ?? null;
  }

  override forward(
    tgt: Tensor,
    memory: Tensor,
    tgt_mask?: Tensor | null | DecoderCallOptions,
    memory_mask?: Tensor | null | DecoderCallOptions,
    tgt_key_padding_mask?: Tensor | null | DecoderCallOptions,
    memory_key_padding_mask?: Tensor | null | DecoderCallOptions,
    tgt_is_causal?: boolean | null | DecoderCallOptions,
    memory_is_causal?: boolean | DecoderCallOptions,
  ): Tensor;
  override forward(...args: unknown[]): Tensor {
    const op = "TransformerDecoder.forward";
    const given = readArguments<Record<string, unknown>>(op, decoderCallNames, args);
    const tgt = tensorArgument(op, "tgt", given["tgt"]);
    const memory = tensorArgument(op, "memory", given["memory"]);
    const tensor = (name: string): Tensor | null => optionalTensor(op, name, given[name]);
    const tgt_mask = tensor("tgt_mask");
    const said = given["tgt_is_causal"] ?? null;
    const causal = said === null ? null : booleanArgument(op, "tgt_is_causal", said, false);
    const options: DecoderLayerCallOptions = {
      tgt_mask,
      memory_mask: tensor("memory_mask"),
      tgt_key_padding_mask: tensor("tgt_key_padding_mask"),
      memory_key_padding_mask: tensor("memory_key_padding_mask"),
      tgt_is_causal: isCausal(tgt_mask, causal, sequenceLength(tgt, hasBatchFirst(this.layers))),
      memory_is_causal: booleanArgument(op, "memory_is_causal", given["memory_is_causal"], false),
    };
    const output = [...this.layers].reduce((x, layer) => layer(x, memory, options), tgt);
    return this.norm === null ? output : this.norm(output);
  }
}
