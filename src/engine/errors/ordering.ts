import { NotImplementedError, RuntimeError } from "./kinds.js";

export function topkRange(): Error {
  return new RuntimeError("selected index k out of range");
}

export function topkOfBools(): Error {
  return new RuntimeError("topk does not support bool dtypes on CPU");
}

export function kthvalueRange(dim: number): Error {
  return new RuntimeError(`kthvalue(): selected number k out of range for dimension ${dim}`);
}

export function medianOfBools(kernel: "median_cpu" | "median_out"): Error {
  return new NotImplementedError(`"${kernel}" not implemented for 'Bool'`);
}

export function spreadMeanOfIntegers(op: string): Error {
  return new RuntimeError(`${op} only support floating point and complex dtypes`);
}
