import type { DTypeName } from "../dtype.js";
import { describeType } from "./words.js";
import { RuntimeError, ValueError } from "./kinds.js";

export function integerOverflow(value: number | bigint): Error {
  return new RuntimeError(
    `value cannot be converted to type int64 without overflow: ${value} (int64 is exact to 2^53 here)`,
  );
}

/** How C++ calls the dtypes, which its checks of a single number say. */
const cppNames: { readonly [Name in DTypeName]: string } = {
  float32: "float",
  float64: "double",
  int64: "int64_t",
  int32: "int",
  uint8: "uint8_t",
  bool: "bool",
};

export function numberOverflow(dtype: DTypeName, isData: boolean): Error {
  return new RuntimeError(`value cannot be converted to type ${isData ? dtype : cppNames[dtype]} without overflow`);
}

export function defaultMustBeFloating(prefix: string): Error {
  return new TypeError(`${prefix}only floating-point types are supported as the default type`);
}

export function limitsOfOtherKind(function_: "finfo" | "iinfo"): Error {
  const [kind, other] = function_ === "finfo" ? ["a floating point", "iinfo"] : ["an integer", "finfo"];
  return new TypeError(
    `torch.${function_}() requires ${kind} input type. Use torch.${other} to handle 'torch.${function_}'`,
  );
}

export function noLimitsOfBool(): Error {
  return new TypeError("torch.bool is not supported by torch.iinfo");
}

export function unknownTensorType(name: string): Error {
  return new RuntimeError(`invalid type: '${name}'`);
}

export function noTypeOfTensors(): Error {
  return new TypeError("dtype must be a type, str, or dtype object");
}

export function unknownDevice(name: string): Error {
  return new RuntimeError(
    `Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, mps, meta, hpu, mtia, privateuseone device type at start of device string: ${name}`,
  );
}

export function absentDevice(name: string): Error {
  return new RuntimeError(`Torch not compiled with ${name.toUpperCase()} enabled: tensors are on the cpu`);
}

export function conditionNotBool(label: string): Error {
  return new RuntimeError(`where expected condition to be a boolean tensor, but got a tensor with dtype ${label}`);
}

export function printOption(name: string, expected: string, value: unknown): Error {
  return new ValueError(`set_printoptions(): ${name} must be ${expected}, not ${String(value)}`);
}

export function sizeOfOther(value: unknown): Error {
  return new TypeError(`'${describeType(value)}' object is not iterable`);
}

export function sizeItem(item: number, value: unknown): Error {
  return new TypeError(`torch.Size() takes an iterable of 'int' (item ${item} is '${describeType(value)}')`);
}

/** What PyTorch says where it goes on computing with a tensor that there is none of. */
export function undefinedOperand(): Error {
  return new RuntimeError(
    "Expected a proper Tensor but got None (or an undefined Tensor in C++) for argument #0 'self'",
  );
}
