import { kernels } from "../kernels/kernels.js";
import { elementCount } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Reduction } from "./classLosses.js";

/** The losses of single elements made one by an op's forward: no call of its own, and no node. */
export function reduced(losses: Tensor, reduction: Reduction): Tensor {
  if (reduction === "none") return losses;
  const total = emptyTensor([], losses.dtype);
  const ones = losses.shape.map(() => 1);
  kernels.sum(losses, { storage: total.storage, offset: 0, shape: ones, strides: ones.map(() => 0) });
  if (reduction === "mean") total.storage.write(0, total.storage.read(0) / elementCount(losses.shape));
  return total;
}

/** The tangents of single losses made one: of none the mean is NaN, as that of the losses. */
export function reducedTangents(tangents: Tensor, reduction: Reduction): Tensor {
  if (reduction === "none") return tangents;
  return reduction === "mean" ? tangents.mean() : tangents.sum();
}
