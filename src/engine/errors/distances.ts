import { pythonText } from "../pythonValues.js";
import { RuntimeError, ValueError } from "./kinds.js";
import { inC } from "./words.js";

export function cdistRank(argument: "X1" | "X2", rank: number): Error {
  return new RuntimeError(`cdist only supports at least 2D tensors, ${argument} got: ${rank}D`);
}

export function cdistColumns(x1: number, x2: number): Error {
  return new RuntimeError(`X1 and X2 must have the same number of columns. X1: ${x1} X2: ${x2}`);
}

export function cdistDtype(argument: "X1" | "X2", label: string): Error {
  return new RuntimeError(`cdist only supports floating-point dtypes, ${argument} got: ${label}`);
}

export function cdistMode(mode: unknown): Error {
  return new ValueError(`${pythonText(mode)} is not a valid value for compute_mode`);
}

export function negativeDistanceOrder(op: "cdist" | "pdist"): Error {
  return new RuntimeError(`${op} only supports non-negative p values`);
}

export function pdistRank(rank: number): Error {
  return new RuntimeError(`pdist only supports 2D tensors, got: ${rank}D`);
}

export function pdistDtype(): Error {
  return new RuntimeError("pdist only supports floating-point dtypes");
}

export function distDtype(label: string): Error {
  return new RuntimeError(`norm(): input dtype should be either floating point or complex. Got ${label} instead.`);
}

export function similarityDtype(label: string): Error {
  return new RuntimeError(`expected common dtype to be floating point, yet common dtype is ${label}`);
}

export function negativeEps(eps: number): Error {
  return new RuntimeError(`eps must be non-negative, got: ${inC(eps)}`);
}
