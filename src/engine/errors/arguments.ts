import { IndexError, RuntimeError, ValueError } from "./kinds.js";
import { describeType, list, type Sizes } from "./words.js";

export function wrongArgument(op: string, argument: string, expected: string, value: unknown): Error {
  return new TypeError(`${op}(): argument '${argument}' must be ${expected}, not ${describeType(value)}`);
}

/** The fault of an argument, told by the other name under which the function was called. */
export function inTheNameOf(name: string, error: unknown): unknown {
  if (!(error instanceof TypeError)) return error;
  const before = error.message;
  error.message = before.replace(/^\w+\(\)/, `${name}()`);
  if (error.stack !== undefined) error.stack = error.stack.replace(before, error.message);
  return error;
}

export function plainObjectArgument(op: string, argument: string): Error {
  return new TypeError(`${op}(): argument '${argument}' must not be a plain object`);
}

export function unknownOption(op: string, option: string, nearest: string, known: Sizes | readonly string[]): Error {
  const hint = known.length === 0 ? "it takes no options" : `did you mean '${nearest}'?`;
  return new TypeError(`${op}() got an unexpected keyword argument '${option}' (${hint})`);
}

export function invalidCombination(op: string, named: readonly (readonly [name: string, value: unknown])[]): Error {
  const got = named.map(([name]) => name).join(", ");
  return new TypeError(`${op}() received an invalid combination of arguments - got (${got})`);
}

export function repeatedArgument(op: string, argument: string): Error {
  return new TypeError(`${op}() got multiple values for argument '${argument}'`);
}

export function tooManyArguments(op: string, allowed: number, given: number): Error {
  const plural = allowed === 1 ? "argument" : "arguments";
  return new TypeError(`${op}() takes ${allowed} positional ${plural} but ${given} were given`);
}

export function tensorUsedAsNumber(): Error {
  return new TypeError(
    "a Tensor cannot be used with JavaScript's operators: write x.mul(2) for x * 2, x.add(y) for x + y, x.pow(2) for x ** 2, x.gt(0) for x > 0, or x.item() for its number",
  );
}

export function indexNotInteger(item: unknown): Error {
  return new IndexError(
    `only integers, slices (\`:\`), ellipsis (\`...\`), None and long or byte Variables are valid indices (got ${typeof item === "number" ? String(item) : describeType(item)})`,
  );
}

export function raggedData(expected: number, got: number, dim: number): Error {
  return new ValueError(`expected sequence of length ${expected} at dim ${dim} (got ${got})`);
}

export function notASequence(value: unknown): Error {
  return new TypeError(
    `not a sequence: expected an array of the same depth as its neighbours, got ${describeType(value)}`,
  );
}

export function invalidElement(value: unknown): Error {
  return new TypeError(`new(): invalid data type '${describeType(value)}'`);
}

export function negativeSize(size: number, shape: Sizes): Error {
  return new RuntimeError(`Trying to create tensor with negative dimension ${size}: ${list(shape)}`);
}

export function notOneElement(count: number): Error {
  return new RuntimeError(`a Tensor with ${count} elements cannot be converted to Scalar`);
}

export function unknownRoundingMode(mode: unknown): Error {
  return new RuntimeError(
    `div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '${String(mode)}'`,
  );
}

export function rangeStep(): Error {
  return new RuntimeError("step must be nonzero");
}

export function rangeBounds(): Error {
  return new RuntimeError("upper bound and lower bound inconsistent with step sign");
}

export function stepCount(): Error {
  return new RuntimeError("number of steps must be non-negative");
}

export function hardtanhBounds(): Error {
  return new ValueError("min_val cannot be greater than max_val");
}

export function notATensorInList(entry: number, value: unknown): Error {
  return new TypeError(`expected Tensor as element ${entry} in argument 0, but got ${describeType(value)}`);
}

export function clampWithoutBounds(): Error {
  return new RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None");
}

export function unknownApproximation(): Error {
  return new RuntimeError("approximate argument must be either none or tanh.");
}
