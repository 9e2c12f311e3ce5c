import { refuseMore } from "./arguments.js";
import { bool } from "./dtype.js";
import { itemOfBatch, notOneElement } from "./errors.js";
import { batchLevel, innermostOf } from "./func/batchLevel.js";
import { opObserver } from "./observer.js";
import { reportUntracked } from "./ops/dispatch.js";
import { walkRows } from "./kernels/walk.js";
import type { Tensor } from "./tensor.js";

/** An element of a tensor as JavaScript has it: a boolean for `torch.bool`, else a number. */
export type Scalar = number | boolean;
/** The elements as arrays in arrays, as deep as the tensor has dimensions. */
export type NestedList = Scalar | readonly NestedList[];

/** The methods that give a tensor's numbers to JavaScript. */
export class ConversionMethods {
  /**
   * The value of a tensor with one element: a number, or of a bool tensor a boolean (`const same: boolean = x.eq(y).all().item()`).
   * Throws for any other. What is computed from it is not differentiated.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.item.html
   */
  item<Value extends Scalar = number>(this: Tensor): Value;
  item(this: Tensor): Scalar {
    if (arguments.length > 0) refuseMore("item", 0, arguments);
    if (batchLevel !== null && innermostOf([this]) !== null) throw itemOfBatch();
    if (this.numel() !== 1) throw notOneElement(this.numel());
    if (opObserver !== null) reportUntracked("item", [this], []);
    return toScalar(this, this.storage.read(this.offset));
  }

  /**
   * The elements as nested arrays, of the type that is asked for (`const rows: number[][] = x.tolist()`); of a 0-d tensor the
   * number itself.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tolist.html
   */
  tolist<Values extends NestedList = NestedList>(this: Tensor): Values;
  tolist(this: Tensor): NestedList {
    if (arguments.length > 0) refuseMore("tolist", 0, arguments);
    if (opObserver !== null) reportUntracked("tolist", [this], []);
    return nested(this, elements(this));
  }
}

/** The elements in row-major order, as the numbers that the storage holds. */
export function elements(tensor: Tensor): number[] {
  const result: number[] = [];
  if (tensor.numel() === 0) return result;
  walkRows(tensor.shape, [tensor], (count, [from], [step]) => {
    for (let i = 0; i < count; i++) result.push(tensor.storage.read(from! + i * step!));
  });
  return result;
}

function nested(tensor: Tensor, values: readonly number[]): NestedList {
  let level: NestedList[] = values.map((value) => toScalar(tensor, value));
  for (let dim = tensor.ndim - 1; dim >= 0; dim--) {
    const size = tensor.shape[dim]!;
    const count = tensor.shape.slice(0, dim).reduce((total, outer) => total * outer, 1);
    level = Array.from({ length: count }, (_, i) => level.slice(i * size, (i + 1) * size));
  }
  return level[0]!;
}

function toScalar(tensor: Tensor, value: number): Scalar {
  return tensor.dtype === bool ? value !== 0 : value;
}
