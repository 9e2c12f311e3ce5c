import { KeyError, ValueError } from "./kinds.js";
import { describeType } from "./words.js";

export function noParameters(): Error {
  return new ValueError("optimizer got an empty parameter list");
}

export function parametersOfWrongKind(value: unknown): Error {
  return new TypeError(
    `params argument given to the optimizer should be an iterable of Tensors or dicts, but got ${describeType(value)}`,
  );
}

export function notOptimizable(value: unknown): Error {
  return new TypeError(`optimizer can only optimize Tensors, but one of the params is ${describeType(value)}`);
}

export function optimizedNonLeaf(): Error {
  return new ValueError("can't optimize a non-leaf Tensor");
}

export function parameterInTwoGroups(): Error {
  return new ValueError("some parameters appear in more than one parameter group");
}

export function invalidSetting(what: string, value: unknown): Error {
  return new ValueError(`Invalid ${what}: ${String(value)}`);
}

export function nesterovNeedsMomentum(): Error {
  return new ValueError("Nesterov momentum requires a momentum and zero dampening");
}

export function differentiableOptimizer(): Error {
  return new ValueError("differentiable=True is not supported: a step of this optimizer is not recorded for backward");
}

export function groupCount(): Error {
  return new ValueError("loaded state dict has a different number of parameter groups");
}

export function groupSize(): Error {
  return new ValueError(
    "loaded state dict contains a parameter group that doesn't match the size of optimizer's group",
  );
}

export function stateWithoutEntry(name: string): Error {
  return new KeyError(`'${name}'`);
}
