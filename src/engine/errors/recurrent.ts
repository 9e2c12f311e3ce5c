import { pythonText } from "../pythonValues.js";
import { AssertionError, RuntimeError, ValueError } from "./kinds.js";
import { list, pythonClass, pythonName, tuple, type Sizes } from "./words.js";

export function recurrentArgumentType(argument: string, type: "bool" | "int", value: unknown): Error {
  return new TypeError(`${argument} should be of type ${type}, got: ${pythonName(value)}`);
}

export function notAboveZero(argument: string): Error {
  return new ValueError(`${argument} must be greater than zero`);
}

export function recurrentDropout(): Error {
  return new ValueError(
    "dropout should be a number in range [0, 1] representing the probability of an element being zeroed",
  );
}

export function negativeProjection(): Error {
  return new ValueError("proj_size should be a positive integer or zero to disable projections");
}

export function projectionTooLarge(): Error {
  return new ValueError("proj_size has to be smaller than hidden_size");
}

export function projectionOfOther(): Error {
  return new ValueError("proj_size argument is only supported for LSTM, not RNN or GRU");
}

export function unknownNonlinearity(nonlinearity: unknown): Error {
  return new ValueError(`Unknown nonlinearity '${pythonText(nonlinearity)}'. Select from 'tanh' or 'relu'.`);
}

export function unknownCellNonlinearity(nonlinearity: unknown): Error {
  return new RuntimeError(`Unknown nonlinearity: ${pythonText(nonlinearity)}`);
}

export function recurrentRank(module: string, rank: number): Error {
  const got = module === "RNN" ? `${rank}D tensor` : `${rank}D`;
  return new ValueError(`${module}: Expected input to be 2D or 3D, got ${got} instead`);
}

export function stateRank(inputRank: 2 | 3, ranks: readonly number[]): Error {
  const input = inputRank === 2 ? "unbatched 2-D" : "batched 3-D";
  const [what, got] =
    ranks.length === 1
      ? ["hx", `${ranks[0]}-D tensor`]
      : ["hx and cx", `(${ranks.map((rank) => `${rank}-D`).join(", ")}) tensors`];
  return new RuntimeError(`For ${input} input, ${what} should also be ${inputRank}-D but got ${got}`);
}

export function recurrentDtype(input: string, weight: string): Error {
  return new ValueError(
    `RNN input dtype (${input}) does not match weight dtype (${weight}). Convert input: input.to(${weight}), or convert model: model.to(${input})`,
  );
}

export function recurrentDimensions(expected: number, got: number): Error {
  return new RuntimeError(`input must have ${expected} dimensions, got ${got}`);
}

export function recurrentInputSize(expected: number, got: number): Error {
  return new RuntimeError(`input.size(-1) must be equal to input_size. Expected ${expected}, got ${got}`);
}

/** `state` is "hidden", or of a pair "hidden[0]" and "hidden[1]". */
export function stateSize(state: string, expected: Sizes, got: Sizes): Error {
  return new RuntimeError(`Expected ${state} size ${tuple(expected)}, got ${list(got)}`);
}

export function noSteps(): Error {
  return new RuntimeError("Expected sequence length to be larger than 0 in RNN");
}

export function cellRank(module: string, what: string, rank: number): Error {
  return new ValueError(`${module}: Expected ${what} to be 1D or 2D, got ${rank}D instead`);
}

export function batchedState(module: string, rank: number): Error {
  return new RuntimeError(`${module}: Expected hidden to be 1D for unbatched 1-D input, got ${rank}D instead`);
}

export function cellInputSize(got: number, expected: number): Error {
  return new RuntimeError(`input has inconsistent input_size: got ${got} expected ${expected}`);
}

export function cellBatchSize(input: number, state: number, got: number): Error {
  return new RuntimeError(`Input batch size ${input} doesn't match hidden${state} batch size ${got}`);
}

export function cellStateSize(state: number, got: number, expected: number): Error {
  return new RuntimeError(`hidden${state} has inconsistent hidden_size: got ${got}, expected ${expected}`);
}

export function notAPair(): Error {
  return new AssertionError("Expected data to be a list or tuple of length 2");
}

export function lengthsRank(rank: number): Error {
  return new RuntimeError(`'lengths' argument should be a 1D CPU int64 tensor, but got ${rank}D cpu Long tensor`);
}

export function nothingToPack(): Error {
  return new RuntimeError("Cannot pack empty tensors.");
}

export function lengthsCount(got: number, batch: number): Error {
  return new RuntimeError(`Expected \`len(lengths)\` to be equal to batch_size, but got ${got} (batch_size=${batch})`);
}

export function lengthNotPositive(): Error {
  return new RuntimeError(
    "Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0",
  );
}

export function lengthsNotSorted(): Error {
  return new RuntimeError(
    "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you do not need ONNX exportability.",
  );
}

export function totalLengthTooSmall(total: number, longest: number): Error {
  return new ValueError(
    `Expected total_length to be at least the length of the longest sequence in input, but got total_length=${total} and max sequence length being ${longest}`,
  );
}

export function sequencesNotIterable(value: unknown): Error {
  return new RuntimeError(
    `pad_sequence: Expected iterable for input sequences, but got arg of type: ${pythonClass(value)}`,
  );
}

export function noSequences(): Error {
  return new RuntimeError("received an empty list of sequences");
}

export function paddingSide(side: unknown): Error {
  return new RuntimeError(`Expected padding_side to be one of left or right, but got ${pythonText(side)}.`);
}

export function sequenceOfScalar(): Error {
  return new RuntimeError("ArrayRef: invalid slice, N = 1; size = 0");
}

export function lengthsOfOtherCount(lengths: number, sequences: number): Error {
  return new ValueError(`zip() argument 2 is ${lengths > sequences ? "longer" : "shorter"} than argument 1`);
}

export function notTwoStates(op: string): Error {
  return new RuntimeError(`${op} expects two hidden states`);
}
