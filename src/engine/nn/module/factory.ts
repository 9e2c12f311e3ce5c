import { integerArgument } from "../../arguments.js";
import { deviceArgument, type DeviceLike } from "../../device.js";
import { defaultDtype, DType } from "../../dtype.js";
import * as errors from "../../errors.js";
import { emptyTensor } from "../../tensorFactory.js";
import { Parameter } from "../parameter.js";

/** What every module takes that makes parameters. */
export interface FactoryOptions {
  /** "cpu". */
  readonly device?: DeviceLike | null;
  /** The dtype of the parameters; the default dtype unless given. */
  readonly dtype?: DType | null;
}

/** The names of these options, which are the last ones in PyTorch's order. */
export const factoryNames = ["device", "dtype"] as const;

/** The dtype that a module's parameters get. Throws for a device that is not there, and for integers. */
export function parameterDtype(module: string, { device, dtype }: FactoryOptions): DType {
  deviceArgument(module, device);
  if (dtype === undefined || dtype === null) return defaultDtype();
  if (!(dtype instanceof DType)) throw errors.wrongArgument(module, "dtype", "torch.dtype", dtype);
  if (!dtype.is_floating_point) throw errors.onlyFloatsRequireGrad("factory");
  return dtype;
}

/** Checks a number of features, channels, heads and the like, which every call has to give. */
export function countArgument(module: string, name: string, value: unknown): number {
  if (value === undefined) throw errors.missingArgument(`${module}.__init__`, name);
  return integerArgument(module, name, value);
}

/** A parameter whose numbers are still to be drawn. */
export function emptyParameter(shape: readonly number[], dtype: DType): Parameter {
  const negative = shape.find((size) => size < 0);
  if (negative !== undefined) throw errors.negativeSize(negative, shape);
  return new Parameter(emptyTensor(shape, dtype));
}
