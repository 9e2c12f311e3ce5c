import { RuntimeError, ValueError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

/** Of a constructor in Python's words, of a function in those of PyTorch's C++. */
export function missingArgument(op: string, argument: string): Error {
  if (op.endsWith(".__init__")) return new TypeError(`${op}() missing 1 required positional argument: '${argument}'`);
  return new TypeError(`${op}() missing 1 required positional arguments: "${argument}"`);
}

export function negativeZeros(): Error {
  return new RuntimeError("zeros: Dimension size must be non-negative.");
}

export function sizesOverflow(shape: Sizes): Error {
  return new RuntimeError(`Storage size calculation overflowed with sizes=${list(shape)}`);
}

export function outOfMemory(bytes: number): Error {
  return new RuntimeError(`can't allocate memory: you tried to allocate ${bytes} bytes.`);
}

export function unsupportedRange(start: number, end: number): Error {
  const text = (value: number): string => String(value).replace("Infinity", "inf").replace("NaN", "nan");
  return new RuntimeError(`unsupported range: ${text(start)} -> ${text(end)}`);
}

export function rangeTooLong(): Error {
  return new RuntimeError("invalid size, possible overflow?");
}

/** Of the bounds that are tensors; numbers are not told. */
export function boundsWithDimensions(op: string, bounds: readonly (readonly [name: string, rank: number])[]): Error {
  const ranks = bounds.map(([name, rank]) => `${name} with ${rank} dimension(s)`).join(" and ");
  return new RuntimeError(`${op} only supports 0-dimensional start and end tensors, but got ${ranks}.`);
}

export function negativeEye(argument: "n" | "m", size: number): Error {
  return new RuntimeError(`${argument} must be greater or equal to 0, got ${size}`);
}

export function noIndex(): Error {
  return new TypeError("only integer tensors of a single element can be converted to an index");
}

export function manyElementsAsNumber(): Error {
  return new ValueError("only one element tensors can be converted to Python scalars");
}
