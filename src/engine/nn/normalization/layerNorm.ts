import { booleanArgument, integersArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { pythonBool, pythonNumber, pythonTuple } from "../../pythonValues.js";
import { layer_norm, rms_norm } from "../functional/normalizations.js";
import { ones_, zeros_ } from "../init.js";
import { Module } from "../module.js";
import { emptyParameter, factoryNames, parameterDtype, type FactoryOptions } from "../module/factory.js";
import type { Parameter } from "../parameter.js";

export interface RMSNormOptions extends FactoryOptions {
  /** Is added to the mean square; null, as unless given, is the machine epsilon of the input's dtype. */
  readonly eps?: number | null;
  /** Whether each element is multiplied by a weight that is learned; true unless given. */
  readonly elementwise_affine?: boolean;
}

export interface LayerNormOptions extends FactoryOptions {
  /** Is added to the variance, so that nothing is divided by 0; 1e-5 unless given. */
  readonly eps?: number;
  /** Whether each element is multiplied by a weight and added a bias, both learned; true unless given. */
  readonly elementwise_affine?: boolean;
  /** Whether there is a bias beside the weight; true unless given. */
  readonly bias?: boolean;
}

interface NormalizedShape {
  /** The sizes of the last dimensions, which are normalised together. */
  readonly normalized_shape: number | readonly number[];
}

/**
 * What lies in the last dimensions, as many as normalized_shape has, minus its mean, by its standard deviation, times
 * weight plus bias, which have that shape. Throws for inputs that end in other sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html
 */
export class LayerNorm extends Module {
  readonly normalized_shape: readonly number[];
  eps: number;
  readonly elementwise_affine: boolean;
  /** What each element is multiplied by. Shape normalized_shape; null unless elementwise_affine. */
  weight: Parameter | null;
  /** What is added to each element. Shape normalized_shape; null without a bias. */
  bias: Parameter | null;

  constructor(sizes: NormalizedShape & LayerNormOptions);
  constructor(
    normalized_shape: number | readonly number[],
    eps?: number | LayerNormOptions,
    elementwise_affine?: boolean | LayerNormOptions,
    bias?: boolean | LayerNormOptions,
    options?: FactoryOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const names = ["normalized_shape", "eps", "elementwise_affine", "bias", ...factoryNames] as const;
    const given = readArguments<NormalizedShape & LayerNormOptions>("LayerNorm", names, args);
    this.normalized_shape = sizesOf("LayerNorm", given.normalized_shape);
    this.eps = numberArgument("LayerNorm", "eps", given.eps ?? 1e-5);
    this.elementwise_affine = booleanArgument("LayerNorm", "elementwise_affine", given.elementwise_affine, true);
    const withBias = booleanArgument("LayerNorm", "bias", given.bias, true) && this.elementwise_affine;
    const dtype = parameterDtype("LayerNorm", given);
    this.weight = this.elementwise_affine ? emptyParameter(this.normalized_shape, dtype) : null;
    this.bias = withBias ? emptyParameter(this.normalized_shape, dtype) : null;
    this.reset_parameters();
  }

  /** Puts the weight back to 1 and the bias to 0. */
  reset_parameters(): void {
    if (this.weight !== null) ones_(this.weight);
    if (this.bias !== null) zeros_(this.bias);
  }

  override forward(input: Tensor): Tensor {
    return layer_norm(input, this.normalized_shape, this.weight, this.bias, this.eps);
  }

  override extra_repr(): string {
    const { normalized_shape, eps, elementwise_affine, bias } = this;
    return `${pythonTuple(normalized_shape)}, eps=${pythonNumber(eps)}, elementwise_affine=${pythonBool(elementwise_affine)}, bias=${pythonBool(bias !== null)}`;
  }
}

/**
 * What lies in the last dimensions, as many as normalized_shape has, by its root mean square, times weight of that shape.
 * Throws for inputs that end in other sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html
 */
export class RMSNorm extends Module {
  readonly normalized_shape: readonly number[];
  eps: number | null;
  readonly elementwise_affine: boolean;
  /** What each element is multiplied by. Shape normalized_shape; null unless elementwise_affine. */
  weight: Parameter | null;

  constructor(sizes: NormalizedShape & RMSNormOptions);
  constructor(
    normalized_shape: number | readonly number[],
    eps?: number | null | RMSNormOptions,
    elementwise_affine?: boolean | RMSNormOptions,
    options?: FactoryOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const names = ["normalized_shape", "eps", "elementwise_affine", ...factoryNames] as const;
    const given = readArguments<NormalizedShape & RMSNormOptions>("RMSNorm", names, args);
    this.normalized_shape = sizesOf("RMSNorm", given.normalized_shape);
    const eps = given.eps ?? null;
    this.eps = eps === null ? null : numberArgument("RMSNorm", "eps", eps);
    this.elementwise_affine = booleanArgument("RMSNorm", "elementwise_affine", given.elementwise_affine, true);
    const dtype = parameterDtype("RMSNorm", given);
    this.weight = this.elementwise_affine ? emptyParameter(this.normalized_shape, dtype) : null;
    this.reset_parameters();
  }

  /** Puts the weight back to 1. */
  reset_parameters(): void {
    if (this.weight !== null) ones_(this.weight);
  }

  override forward(input: Tensor): Tensor {
    return rms_norm(input, this.normalized_shape, this.weight, this.eps);
  }

  override extra_repr(): string {
    const { normalized_shape, eps, elementwise_affine } = this;
    const added = eps === null ? "None" : pythonNumber(eps);
    return `${pythonTuple(normalized_shape)}, eps=${added}, elementwise_affine=${pythonBool(elementwise_affine)}`;
  }
}

function sizesOf(module: string, value: unknown): readonly number[] {
  if (value === undefined) throw errors.missingArgument(`${module}.__init__`, "normalized_shape");
  return integersArgument(module, "normalized_shape", typeof value === "number" ? [value] : value);
}
