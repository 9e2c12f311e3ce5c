import { booleanArgument, integersArgument, readArguments } from "../arguments.js";
import type { DType } from "../dtype.js";
import * as errors from "../errors.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { factoryNames, parameterDtype, type FactoryOptions } from "./module/factory.js";
import { Parameter, type ParameterOptions } from "./parameter.js";

/**
 * A parameter whose shape is not known yet: `nn.LazyLinear` has such ones up to its first call. Whatever asks for its shape
 * throws. It becomes a `Parameter` by `materialize`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.UninitializedParameter.html
 */
export class UninitializedParameter extends Parameter {
  constructor(requires_grad?: boolean | (ParameterOptions & FactoryOptions), options?: FactoryOptions) {
    const op = "UninitializedParameter";
    const names = ["requires_grad", ...factoryNames] as const;
    const given = readArguments<ParameterOptions & FactoryOptions>(op, names, [requires_grad, options]);
    const wantsGradient = booleanArgument(op, "requires_grad", given.requires_grad, true);
    super(emptyTensor([0], parameterDtype(op, given)), wantsGradient);
    for (const field of ["shape", "strides"]) Object.defineProperty(this, field, unknown);
  }

  /** Gives the parameter a shape, and with it the class `Parameter`. Its numbers are still to be drawn. */
  materialize(shape: readonly number[], options: FactoryOptions = {}): void {
    const sizes = integersArgument("materialize", "shape", shape);
    const given = readArguments<FactoryOptions>("materialize", factoryNames, [options]);
    const dtype: DType = given.dtype === undefined ? this.dtype : parameterDtype("materialize", given);
    const { strides } = emptyTensor(sizes, dtype);
    Object.setPrototypeOf(this, Parameter.prototype);
    for (const [field, value] of Object.entries({ shape: sizes, strides }))
      Object.defineProperty(this, field, { value, writable: true, enumerable: true, configurable: true });
    this.data = emptyTensor(sizes, dtype);
  }

  /** An empty tensor of its dtype. Setting it sets the dtype. */
  override get data(): Tensor {
    return emptyTensor([0], this.dtype);
  }

  override set data(source: Tensor) {
    this.dtype = source.dtype;
  }

  override toString(): string {
    return "<UninitializedParameter>";
  }
}

const unknown: PropertyDescriptor = {
  configurable: true,
  get() {
    throw errors.shapeOfUninitialized();
  },
};
