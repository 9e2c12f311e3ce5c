import { integersArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { emptyTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { factoryNames, parameterDtype, type FactoryOptions } from "../module/factory.js";

const unknown: PropertyDescriptor = {
  configurable: true,
  get() {
    throw errors.shapeOfUninitialized();
  },
};

/** Has whatever asks for a tensor's shape throw. */
export function hideShape(tensor: Tensor): void {
  for (const field of ["shape", "strides"]) Object.defineProperty(tensor, field, unknown);
}

/** Gives it a shape, and with it another class. */
export function giveShape(
  tensor: Tensor,
  of: Pick<typeof Tensor, "prototype">,
  shape: unknown,
  options: FactoryOptions,
): void {
  const sizes = integersArgument("materialize", "shape", shape);
  const given = readArguments<FactoryOptions>("materialize", factoryNames, [options]);
  const dtype = given.dtype === undefined ? tensor.dtype : parameterDtype("materialize", given);
  const { strides } = emptyTensor(sizes, dtype);
  Object.setPrototypeOf(tensor, of.prototype);
  for (const [field, value] of Object.entries({ shape: sizes, strides }))
    Object.defineProperty(tensor, field, { value, writable: true, enumerable: true, configurable: true });
  tensor.data = emptyTensor(sizes, dtype);
}
