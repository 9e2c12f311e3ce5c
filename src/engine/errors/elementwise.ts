import type { DTypeName } from "../dtype.js";
import { NotImplementedError, RuntimeError } from "./kinds.js";
import { cppNames } from "./words.js";

export function negativeOrder(): Error {
  return new RuntimeError("polygamma(n, x) does not support negative n.");
}

export function integerAddcdiv(): Error {
  return new RuntimeError(
    "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 / tensor2), for all dtypes.",
  );
}

export function lerpDtypes(argument: "end" | "weight", expected: DTypeName, got: DTypeName): Error {
  return new RuntimeError(`expected dtype ${cppNames[expected]} for \`${argument}\` but got dtype ${cppNames[got]}`);
}

export function closeDtypes(input: string, other: string): Error {
  return new RuntimeError(`${input} did not match ${other}`);
}

export function negativeTolerance(name: "rtol" | "atol", value: number): Error {
  return new RuntimeError(`${name} must be greater than or equal to zero, but got ${value}`);
}

export function positiveOfBools(): Error {
  return new RuntimeError("The `+` operator, on a bool tensor is not supported.");
}

export function operandWithoutDerivative(operand: string): Error {
  return new NotImplementedError(`the derivative for '${operand}' is not implemented.`);
}

/** `op` is PyTorch's name: with `aten::` for an op that autograd knows nothing of at all. */
export function forwardModeUnsupported(op: string): Error {
  const request =
    " because it has not been implemented yet.\nPlease file an issue to PyTorch at https://github.com/pytorch/pytorch/issues/new?template=feature-request.yml so that we can prioritize its implementation or submit a PR adding the implementation to derivatives.yaml";
  const rest = op.startsWith("aten::") ? "." : request;
  return new NotImplementedError(`Trying to use forward AD with ${op} that does not support it${rest}`);
}

export function heavisideDtypes(): Error {
  return new RuntimeError("heaviside is not yet implemented for tensors with different dtypes.");
}
