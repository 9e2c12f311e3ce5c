import type { DTypeName } from "../dtype.js";
import { NotImplementedError, RuntimeError } from "./kinds.js";
import { cppNames } from "./words.js";

export function boolSubtraction(both: boolean): Error {
  return new RuntimeError(
    both
      ? "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead."
      : "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
  );
}

export function notImplementedFor(op: string, label: string): Error {
  return new NotImplementedError(`"${op}" not implemented for '${label}'`);
}

/** What is computed in integers of a tensor that requires grad. */
export function undifferentiableDtype(label: string): Error {
  return new RuntimeError(`Autograd not support dtype: ${label}`);
}

export function boolRelu(): Error {
  return new RuntimeError("Boolean inputs not supported for relu");
}

export function boolNegation(): Error {
  return new RuntimeError(
    "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
  );
}

export function negativeIntegerPower(): Error {
  return new RuntimeError("Integers to negative integer powers are not allowed.");
}

export function addmmDtypes(self: string, matrices: string): Error {
  return new RuntimeError(`self and mat2 must have the same dtype, but got ${self} and ${matrices}`);
}

export function ldexpCannotBeCast(label: string): Error {
  return new RuntimeError(`ldexp can't be cast to the desired output type ${label}`);
}

export function maskNotBool(dtype: DTypeName): Error {
  return new RuntimeError(`masked_fill_ only supports boolean masks, but got mask with dtype ${cppNames[dtype]}`);
}

export function fractionalAlpha(): Error {
  return new RuntimeError("For integral input tensors, argument alpha must not be a floating point number.");
}

export function booleanAlpha(): Error {
  return new RuntimeError("Boolean alpha only supported for Boolean results.");
}

export function divisionByZero(): Error {
  return new RuntimeError("ZeroDivisionError");
}

export function derivativeNotImplemented(op: string): Error {
  return new RuntimeError(`derivative for aten::${op} is not implemented`);
}

export function slopeNotDifferentiable(op: string): Error {
  return new RuntimeError(`the derivative for '${op}' is not implemented.`);
}

export function meanOfIntegers(label: string): Error {
  return new RuntimeError(
    `mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${label}`,
  );
}

export function meanInIntegers(label: string): Error {
  return new RuntimeError(
    `mean(): could not infer output dtype. Optional dtype must be either a floating point or complex dtype. Got: ${label}`,
  );
}

export function resultCannotBeCast(from: string, to: string): Error {
  return new RuntimeError(`result type ${from} can't be cast to the desired output type ${to}`);
}

export function numberCannotBeCast(from: string, to: DTypeName): Error {
  return resultCannotBeCast(from, cppNames[to]);
}

export function varianceOfIntegers(): Error {
  return new RuntimeError("std and var only support floating point and complex dtypes");
}

export function normOfIntegers(label: string): Error {
  return new RuntimeError(`linalg.vector_norm: Expected a floating point or complex tensor as input. Got ${label}`);
}

export function argOfBools(op: string): Error {
  return new RuntimeError(`${op}(): does not support bool input`);
}

export function inPlaceDtype(input: DTypeName, output: DTypeName): Error {
  return new RuntimeError(
    `Bad in-place call: input tensor dtype ${cppNames[input]} and output tensor dtype ${cppNames[output]} should match`,
  );
}
