import { RuntimeError } from "./kinds.js";

export function uniformRange(from: number, to: number): Error {
  return new RuntimeError(`uniform_ expects to return a [from, to) range, but found from=${from} > to=${to}`);
}

export function negativeDeviation(std: number): Error {
  return new RuntimeError(`normal expects std >= 0.0, but found std ${std}`);
}

export function notAProbability(p: number): Error {
  return new RuntimeError(`bernoulli_ expects p to be in [0, 1], but got p=${p}`);
}

export function emptyIntegerRange(low: number, high: number): Error {
  return new RuntimeError(`random_ expects 'from' to be less than 'to', but got from=${low} >= to=${high}`);
}

export function negativePermutation(n: number): Error {
  return new RuntimeError(`n must be non-negative, got${n}`);
}
