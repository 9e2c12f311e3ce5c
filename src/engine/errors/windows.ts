import type { DTypeName } from "../dtype.js";
import { RuntimeError } from "./kinds.js";
import { className, cppNames, list, type Sizes } from "./words.js";

export function convolutionShapes(padded: Sizes, kernel: Sizes): Error {
  return new RuntimeError(
    `Calculated padded input size per channel: ${space(padded)}. Kernel size: ${space(kernel)}. Kernel size can't be greater than actual input size`,
  );
}

/** A line is told of as a plane of height 1. */
export function transposedOutput(input: Sizes, output: Sizes): Error {
  const told = (sizes: Sizes): string => space(sizes.length === 1 ? [1, ...sizes] : sizes);
  return new RuntimeError(
    `Given input size per channel: ${told(input)}. Calculated output size per channel: ${told(output)}. Output size is too small`,
  );
}

function space(sizes: Sizes): string {
  return `(${sizes.join(" x ")})`;
}

/** A line is told of as a plane of height 1. */
export function emptyConvolution(shape: Sizes): Error {
  const told = shape.length === 3 ? shape.toSpliced(2, 0, 1) : shape;
  return new RuntimeError(`Only zero batch or zero channel inputs are supported, but got input shape: ${list(told)}`);
}

/** A line is told of as a plane of height 1. */
export function emptyKernel(kernel: Sizes): Error {
  const [height, width] = kernel.length === 1 ? [1, ...kernel] : kernel;
  const told =
    kernel.length === 3 ? `: ${kernel.join(" x ")} (TxHxW)` : ` kernel_height: ${height} kernel_width: ${width}`;
  return new RuntimeError(`kernel size should be greater than zero, but got${told}`);
}

export function convolutionSizes(name: string, count: number, sizes: Sizes): Error {
  return new RuntimeError(
    `expected ${name} to be a single integer value or a list of ${count} values to match the convolution dimensions, but got ${name}=${list(sizes)}`,
  );
}

export function negativeOutputPadding(): Error {
  return new RuntimeError("negative output_padding is not supported");
}

/** A line is told of as a plane of height 1. */
export function outputPaddingTooLarge(outputPadding: Sizes, stride: Sizes, dilation: Sizes): Error {
  const told = (name: string, sizes: Sizes, flat: number): string =>
    (sizes.length === 1 ? [flat, ...sizes] : sizes)
      .map((size, i, { length }) => `${name}_${["depth", "height", "width"].at(i - length)!}: ${size}`)
      .join(" ");
  return new RuntimeError(
    `output padding must be smaller than either stride or dilation, but got ${told("output_padding", outputPadding, 0)} ${told("stride", stride, 1)} ${told("dilation", dilation, 1)}`,
  );
}

export function convolutionDtypes(input: DTypeName, other: DTypeName, what: "weight" | "bias"): Error {
  return new RuntimeError(`Input type (${cppNames[input]}) and ${what} type (${cppNames[other]}) should be the same`);
}

export function convolutionBiasDtype(input: string, bias: string): Error {
  return new RuntimeError(
    `Input type (torch.${input}Tensor) and bias type (${className(bias)}) should be the same or input should be a MKLDNN tensor and bias is a dense tensor`,
  );
}

export function convolutionInput(op: string, planar: number, shape: Sizes): Error {
  return new RuntimeError(
    `Expected ${planar + 1}D (unbatched) or ${planar + 2}D (batched) input to ${op}, but got input of size: ${list(shape)}`,
  );
}

export function convolutionWeight(rank: number, weight: Sizes, input: Sizes, space: "" | " "): Error {
  return new RuntimeError(
    `Expected ${rank}-dimensional input for ${rank}-dimensional weight${space}${list(weight)}, but got ${input.length}-dimensional input of size ${list(input)} instead`,
  );
}

export function convolutionWeightRank(): Error {
  return new RuntimeError("weight should have at least three dimensions");
}

export function convolutionChannels(what: string, weight: Sizes, channels: number, input: Sizes): Error {
  return new RuntimeError(
    `Given ${what}, weight of size ${list(weight)}, expected input${list(input)} to have ${channels} channels, but got ${input[1]} channels instead`,
  );
}

export function convolutionGroups(groups: number, weight: Sizes, kind: "few" | "uneven"): Error {
  return new RuntimeError(
    kind === "few"
      ? `Given groups=${groups}, expected weight to be at least ${groups} at dimension 0, but got weight of size ${list(weight)} instead`
      : `Given groups=${groups}, expected weight to be divisible by ${groups} at dimension 0, but got weight of size [${list(weight)}] instead`,
  );
}

export function convolutionBias(transposed: boolean, weight: Sizes, outputs: number, bias: Sizes): Error {
  return new RuntimeError(
    `Given ${transposed ? "transposed=1, " : ""}weight of size ${list(weight)}, expected bias to be 1-dimensional with ${outputs} elements, but got bias of size ${list(bias)} instead`,
  );
}

export function nonPositiveStride(): Error {
  return new RuntimeError("non-positive stride is not supported");
}

export function nonPositiveGroups(): Error {
  return new RuntimeError("non-positive groups is not supported");
}

export function negativePadding(): Error {
  return new RuntimeError("negative padding is not supported");
}

export function nonPositiveDilation(): Error {
  return new RuntimeError("dilation should be greater than zero");
}

/** The sizes are told of but by the library for float32. */
export function zeroDilation(told: Sizes | null): Error {
  if (told === null) return new RuntimeError("non-positive dilation is not supported");
  return new RuntimeError(`dilation should be greater than zero, but got ${list(told)}`);
}

export function zeroTransposedDilation(dilation: Sizes): Error {
  const names = ["depth", "height", "width"].slice(-dilation.length);
  const told = names.map((name, i) => `dilation_${name}: ${dilation[i]}`).join(", ");
  return new RuntimeError(`dilation should be greater than zero, but got ${told}`);
}

export function stridedSamePadding(): Error {
  return new RuntimeError("padding='same' is not supported for strided convolutions");
}

export function unknownPadding(padding: string): Error {
  return new RuntimeError(`Invalid padding string: '${padding}'`);
}
