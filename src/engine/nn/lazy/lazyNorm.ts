import { booleanArgument, readArguments } from "../../arguments.js";
import { inGradMode } from "../../autograd/gradMode.js";
import { int64 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { tensorArgument } from "../../ops/operands.js";
import { filledTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { parameterDtype } from "../module/factory.js";
import {
  statisticsNames,
  type NumFeatures,
  type StatisticsModule,
  type StatisticsModuleOptions,
} from "../normalization/statisticsModule.js";
import { UninitializedBuffer } from "../uninitializedBuffer.js";
import { UninitializedParameter } from "../uninitializedParameter.js";
import { isUninitialized } from "./isUninitialized.js";
import { hasUninitialized, initializeAtFirstCall, type LazyModule } from "./lazyModule.js";

/** The arguments of a lazy norm, and those of an empty one, which has neither parameters nor statistics. */
export interface LazyNormArguments {
  readonly empty: NumFeatures & StatisticsModuleOptions;
  readonly given: StatisticsModuleOptions;
}

/** In PyTorch's order, or by name. */
export type LazyNormOptions = [
  eps?: number | StatisticsModuleOptions,
  momentum?: number | null | StatisticsModuleOptions,
  affine?: boolean | StatisticsModuleOptions,
  track_running_stats?: boolean | StatisticsModuleOptions,
  options?: StatisticsModuleOptions,
];

/** Reads the arguments of a lazy norm: those of the ordinary one but for the first. */
export function readLazyNorm(name: string, args: readonly unknown[]): LazyNormArguments {
  const given = readArguments<StatisticsModuleOptions>(name, statisticsNames, args);
  return { empty: { ...given, num_features: 0, affine: false, track_running_stats: false, bias: false }, given };
}

/**
 * Puts parameters and buffers without a shape into an empty norm. Lazy instance norms are affine and keep running statistics
 * unless told so: they take PyTorch's defaults of lazy batch norms.
 */
export function becomeLazy(module: StatisticsModule & LazyModule, { given }: LazyNormArguments): void {
  const { name } = module.constructor;
  const dtype = parameterDtype(name, given);
  module.affine = booleanArgument(name, "affine", given.affine, true);
  module.track_running_stats = booleanArgument(name, "track_running_stats", given.track_running_stats, true);
  if (module.affine) {
    module.weight = new UninitializedParameter({ dtype });
    if (booleanArgument(name, "bias", given.bias, true)) module.bias = new UninitializedParameter({ dtype });
  }
  if (module.track_running_stats) {
    module.running_mean = new UninitializedBuffer({ dtype });
    module.running_var = new UninitializedBuffer({ dtype });
    module.num_batches_tracked = filledTensor([], 0, int64);
  }
  initializeAtFirstCall(module);
}

/** Gives a norm's parameters and statistics the shape that goes with an input, and their first values. */
export function initializeNorm(module: StatisticsModule, input: Tensor): void {
  if (!hasUninitialized(module)) return;
  const channels = tensorArgument(module.constructor.name, "input", input).shape[1];
  if (channels === undefined) throw errors.tupleIndexOutOfRange();
  module.num_features = channels;
  inGradMode(false, () => {
    for (const tensor of [module.weight, module.bias, module.running_mean, module.running_var])
      if (isUninitialized(tensor)) tensor.materialize([channels]);
    module.reset_parameters();
  });
}

/** Whether a norm's parameters have values. */
export function isReady(module: StatisticsModule): boolean {
  return !hasUninitialized(module) && module.num_features !== 0;
}
