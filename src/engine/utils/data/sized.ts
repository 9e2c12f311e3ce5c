import * as errors from "../../errors.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";

/** What has a length: a dataset, a sampler, an array; of a tensor, its first size counts. */
export type Sized = { readonly length: number } | Tensor;

/** Python's `len`. Throws for what has no length. */
export function lengthOf(value: unknown): number {
  if (isTensor(value)) return value.size(0);
  const length: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "length") : undefined;
  if (typeof length !== "number") throw errors.noLength(value);
  if (!Number.isInteger(length) || length < 0) throw errors.lengthNotWhole(length);
  return length;
}
