import { booleanArgument, readArguments } from "../../arguments.js";
import { int64 } from "../../dtype.js";
import { numberArgument } from "../../ops/operands.js";
import { filledTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { pythonBool, pythonNumber } from "../../pythonValues.js";
import { ones_, zeros_ } from "../init.js";
import { Module } from "../module.js";
import { countArgument, emptyParameter, factoryNames, parameterDtype, type FactoryOptions } from "../module/factory.js";
import type { LocalMetadata, State } from "../module/stateDict.js";
import type { Parameter } from "../parameter.js";

export interface StatisticsModuleOptions extends FactoryOptions {
  /** Is added to the variance, so that nothing is divided by 0; 1e-5 unless given. */
  readonly eps?: number;
  /** How far the running statistics move towards a batch's; 0.1 unless given. Null: they are the mean over all batches. */
  readonly momentum?: number | null;
  /** Whether each channel is multiplied by a weight and added a bias, both learned. */
  readonly affine?: boolean;
  /** Whether running statistics are kept, which evaluation then uses. */
  readonly track_running_stats?: boolean;
  /** Whether an affine module has a bias; true unless given. */
  readonly bias?: boolean;
}

export interface NumFeatures {
  /** The number of channels. */
  readonly num_features: number;
}

export const statisticsNames = ["eps", "momentum", "affine", "track_running_stats", ...factoryNames, "bias"] as const;

/** What batch and instance norms have in common: parameters and running statistics for each channel. */
export abstract class StatisticsModule extends Module {
  /** How many channels an input has. */
  num_features: number;
  /** Is added to the variances. */
  eps: number;
  /** How much of each new statistic the running one takes; null for the mean of all. */
  momentum: number | null;
  /** Whether there are weights and biases. */
  affine: boolean;
  /** Whether running statistics are kept. */
  track_running_stats: boolean;
  /** What each channel is multiplied by. Shape [num_features]; null unless affine. */
  weight: Parameter | null;
  /** What is added to each channel. Shape [num_features]; null unless affine. */
  bias: Parameter | null;
  /** The running means of the channels. Shape [num_features]; null unless they are tracked. */
  declare running_mean: Tensor | null;
  /** The running variances of the channels. Shape [num_features]; null unless they are tracked. */
  declare running_var: Tensor | null;
  /** How many batches there were, as an int64 tensor; null unless statistics are tracked. */
  declare num_batches_tracked: Tensor | null;

  constructor(args: readonly unknown[], unlessGiven: { readonly affine: boolean; readonly tracking: boolean }) {
    super();
    const { name } = this.constructor;
    const given = readArguments<StatisticsModuleOptions & NumFeatures>(
      name,
      ["num_features", ...statisticsNames],
      args,
    );
    this.num_features = countArgument(name, "num_features", given.num_features);
    this.eps = numberArgument(name, "eps", given.eps ?? 1e-5);
    this.momentum = given.momentum === null ? null : numberArgument(name, "momentum", given.momentum ?? 0.1);
    this.affine = booleanArgument(name, "affine", given.affine, unlessGiven.affine);
    this.track_running_stats = booleanArgument(
      name,
      "track_running_stats",
      given.track_running_stats,
      unlessGiven.tracking,
    );
    const dtype = parameterDtype(name, given);
    const withBias = booleanArgument(name, "bias", given.bias, true);
    const shape = [this.num_features];
    this.weight = this.affine ? emptyParameter(shape, dtype) : null;
    this.bias = this.affine && withBias ? emptyParameter(shape, dtype) : null;
    const tracked = (value: number): Tensor | null =>
      this.track_running_stats ? filledTensor(shape, value, dtype) : null;
    this.register_buffer("running_mean", tracked(0));
    this.register_buffer("running_var", tracked(1));
    this.register_buffer("num_batches_tracked", this.track_running_stats ? filledTensor([], 0, int64) : null);
    this.reset_parameters();
  }

  /** Puts the running statistics back to mean 0 and variance 1. */
  reset_running_stats(): void {
    this.running_mean?.zero_();
    this.running_var?.fill_(1);
    this.num_batches_tracked?.zero_();
  }

  /** Puts everything back to what it was at first. */
  reset_parameters(): void {
    this.reset_running_stats();
    if (this.weight !== null) ones_(this.weight);
    if (this.bias !== null) zeros_(this.bias);
  }

  override extra_repr(): string {
    const { num_features, eps, momentum, affine, bias, track_running_stats } = this;
    const moved = momentum === null ? "None" : pythonNumber(momentum);
    return `${num_features}, eps=${pythonNumber(eps)}, momentum=${moved}, affine=${pythonBool(affine)}, bias=${pythonBool(bias !== null)}, track_running_stats=${pythonBool(track_running_stats)}`;
  }

  /** States that were saved before batches were counted have no count. */
  override _load_from_state_dict(
    state_dict: State,
    prefix: string,
    local_metadata: LocalMetadata,
    strict: boolean,
    missing_keys: string[],
    unexpected_keys: string[],
    error_msgs: string[],
  ): void {
    const key = `${prefix}num_batches_tracked`;
    if ((local_metadata.version ?? 0) < 2 && this.track_running_stats && !Object.hasOwn(state_dict, key))
      state_dict[key] = this.num_batches_tracked;
    super._load_from_state_dict(state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs);
  }

  /** @internal */
  override get stateVersion(): number {
    return 2;
  }
}
