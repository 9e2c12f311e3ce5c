import { RuntimeError, ValueError } from "./kinds.js";

export function windowLength(op: string, length: string): Error {
  return new ValueError(`${op} requires non-negative window length, got M=${length}`);
}

export function windowDtype(op: string, dtype: string): Error {
  return new ValueError(`${op} expects float32 or float64 dtypes, got: ${dtype}`);
}

export function windowTau(tau: number): Error {
  return new ValueError(`Tau must be positive, got: ${tau} instead.`);
}

export function windowCenter(): Error {
  return new ValueError("Center must be None for symmetric windows");
}

export function windowDeviation(std: number): Error {
  return new ValueError(`Standard deviation must be positive, got: ${std} instead.`);
}

export function windowBeta(beta: number): Error {
  return new ValueError(`beta must be non-negative, got: ${beta} instead.`);
}

export function windowWithoutCoefficients(): Error {
  return new ValueError("Coefficients cannot be empty");
}

export function olderWindowLength(op: string, length: number): Error {
  return new RuntimeError(`${op} requires non-negative window_length, got window_length=${length}`);
}

const namesInC: Readonly<Record<string, string>> = {
  Int: "int",
  Long: "long int",
  Byte: "unsigned char",
  Bool: "bool",
};

/** PyTorch lists all options of a tensor there. */
export function olderWindowDtype(op: string, dtype: string): Error {
  return new RuntimeError(
    `${op} expects floating point dtypes, got: TensorOptions(dtype=${namesInC[dtype] ?? dtype}, device=cpu, layout=Strided (default), ` +
      "requires_grad=false (default), pinned_memory=false, memory_format=(nullopt))",
  );
}
