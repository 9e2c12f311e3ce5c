import { ValueError } from "./kinds.js";

export function windowLength(op: string, length: number): Error {
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
