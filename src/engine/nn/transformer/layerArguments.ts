import { booleanArgument, readArguments } from "../../arguments.js";
import { functionArgument } from "../../autograd/removableHandle.js";
import * as errors from "../../errors.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { Dropout } from "../dropouts/dropouts.js";
import { gelu, relu } from "../functional/activations.js";
import { Linear } from "../linear/linear.js";
import { countArgument, factoryNames, type FactoryOptions } from "../module/factory.js";
import { LayerNorm } from "../normalization/layerNorm.js";
import { MultiheadAttention } from "./multiheadAttention.js";

/** A function of one tensor: one of PyTorch's by its name, one of your own, or a module. */
export type TransformerActivation = "relu" | "gelu" | ((input: Tensor) => Tensor);

export interface TransformerLayerOptions extends FactoryOptions {
  /** The number of features between the two linear layers; 2048 unless given. */
  readonly dim_feedforward?: number;
  /** With which probability elements become 0 in training; 0.1 unless given. */
  readonly dropout?: number;
  /** Between the two linear layers; "relu" unless given. */
  readonly activation?: TransformerActivation;
  /** Is added to the variances; 1e-5 unless given. */
  readonly layer_norm_eps?: number;
  /** Whether inputs are [batch, length, features] instead of [length, batch, features]; false unless given. */
  readonly batch_first?: boolean;
  /** Whether each block normalises its input instead of its result; false unless given. */
  readonly norm_first?: boolean;
  /** Whether linear layers and norms have biases; true unless given. */
  readonly bias?: boolean;
}

/** How many features a token has, and how many heads an attention. */
export interface TransformerLayerSizes {
  /** How many features a token has. */
  readonly d_model: number;
  /** How many heads an attention has. */
  readonly nhead: number;
}

export const layerNames = [
  ...["d_model", "nhead", "dim_feedforward", "dropout", "activation"],
  ...["layer_norm_eps", "batch_first", "norm_first", "bias", ...factoryNames],
] as const;

/** What makes the parts of a layer, in the order in which it asks for them. */
export interface LayerParts {
  readonly norm_first: boolean;
  readonly activation: (input: Tensor) => Tensor;
  attention(): MultiheadAttention;
  /** To the features between, and back. */
  linears(): readonly [Linear, Linear];
  norm(): LayerNorm;
  dropout(): Dropout;
}

/** Reads the arguments of a layer's constructor. */
export function layerParts(module: string, args: readonly unknown[]): LayerParts {
  const given = readArguments<Record<string, unknown>>(module, layerNames, args) as Partial<
    TransformerLayerSizes & TransformerLayerOptions
  >;
  const flag = (name: "batch_first" | "norm_first" | "bias", otherwise: boolean): boolean =>
    booleanArgument(module, name, given[name], otherwise);
  const d_model = countArgument(module, "d_model", given.d_model);
  const nhead = countArgument(module, "nhead", given.nhead);
  const between = countArgument(module, "dim_feedforward", given.dim_feedforward ?? 2048);
  const p = numberArgument(module, "dropout", given.dropout ?? 0.1);
  const eps = numberArgument(module, "layer_norm_eps", given.layer_norm_eps ?? 1e-5);
  const [batch_first, bias] = [flag("batch_first", false), flag("bias", true)];
  const factory = { device: given.device ?? null, dtype: given.dtype ?? null };
  return {
    norm_first: flag("norm_first", false),
    activation: activationOf(module, given.activation ?? "relu"),
    attention: () => new MultiheadAttention(d_model, nhead, { dropout: p, bias, batch_first, ...factory }),
    linears: () => [
      new Linear(d_model, between, { bias, ...factory }),
      new Linear(between, d_model, { bias, ...factory }),
    ],
    norm: () => new LayerNorm(d_model, { eps, bias, ...factory }),
    dropout: () => new Dropout(p),
  };
}

function activationOf(module: string, activation: unknown): (input: Tensor) => Tensor {
  if (activation === "relu") return relu;
  if (activation === "gelu") return gelu;
  if (typeof activation === "string") throw errors.transformerActivation(activation);
  return functionArgument(module, activation as (input: Tensor) => Tensor, "activation");
}
