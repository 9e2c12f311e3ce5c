import { flagArgument, isOptions, readArguments, refuseMore } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { deviceArgument, Device, type DeviceLike } from "../device.js";
import {
  bool,
  DType,
  dtypes,
  float32,
  float64,
  int32,
  int64,
  uint8,
  type DTypeName,
  AbsentDType,
  dtypeArgument,
} from "../dtype.js";
import { noTypeOfTensors, undefinedDtype, unknownTensorType, wrongArgument } from "../errors.js";
import { convertedAlike, emptyLike, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { isCopiedUnasked } from "./copies.js";
import { call } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";

export interface ToOptions {
  /** What the elements become; the dtype of the tensor unless given. */
  readonly dtype?: DType | null;
  /** "cpu". */
  readonly device?: DeviceLike | null;
  /** Taken and without meaning on the cpu. */
  readonly non_blocking?: boolean;
  /** Whether to copy even if nothing changes. */
  readonly copy?: boolean;
}

/**
 * Whether the dtype is floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.is_floating_point.html
 */
export function is_floating_point(input: Tensor): boolean {
  const named = byName(is_floating_point, "is_floating_point(input)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("is_floating_point", "input", input).dtype.is_floating_point;
}

/** Tensor methods and ops of this family: the same numbers in another dtype. Gradients come back in this tensor's. */
export default class CastMethods {
  /** @internal */
  static get ops() {
    return { to_copy: toCopyOp };
  }

  /** This tensor in another dtype; itself if it has that already and no copy is asked for. */
  to(this: Tensor, dtype: DType, options?: boolean | ToOptions, copy?: boolean | ToOptions): Tensor;
  /** This tensor in the dtype of another one. */
  to(this: Tensor, other: Tensor, options?: boolean | ToOptions, copy?: boolean | ToOptions): Tensor;
  /**
   * This tensor on a device, which is the cpu, and in a dtype. Floating-point numbers lose their fraction where they
   * become integers; int32 and uint8 wrap around, int64 throws beyond 2^53 and for NaN.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to.html
   */
  to(
    this: Tensor,
    device?: DeviceLike | null | ToOptions,
    dtype?: DType | null | ToOptions,
    non_blocking?: boolean | ToOptions,
    copy?: boolean | ToOptions,
  ): Tensor;
  to(this: Tensor, ...args: unknown[]): Tensor {
    const { dtype, copy } = destinationOf(args);
    return (dtype ?? this.dtype) === this.dtype && !copy ? this : cast(this, dtype ?? this.dtype);
  }

  /** The name of the dtype as a type of tensors: "torch.FloatTensor". */
  type(this: Tensor): string;
  /**
   * This tensor in another dtype, which may be given by the name of its type of tensors.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.type.html
   */
  type(this: Tensor, dtype: DType | string, non_blocking?: boolean): Tensor;
  type(this: Tensor, dtype?: DType | string, non_blocking?: boolean): Tensor | string {
    const named = methodByName(this, "type(dtype, non_blocking)", arguments);
    if (named !== null) return named.result;
    flagArgument("type", "non_blocking", non_blocking, false);
    return dtype === undefined || dtype === null ? typeName(this.dtype) : this.to(dtypeOfType(dtype));
  }

  /**
   * This tensor in the dtype of another one.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.type_as.html
   */
  type_as(this: Tensor, other: Tensor): Tensor {
    const named = methodByName(this, "type_as(other)", arguments);
    if (named !== null) return named.result;
    return this.to(tensorArgument("type_as", "other", other).dtype);
  }

  /** This tensor as float32. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.float.html */
  float(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("float", 0, arguments);
    return this.to(float32);
  }

  /** This tensor as float64. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.double.html */
  double(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("double", 0, arguments);
    return this.to(float64);
  }

  /** This tensor as int64. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.long.html */
  long(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("long", 0, arguments);
    return this.to(int64);
  }

  /** This tensor as int32. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.int.html */
  int(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("int", 0, arguments);
    return this.to(int32);
  }

  /** This tensor as uint8. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.byte.html */
  byte(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("byte", 0, arguments);
    return this.to(uint8);
  }

  /** Whether each element is not 0. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bool.html */
  bool(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("bool", 0, arguments);
    return this.to(bool);
  }

  /** This tensor: it is on the cpu. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cpu.html */
  cpu(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("cpu", 0, arguments);
    return this;
  }

  /** Where the numbers are: on the cpu. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.device.html */
  get device(): Device {
    return deviceArgument("device", null);
  }

  /**
   * Whether the dtype is floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_floating_point.html
   */
  is_floating_point(this: Tensor): boolean {
    if (arguments.length > 0) refuseMore("is_floating_point", 0, arguments);
    return this.dtype.is_floating_point;
  }

  /**
   * The bytes of an element in PyTorch.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.element_size.html
   */
  element_size(this: Tensor): number {
    if (arguments.length > 0) refuseMore("element_size", 0, arguments);
    return this.dtype.itemsize;
  }
}

function destinationOf(args: readonly unknown[]): { readonly dtype: DType | null; readonly copy: boolean } {
  const [first, ...rest] = args;
  if (args.length > 0 && first === undefined) throw undefinedDtype("to");
  // The other tensor stands for its dtype.
  const given = isTensor(first) ? [first.dtype, ...rest] : args;
  const byDtype = given[0] instanceof DType || given[0] instanceof AbsentDType;
  // So many arguments only one of PyTorch's signatures has, whose first is the device.
  const last = given.at(-1);
  const count = isOptions(last) ? given.length - 1 + Object.keys(last).length : given.length;
  if (byDtype && count > 4) throw wrongArgument("to", "device", "torch.device", first);
  const names = byDtype
    ? (["dtype", "non_blocking", "copy"] as const)
    : (["device", "dtype", "non_blocking", "copy"] as const);
  const options = readArguments<ToOptions>("to", names, given);
  const dtype = dtypeArgument("to", options.dtype);
  deviceArgument("to", options.device);
  flagArgument("to", "non_blocking", options.non_blocking, false);
  return { dtype, copy: flagArgument("to", "copy", options.copy, false) };
}

function typeName({ label }: DType): string {
  return `torch.${label}Tensor`;
}

/** The dtype that is meant by itself or by the name of a type of tensors. */
export function dtypeOfType(type: unknown): DType {
  if (typeof type !== "string") {
    if (!(type instanceof DType || type instanceof AbsentDType)) throw noTypeOfTensors();
    return dtypeArgument("type", type)!;
  }
  const found = Object.values(dtypes).find((dtype) => typeName(dtype) === type);
  if (found === undefined) throw unknownTensorType(type);
  return found;
}

function cast(x: Tensor, dtype: DType): Tensor {
  return isCopiedUnasked(x) ? emptyLike(x, dtype).copy_(x) : call(toCopyOp, [x], { dtype: dtype.name });
}

const toCopyOp: Op<{ readonly dtype: DTypeName }> = linear<{ readonly dtype: DTypeName }>({
  name: "to_copy",
  gradFn: "ToCopyBackward0",
  samples: [sample([[2, 3]], { attributes: { dtype: "float64" } })],
  shape: (shape) => shape,
  forward: (x, { dtype }) => convertedAlike(x, dtypes[dtype]),
  // Backward brings every gradient to the dtype of the tensor it belongs to.
  transpose: (g) => g,
});
