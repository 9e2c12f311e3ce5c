import { contiguousStrides, isContiguous } from "../shape.js";
import { newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Attributes, Op } from "./op.js";

/**
 * The op with a result that lies in storage as its one tensor does where that is a permutation of contiguous numbers, as
 * PyTorch's results of elementwise ops do: a view of the result then exists exactly where it exists there.
 */
export function keepingLayout<A extends Attributes>(op: Op<A>): Op<A> {
  return {
    ...op,
    forward([operand, ...numbers], attributes) {
      const x = operand as Tensor;
      const order = x.shape.map((_, dim) => dim).sort((a, b) => x.strides[b]! - x.strides[a]!);
      const [shape, strides] = [x.shape, x.strides].map((sizes) => order.map((dim) => sizes[dim]!));
      const sorted = { offset: x.offset, shape: shape!, strides: strides! };
      if (isContiguous(x) || !isContiguous(sorted)) return op.forward([x, ...numbers], attributes);
      const [result] = op.forward([newTensor(x.storage, sorted, x.dtype), ...numbers], attributes);
      const steps = contiguousStrides(shape!);
      const permuted = x.shape.map((_, dim) => steps[order.indexOf(dim)]!);
      return [newTensor(result!.storage, { offset: 0, shape: x.shape, strides: permuted }, result!.dtype)];
    },
  };
}
