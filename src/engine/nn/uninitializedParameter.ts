import { booleanArgument, readArguments } from "../arguments.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { giveShape, hideShape } from "./lazy/unknownShape.js";
import { factoryNames, parameterDtype, type FactoryOptions } from "./module/factory.js";
import { Parameter, type ParameterOptions } from "./parameter.js";

/**
 * A parameter whose shape is not known yet: lazy modules have such ones up to their first call. Whatever asks for its shape
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
    hideShape(this);
  }

  /** Gives the parameter a shape, and with it the class `Parameter`. Its numbers are still to be drawn. */
  materialize(shape: readonly number[], options: FactoryOptions = {}): void {
    giveShape(this, Parameter, shape, options);
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
