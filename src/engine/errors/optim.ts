import { pythonText } from "../pythonValues.js";
import { IndexError, AssertionError, KeyError, NotImplementedError, RuntimeError, ValueError } from "./kinds.js";
import { describeType, pythonClass, pythonName, torchSize } from "./words.js";

export function noParameters(): Error {
  return new ValueError("optimizer got an empty parameter list");
}

export function parametersOfWrongKind(type: string): Error {
  return new TypeError(
    `params argument given to the optimizer should be an iterable of Tensors or dicts, but got ${type}`,
  );
}

export function notIterable(value: unknown): Error {
  return new TypeError(`'${typeName(value)}' object is not iterable`);
}

/** A module is a function whose class is its own. */
function typeName(value: unknown): string {
  return typeof value === "function" && value.constructor !== Function ? value.constructor.name : pythonName(value);
}

export function unorderedParameters(): Error {
  return new TypeError(
    "optimizer parameters need to be organized in ordered collections, but the ordering of tensors in sets will change between runs. Please use a list instead.",
  );
}

export function groupOfWrongKind(value: unknown): Error {
  const type = Array.isArray(value) ? "<class 'list'>" : pythonClass(value);
  return new TypeError(`param_group must be a dict, but got ${type}`);
}

export function notOptimizable(value: unknown): Error {
  return new TypeError(`optimizer can only optimize Tensors, but one of the params is ${typeName(value)}`);
}

export function optimizedNonLeaf(): Error {
  return new ValueError("can't optimize a non-leaf Tensor");
}

export function parameterInTwoGroups(): Error {
  return new ValueError("some parameters appear in more than one parameter group");
}

export function someNamesMissing(): Error {
  return new ValueError("all optimizer params should be with/without names. Some param names are missing");
}

export function namesOfGroup(isNamed: boolean): Error {
  return new ValueError(
    `all optimizer param groups should be with/without names. cannot add param group ${isNamed ? "with" : "without"} names to the optimizer`,
  );
}

export function invalidSetting(what: string, value: unknown): Error {
  return new ValueError(`Invalid ${what}: ${pythonText(value)}`);
}

/** In Python the value is a float: 1 is written `1.0`. */
export function invalidFloatSetting(what: string, value: number): Error {
  return invalidSetting(what, Number.isInteger(value) ? `${value}.0` : value);
}

/** `Learning rate should be >= 0 but is: -1`: how the newer optimizers say it. */
export function settingOutOfRange(what: string, range: string, value: number): Error {
  return new ValueError(`${what} should be ${range} but is: ${value}`);
}

export function settingOfManyElements(name: string): Error {
  return new ValueError(`Tensor ${name} must be 1-element`);
}

export function nesterovNeedsMomentum(): Error {
  return new ValueError("Nesterov momentum requires a momentum and zero dampening");
}

export function differentiableOptimizer(): Error {
  return new ValueError("differentiable=True is not supported: a step of this optimizer is not recorded for backward");
}

export function fusedAndDifferentiable(): Error {
  return new RuntimeError("`fused` does not support `differentiable`");
}

export function fusedAndForeach(): Error {
  return new RuntimeError("`fused` and `foreach` cannot be `True` together.");
}

export function foreachWithTensorRate(): Error {
  return new ValueError("lr as a Tensor is not supported for capturable=False and foreach=True");
}

/** `what` is what would have to be on a device that can capture, beside the parameters. */
export function capturableOnCpu(what: string): Error {
  return new AssertionError(
    `If capturable=True, ${what} must be on supported devices: ['cuda', 'xpu', 'hpu', 'privateuseone', 'xla'].`,
  );
}

export function unknownRateAdjustment(name: string): Error {
  return new ValueError(`Adjust learning rate function ${name} is not supported`);
}

export function notAMatrixParameter(shape: readonly number[]): Error {
  return new ValueError(`Muon only supports 2D parameters whereas we found a parameter with size: ${torchSize(shape)}`);
}

export function tooManyNewtonSchulzSteps(): Error {
  return new ValueError("Number of steps must be less than 100 for computational efficiency");
}

export function groupsOfLBFGS(): Error {
  return new ValueError("LBFGS doesn't support per-parameter options (parameter groups)");
}

export function missingClosure(): Error {
  return new TypeError("LBFGS.step() missing 1 required positional argument: 'closure'");
}

export function unknownLineSearch(): Error {
  return new RuntimeError("only 'strong_wolfe' is supported");
}

export function missingStep(): Error {
  return new NotImplementedError(
    "this optimizer has no step(): a class that derives from Optimizer says what a step is",
  );
}

export function stepHookResult(optimizer: string, value: unknown): Error {
  return new RuntimeError(
    `${optimizer}.step must return None or a tuple of (new_args, new_kwargs), but got ${describeType(value)}.`,
  );
}

export function groupCount(): Error {
  return new ValueError("loaded state dict has a different number of parameter groups");
}

export function groupSize(): Error {
  return new ValueError(
    "loaded state dict contains a parameter group that doesn't match the size of optimizer's group",
  );
}

export function missingKey(name: string): Error {
  return new KeyError(`'${name}'`);
}

export function totalNormNotFinite(order: number): Error {
  const text = Number.isInteger(order) ? `${order}.0` : String(order).replace("Infinity", "inf");
  return new RuntimeError(
    `The total norm of order ${text} for gradients from \`parameters\` is non-finite, so it cannot be clipped. To disable this error and scale the gradients by the non-finite norm anyway, set \`error_if_nonfinite=False\``,
  );
}

export function vectorOfWrongKind(value: unknown): Error {
  return new TypeError(`expected torch.Tensor, but got: ${pythonName(value)}`);
}

/** Python's words for what a line search does with a loss of NaN beside which the slope is flat. */
export function lossIsNaN(): Error {
  return new IndexError("list index out of range (the line search came to a loss of NaN)");
}
