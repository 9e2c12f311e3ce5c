import { NotImplementedError, RuntimeError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

export function padLengthOdd(length: number, by: "pad" | "constant_pad_nd"): Error {
  return new RuntimeError(
    by === "pad"
      ? "Padding length must be divisible by 2"
      : `Length of pad must be even but instead it equals ${length}`,
  );
}

export function padLengthTooLarge(length: number, rank: number, by: "pad" | "constant_pad_nd"): Error {
  return new RuntimeError(
    by === "pad"
      ? `Padding length should be less than or equal to two times the input dimension but got padding length ${length} and input of dimension ${rank}`
      : `Length of pad should be no more than twice the number of dimensions of the input. Pad length is ${length}while the input has ${rank}dimensions.`,
  );
}

export function padMode(mode: unknown): Error {
  return new NotImplementedError(`Unrecognised padding mode ${String(mode)}`);
}

export function padValue(mode: string): Error {
  return new RuntimeError(`Padding mode "${mode}" doesn't take in value argument`);
}

export function padSize(length: number, rank: number): Error {
  return new NotImplementedError(
    `Padding size ${length} is not supported for ${rank}D input tensor.\nSupported combinations for non-constant padding:\n  - 2D or 3D input: padding size = 2 (pads last dimension)\n  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)`,
  );
}

export function padOfNothing(rank: number, shape: Sizes): Error {
  return new RuntimeError(
    `Expected ${rank + 1}D or ${rank + 2}D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ${list(shape)}`,
  );
}

export function padBeyondReflection(argument: number, before: number, after: number, dim: number, shape: Sizes): Error {
  return new RuntimeError(
    `Argument #${argument}: Padding size should be less than the corresponding input dimension, but got: padding (${before}, ${after}) at dimension ${dim} of input ${list(shape)}`,
  );
}

export function padToNothing(input: Sizes, output: Sizes): Error {
  const names = ["D", "H", "W"].slice(-input.length);
  const sizes = (values: Sizes): string => values.map((value, i) => `${names[i]}: ${value}`).join(" ");
  return new RuntimeError(`input (${sizes(input)}) is too small. Calculated output ${sizes(output)}`);
}

export function padWrapsTwice(): Error {
  return new RuntimeError("Padding value causes wrapping around more than once.");
}

export function padToNegative(): Error {
  return new RuntimeError("Negative padding value is resulting in an empty dimension");
}
