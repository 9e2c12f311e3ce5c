import { modifiedInPlace } from "../errors.js";
import { about } from "../failedCall.js";
import type { Tensor } from "../tensor.js";
import { printedName, type GradientNode } from "./node.js";

/**
 * A tensor that backward will need, with its version and its place in the graph at the time of the op: an in-place write
 * in between is noticed, and a second derivative goes through the node that the tensor had then.
 */
export class SavedTensor {
  private readonly version: number;
  private readonly node: GradientNode | null;
  private readonly output: number;

  constructor(
    private readonly tensor: Tensor,
    private readonly owner: GradientNode | null,
  ) {
    this.version = tensor._version;
    this.node = owner ?? tensor.grad_fn;
    this.output = tensor.outputNumber;
  }

  /** The tensor as it was saved. Throws PyTorch's "modified by an inplace operation". */
  unpack(): Tensor {
    const { tensor } = this;
    if (tensor._version !== this.version) {
      // A saved result is known by the op that made it, an operand by what has been done to it since.
      const node = this.owner ?? tensor.grad_fn;
      const origin =
        node === null
          ? null
          : `output ${tensor.outputNumber} of ${printedName(node).replace(/Backward\d*(_copy)?$/, "")}`;
      throw about(modifiedInPlace(tensor.dtype.label, tensor.shape, origin, tensor._version, this.version), tensor);
    }
    if (tensor.grad_fn === this.node) return tensor;
    const copy = tensor.alias();
    if (this.node !== null) copy.setNode(this.node, this.output);
    return copy;
  }
}
