import { flagArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about, calledWith } from "../../failedCall.js";
import { isMappedAs } from "../../func/batchLevel.js";
import { floatArgument, tensorArgument } from "../../ops/operands.js";
import { normalizedBatch, type BatchParameters } from "../../ops/normalizations.js";
import { wrapDimension } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { checkParameterDtypes } from "./normalizations.js";
import { optionalTensor } from "./optionalTensor.js";
import { checkUndifferentiated } from "./undifferentiated.js";

interface StatisticsOptions {
  /** Multiplies each channel. */
  readonly weight?: Tensor | null;
  /** Is added to each channel. */
  readonly bias?: Tensor | null;
  /** How far the running statistics move towards a batch's; 0.1 unless given. */
  readonly momentum?: number;
  /** Is added to the variance, so that nothing is divided by 0; 1e-5 unless given. */
  readonly eps?: number;
}

export interface BatchNormOptions extends StatisticsOptions {
  /** Whether the batch's own statistics normalise it, and move the running ones; false unless given. */
  readonly training?: boolean;
}

export interface InstanceNormOptions extends StatisticsOptions {
  /** Is used instead of the input's means where use_input_stats is false; shape [C]. */
  readonly running_mean?: Tensor | null;
  /** Is used instead of the input's variances where use_input_stats is false; shape [C]. */
  readonly running_var?: Tensor | null;
  /** Whether each instance's own statistics normalise it, and move the running ones; true unless given. */
  readonly use_input_stats?: boolean;
}

/**
 * Each channel of input [n, c, …] minus its mean, by its standard deviation, times weight [c] plus bias [c]. In training
 * the statistics are the batch's, and running_mean [c] and running_var [c] are moved towards them in place; else they are
 * the running ones. Throws for other shapes and dtypes, and for one value per channel in training.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.batch_norm.html
 */
export function batch_norm(
  input: Tensor,
  running_mean: Tensor | null,
  running_var: Tensor | null,
  weight?: Tensor | null | BatchNormOptions,
  bias?: Tensor | null | BatchNormOptions,
  training?: boolean | BatchNormOptions,
  momentum?: number | BatchNormOptions,
  eps?: number | BatchNormOptions,
): Tensor {
  const named = byName(
    batch_norm,
    "batch_norm(input, running_mean, running_var, weight, bias, training, momentum, eps)",
    arguments,
  );
  if (named !== null) return named.result;
  const names = ["running_mean", "running_var", "weight", "bias", "training", "momentum", "eps"];
  const args = [running_mean, running_var, weight, bias, training, momentum, eps];
  const x = tensorArgument("batch_norm", "input", input);
  if (training === true) checkBatch(x);
  const given = statisticsArguments("batch_norm", names, args);
  const own = flagArgument("batch_norm", "training", given.named["training"], false);
  if (own ? given.eps <= 0 : given.eps < 0) throw errors.batchNormEps(given.eps, own);
  return calledWith([x, ...given.tensors], () => normalized(x, { ...given, training: own }));
}

/**
 * Each channel of each instance of input [n, c, …] minus its mean, by its standard deviation, times weight [c] plus bias
 * [c]; without use_input_stats by the running statistics. Throws for other shapes and dtypes, and for one value per channel.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.instance_norm.html
 */
