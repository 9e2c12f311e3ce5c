import { RuntimeError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

export function convolutionShapes(padded: Sizes, kernel: Sizes): Error {
  const sizes = (values: Sizes): string => `(${values.join(" x ")})`;
  return new RuntimeError(
    `Calculated padded input size per channel: ${sizes(padded)}. Kernel size: ${sizes(kernel)}. Kernel size can't be greater than actual input size`,
  );
}

const cppNames: Readonly<Record<string, string>> = {
  Float: "float",
  Double: "double",
  Byte: "unsigned char",
  Int: "int",
  Long: "long int",
  Bool: "bool",
};

export function convolutionDtypes(input: string, other: string, what: "weight" | "bias"): Error {
  return new RuntimeError(`Input type (${cppNames[input]}) and ${what} type (${cppNames[other]}) should be the same`);
}

export function convolutionInput(op: string, planar: number, shape: Sizes): Error {
  return new RuntimeError(
    `Expected ${planar + 1}D (unbatched) or ${planar + 2}D (batched) input to ${op}, but got input of size: ${list(shape)}`,
  );
}

export function convolutionWeight(rank: number, weight: Sizes, input: Sizes): Error {
  return new RuntimeError(
    `Expected ${rank}-dimensional input for ${rank}-dimensional weight ${list(weight)}, but got ${input.length}-dimensional input of size ${list(input)} instead`,
  );
}

export function convolutionWeightRank(): Error {
  return new RuntimeError("weight should have at least three dimensions");
}

export function convolutionChannels(groups: number, weight: Sizes, input: Sizes): Error {
  return new RuntimeError(
    `Given groups=${groups}, weight of size ${list(weight)}, expected input${list(input)} to have ${weight[1]! * groups} channels, but got ${input[1]} channels instead`,
  );
}

export function convolutionGroups(groups: number, weight: Sizes, kind: "few" | "uneven"): Error {
  return new RuntimeError(
    kind === "few"
      ? `Given groups=${groups}, expected weight to be at least ${groups} at dimension 0, but got weight of size ${list(weight)} instead`
      : `Given groups=${groups}, expected weight to be divisible by ${groups} at dimension 0, but got weight of size [${list(weight)}] instead`,
  );
}

export function convolutionBias(weight: Sizes, bias: Sizes): Error {
  return new RuntimeError(
    `Given weight of size ${list(weight)}, expected bias to be 1-dimensional with ${weight[0]} elements, but got bias of size ${list(bias)} instead`,
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

export function stridedSamePadding(): Error {
  return new RuntimeError("padding='same' is not supported for strided convolutions");
}

export function unknownPadding(padding: string): Error {
  return new RuntimeError(`Invalid padding string: '${padding}'`);
}

export function windowSizes(op: string, name: string, planar: number): Error {
  const places = planar === 1 ? "one int" : "a single int, or a tuple of two ints";
  return new RuntimeError(`${op}: ${name} must either be ${places}`);
}

export function poolInput(shape: Sizes): Error {
  return new RuntimeError(
    `Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:${list(shape)}`,
  );
}

export function poolPaddingNegative(padding: number): Error {
  return new RuntimeError(`pad must be non-negative, but got pad: ${padding}`);
}

export function poolPaddingTooLarge(padding: number, kernel: number, dilation: number): Error {
  return new RuntimeError(
    `pad should be at most half of effective kernel size, but got pad=${padding}, kernel_size=${kernel} and dilation=${dilation}`,
  );
}

export function poolStrideZero(): Error {
  return new RuntimeError("stride should not be zero");
}

export function poolKernelZero(): Error {
  return new RuntimeError("kernel size should be greater than zero");
}

export function poolOutputTooSmall(input: Sizes, output: Sizes): Error {
  const sizes = (shape: Sizes): string => `(${shape.slice(-3).join("x")})`;
  return new RuntimeError(
    `Given input size: ${sizes(input)}. Calculated output size: ${sizes(output)}. Output size is too small`,
  );
}

export function poolDivisorZero(): Error {
  return new RuntimeError("divisor must be not zero");
}
