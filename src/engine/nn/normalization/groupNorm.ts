import { booleanArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { pythonBool, pythonNumber } from "../../pythonValues.js";
import { group_norm } from "../functional/normalizations.js";
import { ones_, zeros_ } from "../init.js";
import { Module } from "../module.js";
import { countArgument, emptyParameter, factoryNames, parameterDtype, type FactoryOptions } from "../module/factory.js";
import type { Parameter } from "../parameter.js";

export interface GroupNormOptions extends FactoryOptions {
  /** Is added to the variance, so that nothing is divided by 0; 1e-5 unless given. */
  readonly eps?: number;
  /** Whether each channel is multiplied by a weight and added a bias, both learned; true unless given. */
  readonly affine?: boolean;
  /** Whether an affine module has a bias; true unless given. */
  readonly bias?: boolean;
}

interface GroupNormSizes {
  /** Into how many groups the channels are divided. */
  readonly num_groups: number;
  /** How many channels an input has; a multiple of num_groups. */
  readonly num_channels: number;
}

/**
 * The channels of input [N, num_channels, …] in num_groups groups: each group of an instance minus its mean, by its standard
 * deviation, times weight [num_channels] plus bias [num_channels]. Throws unless num_groups divides num_channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html
 */
export class GroupNorm extends Module {
  readonly num_groups: number;
  readonly num_channels: number;
  eps: number;
  readonly affine: boolean;
  /** What each channel is multiplied by. Shape [num_channels]; null unless affine. */
  weight: Parameter | null;
  /** What is added to each channel. Shape [num_channels]; null unless affine. */
  bias: Parameter | null;

  constructor(sizes: GroupNormSizes & GroupNormOptions);
  constructor(
    num_groups: number,
    num_channels: number | (Pick<GroupNormSizes, "num_channels"> & GroupNormOptions),
    eps?: number | GroupNormOptions,
    affine?: boolean | GroupNormOptions,
    options?: GroupNormOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const names = ["num_groups", "num_channels", "eps", "affine", ...factoryNames, "bias"] as const;
    const given = readArguments<GroupNormSizes & GroupNormOptions>("GroupNorm", names, args);
    this.num_groups = countArgument("GroupNorm", "num_groups", given.num_groups);
    this.num_channels = countArgument("GroupNorm", "num_channels", given.num_channels);
    if (this.num_channels % this.num_groups !== 0) throw errors.groupsOfChannels(this.num_channels, this.num_groups);
    this.eps = numberArgument("GroupNorm", "eps", given.eps ?? 1e-5);
    this.affine = booleanArgument("GroupNorm", "affine", given.affine, true);
    const withBias = booleanArgument("GroupNorm", "bias", given.bias, true) && this.affine;
    const dtype = parameterDtype("GroupNorm", given);
    this.weight = this.affine ? emptyParameter([this.num_channels], dtype) : null;
    this.bias = withBias ? emptyParameter([this.num_channels], dtype) : null;
    this.reset_parameters();
  }

  /** Puts the weight back to 1 and the bias to 0. */
  reset_parameters(): void {
    if (this.weight !== null) ones_(this.weight);
    if (this.bias !== null) zeros_(this.bias);
  }

  override forward(input: Tensor): Tensor {
    return group_norm(input, this.num_groups, this.weight, this.bias, this.eps);
  }

  override extra_repr(): string {
    const { num_groups, num_channels, eps, affine, bias } = this;
    return `${num_groups}, ${num_channels}, eps=${pythonNumber(eps)}, affine=${pythonBool(affine)}, bias=${pythonBool(bias !== null)}`;
  }
}
