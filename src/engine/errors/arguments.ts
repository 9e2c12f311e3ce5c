import { IndexError, RuntimeError, ValueError } from "./kinds.js";
import { describeType, list, type Sizes } from "./words.js";

export function wrongArgument(op: string, argument: string, expected: string, value: unknown): Error {
  const wrong = expected === "tuple of ints" && Array.isArray(value) ? wrongElement(value) : null;
  return new TypeError(`${op}(): argument '${argument}' ${wrong ?? `must be ${expected}, not ${describeType(value)}`}`);
}

/** PyTorch looks at the first element with the types of all arguments, at the others as it reads them. */
function wrongElement(values: readonly unknown[]): string | null {
  const place = values.findIndex((value) => !Number.isInteger(value));
  if (place < 0) return null;
  const found = describeType(values[place]);
  return place === 0
    ? `must be tuple of ints, but found element of type ${found} at pos 0`
    : `failed to unpack the object at pos ${place + 1} with error "type must be tuple of ints,but got ${found}"`;
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

/** What PyTorch has and GradLens does without. */
const notHere: Readonly<Record<string, string>> = {
  out: "GradLens writes no results into given tensors: use the result, or y.copy_(result)",
  out_dtype: "GradLens computes in the dtype of its operands",
  memory_format: "GradLens has the contiguous format only",
  names: "GradLens has no named dimensions",
  sparse_grad: "GradLens has no sparse tensors",
  layout: "all tensors are strided here",
  pin_memory: "GradLens computes on the CPU only",
};

export function unknownOption(op: string, option: string, nearest: string, known: Sizes | readonly string[]): Error {
  const hint = notHere[option] ?? (known.length === 0 ? "it takes no options" : `did you mean '${nearest}'?`);
  return new TypeError(`${op}() got an unexpected keyword argument '${option}' (${hint})`);
}

export function invalidCombination(op: string, named: readonly (readonly [name: string, value: unknown])[]): Error {
  const got = named.map(([name]) => name).join(", ");
  return new TypeError(`${op}() received an invalid combination of arguments - got (${got})`);
}

export function absentDtype(op: string, name: string): Error {
  return new TypeError(
    `${op}(): GradLens has float32, float64, int32, int64, uint8 and bool; there is no torch.${name} here`,
  );
}

export function undefinedDtype(op: string): Error {
  return new TypeError(`${op}(): argument 'dtype' is undefined: is its name misspelt? null stands for the default`);
}

export function onlyStrided(op: string, layout: unknown): Error {
  return new TypeError(
    `${op}(): argument 'layout' must be null, not ${describeType(layout)}: all tensors are strided here`,
  );
}

export function noPinnedMemory(): Error {
  return new RuntimeError(
    "pin_memory=True requires a CUDA or other accelerator backend; no pinned memory allocator is available on this system.",
  );
}

export function repeatedArgument(op: string, argument: string): Error {
  return new TypeError(`${op}() got multiple values for argument '${argument}'`);
}

/** Arguments in order for which there is no place. */
class TooManyArguments extends TypeError {
  constructor(
    readonly op: string,
    readonly allowed: number,
    readonly given: number,
  ) {
    super(`${op}() takes ${allowed} positional ${allowed === 1 ? "argument" : "arguments"} but ${given} were given`);
  }
}

export function tooManyArguments(op: string, allowed: number, given: number): Error {
  return new TooManyArguments(op, allowed, given);
}

/** The error of a method that called a function, which counted the tensor as well. */
export function withoutSelf(error: unknown, given: number): unknown {
  const countsSelf = error instanceof TooManyArguments && error.given === given + 1;
  return countsSelf ? tooManyArguments(error.op, error.allowed - 1, given) : error;
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

/** A step that is none once it has lost its fraction. */
export function rangeStepFraction(): Error {
  return new ValueError("step must be nonzero");
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

export function notATensorInList(entry: number, value: unknown, argument = 0): Error {
  return new TypeError(`expected Tensor as element ${entry} in argument ${argument}, but got ${describeType(value)}`);
}

export function clampWithoutBounds(): Error {
  return new RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None");
}

export function unknownApproximation(): Error {
  return new RuntimeError("approximate argument must be either none or tanh.");
}
