import type { DType } from "../dtype.js";
import { AssertionError, RuntimeError, ValueError } from "./kinds.js";

export function celuOfZero(): Error {
  return new RuntimeError("ZeroDivisionError: alpha cannot be 0 for CELU");
}

export function gluOfScalar(): Error {
  return new RuntimeError("glu does not support scalars because halving size must be even");
}

export function gluOfOdd(dim: number, size: number): Error {
  return new RuntimeError(`Halving dimension must be even, but dimension ${dim} is size ${size}`);
}

export function negativeLambda(dtype: DType, lambd: number): Error {
  const greatest = dtype.name === "float64" ? "1.79769e+308" : "3.40282e+38";
  return new RuntimeError(
    `lambda must be in range [0, ${greatest}] for input dtype ${dtype.label}, but found ${lambd}`,
  );
}

export function preluOfScalar(): Error {
  return new RuntimeError("Not allow zero-dim input tensor.");
}

/** A slope below 0 turns a result's sign, which then does not tell that of its operand. */
export function overwrittenSlope(of: "leakyReLu" | "elu"): Error {
  const end =
    of === "elu"
      ? ""
      : " File an issue at https://github.com/pytorch/pytorch if you do require supporting in-place leakRelu backward calculation with negative slope";
  return new RuntimeError(
    `In-place ${of} backward calculation is triggered with a negative slope which is not supported. This is caused by calling in-place forward function with a negative slope, please call out-of-place version instead.${end}`,
  );
}

export function preluChannels(parameters: number, channels: number): Error {
  return new RuntimeError(
    `Mismatch of parameter numbers and input channel size. Found parameter numbers = ${parameters} and channel size = ${channels}.`,
  );
}

export function preluRank(rank: number): Error {
  return new RuntimeError(`prelu: Expected \`weight\` to be a scalar or 1D tensor, but got: ndim = ${rank}`);
}

export function preluDtypes(input: string, weight: string): Error {
  return new RuntimeError(`prelu: Type promoting not supported. Got ${input} and ${weight}`);
}

export function boolHardtanh(): Error {
  return new RuntimeError("Bool inputs not supported for hardtanh");
}

export function unsignedHardtanh(): Error {
  return new RuntimeError("cannot do hardtanh on an unsigned type with negative limits");
}

export function boundsOfHardtanh(max: string, min: string): Error {
  return new AssertionError(`max_val (${max}) must be greater than min_val (${min})`);
}

export function softmax2dRank(rank: number): Error {
  return new ValueError(`Softmax2d: expected input to be 3D or 4D, got ${rank}D instead`);
}