export function instance_norm(
  input: Tensor,
  running_mean?: Tensor | null | InstanceNormOptions,
  running_var?: Tensor | null | InstanceNormOptions,
  weight?: Tensor | null | InstanceNormOptions,
  bias?: Tensor | null | InstanceNormOptions,
  use_input_stats?: boolean | InstanceNormOptions,
  momentum?: number | InstanceNormOptions,
  eps?: number | InstanceNormOptions,
): Tensor {
  const named = byName(
    instance_norm,
    "instance_norm(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)",
    arguments,
  );
  if (named !== null) return named.result;
  const names = ["running_mean", "running_var", "weight", "bias", "use_input_stats", "momentum", "eps"];
  const args = [running_mean, running_var, weight, bias, use_input_stats, momentum, eps];
  const x = tensorArgument("instance_norm", "input", input);
  if (use_input_stats !== false && x.shape.slice(2).reduce((total, size) => total * size, 1) === 1)
    throw about(errors.oneSpatialElement(x.shape), x);
  const given = statisticsArguments("instance_norm", names, args);
  const training = flagArgument("instance_norm", "use_input_stats", given.named["use_input_stats"], true);
  const { running_mean: mean, running_var: variance } = given;
  if (!training && (mean === null || variance === null)) throw errors.instanceStatisticsMissing();
  const [batch, channels] = [x.size(0), x.shape[wrapDimension(1, x.ndim)]!];
  // As PyTorch does it: the instances become channels of one batch.
  const each = (vector: Tensor | null): Tensor | null => vector?.repeat(batch) ?? null;
  const of = { weight: each(given.weight), bias: each(given.bias) };
  // Of a mean in another dtype PyTorch converts both, of a variance in another one neither.
  const dtype = (given.weight ?? x).dtype;
  const converts = mean !== null && mean.dtype !== dtype;
  const inDtype = (vector: Tensor): Tensor => (converts ? vector.to(dtype) : vector);
  const means = mean === null ? null : each(inDtype(mean));
  if (converts && variance === null) throw errors.undefinedOperand();
  const running = { running_mean: means, running_var: variance === null ? null : each(inDtype(variance)) };
  const rows = x.contiguous().view([1, batch * channels, ...x.shape.slice(2)]);
  const out = calledWith([x, ...given.tensors], () => normalized(rows, { ...given, ...of, ...running, training }));
  if (training) {
    mean?.copy_(running.running_mean!.view([batch, channels]).mean(0));
    variance?.copy_(running.running_var!.view([batch, channels]).mean(0));
  }
  return out.view(x.shape);
}

interface StatisticsArguments extends Omit<BatchParameters, "training"> {
  readonly tensors: readonly (Tensor | null)[];
  readonly named: Readonly<Record<string, unknown>>;
}

function statisticsArguments(op: string, names: readonly string[], args: readonly unknown[]): StatisticsArguments {
  const named = readArguments<Record<string, unknown>>(op, names, args);
  const tensor = (name: string): Tensor | null => optionalTensor(op, name, named[name]);
  const [weight, bias] = [tensor("weight"), tensor("bias")];
  const [running_mean, running_var] = [tensor("running_mean"), tensor("running_var")];
  return {
    ...{ running_mean, running_var, weight, bias },
    momentum: floatArgument(op, "momentum", named["momentum"], 0.1),
    eps: floatArgument(op, "eps", named["eps"], 1e-5),
    tensors: [running_mean, running_var, weight, bias],
    named,
  };
}

function checkBatch(x: Tensor): void {
  if (x.ndim === 0) throw errors.tupleIndexOutOfRange();
  if (x.shape.toSpliced(1, 1).reduce((total, size) => total * size, 1) === 1) {
    throw about(errors.oneValuePerChannel(x.shape), x);
  }
}

function normalized(x: Tensor, given: BatchParameters): Tensor {
  const { running_mean, running_var, weight, bias, training } = given;
  if (x.numel() === 0) {
    // PyTorch scales by the first channel's parameters whatever is empty, and looks at nothing else.
    const scaled = weight === null ? x.clone() : x.clone().mul(weight.select(0, 0));
    return bias === null ? scaled : scaled.add(bias.select(0, 0));
  }
  checkStatistics(x, given);
  wrapDimension(1, x.ndim);
  if (!x.dtype.is_floating_point) throw errors.notImplementedFor("batch_norm", x.dtype.label);
  checkParameterDtypes(x, [weight, bias, running_mean, running_var]);
  const other = [running_mean, running_var].find((tensor) => tensor !== null && tensor.ndim !== 1);
  if (other) throw errors.statisticsNotVectors(other.ndim);
  if (training && [running_mean, running_var].some((running) => running !== null && !isMappedAs(running, x)))
    throw errors.statisticsNotMapped();
  return normalizedBatch(x, { ...given, training });
}

function checkStatistics(x: Tensor, { running_mean, running_var, weight, bias, training }: BatchParameters): void {
  const channels = x.shape[1] ?? 0;
  for (const [name, tensor] of Object.entries({ running_mean, running_var, weight, bias })) {
    const isStatistic = name === "running_mean" || name === "running_var";
    if (tensor === null && isStatistic && !training) throw errors.statisticMissing(name);
    if (tensor !== null && tensor.numel() !== channels) throw errors.channelElements(name, channels, tensor.numel());
  }
  if ((running_mean === null) !== (running_var === null)) throw errors.oneStatistic();
  checkUndifferentiated("native_batch_norm", { running_mean, running_var });
}
