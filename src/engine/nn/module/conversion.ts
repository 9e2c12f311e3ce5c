import { booleanArgument, isOptions, readArguments } from "../../arguments.js";
import { inGradMode } from "../../autograd/gradMode.js";
import { deviceArgument, type DeviceLike } from "../../device.js";
import { DType } from "../../dtype.js";
import * as errors from "../../errors.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import type { Module } from "../module.js";
import { UninitializedBuffer } from "../uninitializedBuffer.js";

export interface ModuleToOptions {
  /** What floating-point parameters and buffers become; the dtype that each has unless given. */
  readonly dtype?: DType | null;
  /** "cpu". */
  readonly device?: DeviceLike | null;
  /** Taken and without meaning on the cpu. */
  readonly non_blocking?: boolean;
}

/** The dtype that `to` was given, by itself, behind a device, by a tensor or by name; null for none. */
export function dtypeOfTo(args: readonly unknown[]): DType | null {
  const [first] = args;
  if (first === undefined || (isOptions(first) && Object.keys(first).length === 0)) throw errors.toWithoutArguments();
  const names =
    first instanceof DType
      ? (["dtype", "non_blocking"] as const)
      : isTensor(first)
        ? (["tensor", "non_blocking"] as const)
        : (["device", "dtype", "non_blocking"] as const);
  const given = readArguments<ModuleToOptions & { tensor: Tensor }>("to", names, args);
  booleanArgument("to", "non_blocking", given.non_blocking, false);
  if (!(first instanceof DType) && !isTensor(first)) deviceArgument("to", given.device);
  const dtype = given.tensor?.dtype ?? given.dtype ?? null;
  if (dtype !== null && !(dtype instanceof DType)) throw errors.wrongArgument("to", "dtype", "torch.dtype", dtype);
  if (dtype !== null && !dtype.is_floating_point) throw errors.moduleDtype(dtype.toString());
  return dtype;
}

/** Brings parameters to another dtype in place, with their gradients, and puts other tensors where the buffers are. */
export function convertModule(module: Module, convert: (tensor: Tensor) => Tensor): void {
  for (const child of module.children()) convertModule(child, convert);
  inGradMode(false, () => {
    for (const [, parameter] of module.ownParameters()) {
      const { gradient } = parameter;
      parameter.data = convert(parameter.data);
      if (gradient !== null) parameter.gradient = convert(gradient).requires_grad_(gradient.requires_grad);
    }
    for (const [name, buffer] of module.ownBuffers())
      if (buffer instanceof UninitializedBuffer) buffer.data = convert(buffer.data);
      else Reflect.set(module, name, convert(buffer));
  });
}
