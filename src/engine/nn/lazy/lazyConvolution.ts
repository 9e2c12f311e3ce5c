import { booleanArgument, readArguments } from "../../arguments.js";
import { inGradMode } from "../../autograd/gradMode.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import type { ConvolutionModule, ConvolutionSizes } from "../convolutions/convolutionModule.js";
import { countArgument, factoryNames, parameterDtype, type FactoryOptions } from "../module/factory.js";
import { UninitializedParameter } from "../uninitializedParameter.js";
import { hasUninitialized, initializeAtFirstCall, type LazyModule } from "./lazyModule.js";

/** The sizes that a lazy convolution is told. */
export type LazyConvolutionSizes = Omit<ConvolutionSizes, "in_channels">;

interface Given extends LazyConvolutionSizes, FactoryOptions {
  readonly bias?: boolean;
}

/** A convolution's arguments as long as its channels are not known, and what it is to become with them. */
export interface LazyConvolutionArguments {
  readonly empty: ConvolutionSizes;
  readonly given: Given;
}

/** Reads the arguments of a lazy convolution: those of the ordinary one but for the first. */
export function readLazyConvolution(
  name: string,
  names: readonly string[],
  args: readonly unknown[],
): LazyConvolutionArguments {
  const all = ["out_channels", "kernel_size", ...names, ...factoryNames];
  const given = readArguments<Record<string, unknown>>(name, all, args) as unknown as Given;
  countArgument(name, "out_channels", given.out_channels);
  if (given.kernel_size === undefined) throw errors.missingArgument(`${name}.__init__`, "kernel_size");
  return { empty: { ...given, in_channels: 0, out_channels: 0, ...{ bias: false } }, given };
}

/** Puts parameters without a shape into an empty convolution. */
export function becomeLazy(module: ConvolutionModule & LazyModule, { given }: LazyConvolutionArguments): void {
  const { name } = module.constructor;
  const dtype = parameterDtype(name, given);
  module.weight = new UninitializedParameter({ dtype });
  module.out_channels = given.out_channels;
  if (booleanArgument(name, "bias", given.bias, true)) module.bias = new UninitializedParameter({ dtype });
  initializeAtFirstCall(module);
}

/** Gives a convolution's parameters the shapes that go with an input, and draws them. */
export function initializeConvolution(module: ConvolutionModule, input: Tensor): void {
  if (!hasUninitialized(module)) return;
  const { weight, bias, out_channels, groups, kernel_size, transposed } = module;
  const channels = channelsOf(module, input);
  module.in_channels = channels;
  if (channels % groups !== 0) throw errors.channelsNotDivisible("in_channels");
  const sizes = transposed ? [channels, Math.floor(out_channels / groups)] : [out_channels, channels / groups];
  inGradMode(false, () => {
    if (weight instanceof UninitializedParameter) weight.materialize([...sizes, ...kernel_size]);
    if (bias instanceof UninitializedParameter) bias.materialize([out_channels]);
    module.reset_parameters();
  });
}

/** Whether a convolution's weights can be drawn. */
export function isDrawable(module: ConvolutionModule): boolean {
  return !hasUninitialized(module) && module.in_channels !== 0;
}

function channelsOf(module: ConvolutionModule, input: Tensor): number {
  const { name } = module.constructor;
  const x = tensorArgument(name, "input", input);
  const unbatched = module.kernel_size.length + 1;
  if (x.ndim !== unbatched && x.ndim !== unbatched + 1)
    throw about(errors.lazyConvolutionRank(name, unbatched, x.shape), x);
  return x.shape[x.ndim - unbatched]!;
}
