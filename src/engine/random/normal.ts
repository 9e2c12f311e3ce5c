import { inOrder } from "../callByName.js";
import { readArguments } from "../arguments.js";
import { inGradMode } from "../autograd/gradMode.js";
import { defaultDtype, type DType } from "../dtype.js";
import * as errors from "../errors.js";
import { withOpReports } from "../observer.js";
import { apply, call } from "../ops/dispatch.js";
import { floatArgument } from "../ops/operands.js";
import { broadcastShapes, elementCount, type Shape } from "../shape.js";
import { emptyTensor, inOrderOf, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { normalOp, normalPairOp } from "./drawnOps.js";
import { normalBlocks } from "./draws.js";
import { generatorOf, type Generator } from "./generator.js";
import { randomKeywords, randomOptionNames, sized, type RandomOptions } from "./sized.js";
import { drawnForSlices } from "./slices.js";

export interface NormalOptions extends RandomOptions {
  /** The mean: one for all elements, or a tensor with one for each. */
  readonly mean?: number | Tensor;
  /** The standard deviation: one for all elements, or a tensor with one for each. */
  readonly std?: number | Tensor;
  /** The shape of the result where mean and std are numbers. */
  readonly size?: readonly number[];
}

type GeneratorOption = Pick<RandomOptions, "generator">;

/** Normal numbers with a mean each and a deviation, 1 unless given; in the shape and dtype of the means. */
export function normal(mean: Tensor, std?: Tensor | number | NormalOptions, options?: GeneratorOption): Tensor;
/** Normal numbers with a deviation each, in the shape and dtype of the deviations. */
export function normal(mean: number, std: Tensor, options?: GeneratorOption): Tensor;
/** Normal numbers with everything by name. */
export function normal(options: NormalOptions): Tensor;
/**
 * Normal numbers with one mean and one deviation, in a shape: `normal(0, 0.1, [100, 1])`. Throws for negative deviations
 * and for integer dtypes. The gradients of tensors of means and deviations are zero.
 * https://docs.pytorch.org/docs/stable/generated/torch.normal.html
 */
export function normal(
  mean: number,
  std: number | NormalOptions,
  size?: readonly number[] | NormalOptions,
  options?: RandomOptions,
): Tensor;
export function normal(...args: unknown[]): Tensor {
  const names = ["mean", "std", "size", ...randomOptionNames] as const;
  const given = inOrder(`normal(mean, std, size, ${randomKeywords})`, args);
  const { mean, std, size, ...options } = readArguments<Required<NormalOptions>>("normal", names, given);
  if (mean === undefined) throw errors.missingArgument("normal", "mean");
  if (isTensor(mean) || isTensor(std)) {
    const source = generatorOf("normal", readArguments<GeneratorOption>("normal", ["generator"], [options]).generator);
    if (size !== undefined) throw errors.unknownOption("normal", "size", "generator", ["generator"]);
    if (!isTensor(mean)) return byDeviations(floatArgument("normal", "mean", mean), std as Tensor, source);
    if (isTensor(std)) return byBoth(mean, std, source);
    return byMeans(mean, std === undefined ? 1 : floatArgument("normal", "std", std), source);
  }
  if (std === undefined && size === undefined) throw errors.wrongArgument("normal", "mean", "Tensor", mean);
  const center = floatArgument("normal", "mean", mean);
  const width = std === undefined ? 1 : floatArgument("normal", "std", std);
  if (size === undefined) throw errors.missingArgument("normal", "size");
  if (!(width >= 0)) throw errors.negativeDeviation(width);
  return sized("normal", [size, options], defaultDtype(), (source) => (dtype, count) => {
    checkDtype(dtype, count);
    return normalBlocks(source, dtype, count, center, width);
  });
}

function byMeans(mean: Tensor, std: number, source: Generator): Tensor {
  if (!(std >= 0)) throw errors.negativeDeviation(std);
  const ofSlices = drawnForSlices([mean], (whole) => byMeans(whole, std, source));
  if (ofSlices !== null) return ofSlices;
  const drawn = unrecorded(() => normalTensor(source, mean.shape, mean.dtype, std).add_(mean));
  return call(normalOp, [mean, drawn], { given: "mean" });
}

function byDeviations(mean: number, std: Tensor, source: Generator): Tensor {
  const ofSlices = drawnForSlices([std], (whole) => byDeviations(mean, whole, source));
  if (ofSlices !== null) return ofSlices;
  checkDeviations(std);
  const drawn = unrecorded(() => normalTensor(source, std.shape, std.dtype, 1).mul_(std).add_(mean));
  return call(normalOp, [std, drawn], { given: "std" });
}

function byBoth(mean: Tensor, std: Tensor, source: Generator): Tensor {
  const ofSlices = drawnForSlices([mean, std], (means, deviations) => byBoth(means, deviations, source));
  if (ofSlices !== null) return ofSlices;
  checkDeviations(std);
  const shape = broadcastShapes(mean.shape, std.shape);
  const drawn = unrecorded(() => normalTensor(source, shape, mean.dtype, 1).mul_(std).add_(mean));
  return apply(normalPairOp, mean, std, drawn);
}

function normalTensor(source: Generator, shape: Shape, dtype: DType, std: number): Tensor {
  const count = elementCount(shape);
  checkDtype(dtype, count);
  return inOrderOf(emptyTensor(shape, dtype), normalBlocks(source, dtype, count, 0, std));
}

function checkDtype(dtype: DType, count: number): void {
  if (count > 0 && !dtype.is_floating_point) throw errors.notImplementedFor("normal_kernel_cpu", dtype.label);
}

function checkDeviations(std: Tensor): void {
  // A NaN makes the least element NaN.
  if (std.numel() > 0 && !(Number(std.detach().min().item()) >= 0)) throw errors.negativeDeviations();
}

function unrecorded(draw: () => Tensor): Tensor {
  return inGradMode(false, () => withOpReports(false, draw));
}
