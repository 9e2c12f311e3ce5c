import { readArguments } from "../arguments.js";
import { emptyTensor } from "../tensorFactory.js";
import { Tensor } from "../tensor.js";
import { giveShape, hideShape } from "./lazy/unknownShape.js";
import { factoryNames, parameterDtype, type FactoryOptions } from "./module/factory.js";

/**
 * A buffer whose shape is not known yet: the running statistics of lazy batch norms up to their first call. Whatever asks
 * for its shape throws. It becomes a `Tensor` by `materialize`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.UninitializedBuffer.html
 */
export class UninitializedBuffer extends Tensor {
  constructor(options: FactoryOptions = {}) {
    const given = readArguments<FactoryOptions>("UninitializedBuffer", factoryNames, [options]);
    const { storage, shape, strides, dtype } = emptyTensor([0], parameterDtype("UninitializedBuffer", given));
    super(storage, { offset: 0, shape, strides }, dtype);
    hideShape(this);
  }

  /** Gives the buffer a shape. Its numbers are still to be written. */
  materialize(shape: readonly number[], options: FactoryOptions = {}): void {
    giveShape(this, Tensor, shape, options);
  }

  /** An empty tensor of its dtype. Setting it sets the dtype. */
  override get data(): Tensor {
    return emptyTensor([0], this.dtype);
  }

  override set data(source: Tensor) {
    this.dtype = source.dtype;
  }

  override toString(): string {
    return "<UninitializedBuffer>";
  }
}
