import type { Tensor } from "../engine/tensor.js";
import type { CalledTensor } from "../protocol/entry.js";
import { traceOf } from "./trace.js";

/** What is known of a tensor that a call failed with. */
export function calledTensor(tensor: Tensor): CalledTensor {
  const { shape, dtype, counter, viewState } = tensor;
  const { site = 0, bindings = [], path = null } = traceOf(tensor) ?? {};
  const writtenAt = (counter?.trace as number | null | undefined) ?? 0;
  const base = viewState && calledTensor(viewState.base);
  return { shape: shape.map(Number), dtype: dtype.name, path, bindings, madeAt: site, writtenAt, base };
}
