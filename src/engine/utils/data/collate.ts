import { isOptions } from "../../arguments.js";
import { as_tensor, tensor, type TensorData } from "../../creation.js";
import { float64, int64 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { stack } from "../../ops/indexing.js";
import { isWhole } from "../../promotion.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { lengthOf } from "./sized.js";

/** What a batch of samples becomes: tensors with one more dimension, where the samples have tensors or numbers. */
export type Collated<Sample> = Sample extends Tensor | number | bigint | boolean | ArrayBufferView
  ? Tensor
  : Sample extends string
    ? string[]
    : Sample extends object
      ? { -readonly [Place in keyof Sample]: Collated<Sample[Place]> }
      : unknown;

/**
 * Makes a batch of samples: tensors and typed arrays are stacked; numbers become a tensor, of int64 if all are whole and of
 * float64 otherwise, as Python's ints and floats do; booleans one of bool; texts stay a list; arrays and plain objects keep
 * their form, with a batch at each of their places. Throws for samples of different sizes and for anything else.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.default_collate
 */
export function default_collate<Sample>(batch: readonly Sample[]): Collated<Sample> {
  return collated(batch) as Collated<Sample>;
}

function collated(batch: readonly unknown[]): unknown {
  if (batch.length === 0) throw errors.samplePastEnd();
  const [first] = batch;
  if (isTensor(first)) return stack(batch as readonly Tensor[]);
  if (ArrayBuffer.isView(first)) return stack(batch.map((array) => as_tensor(array as TensorData)));
  if (typeof first === "number") return tensor(batch as TensorData, { dtype: batch.every(isInt) ? int64 : float64 });
  if (typeof first === "boolean" && batch.some((value) => typeof value !== "boolean"))
    return tensor(batch.map(Number), batch.every(isInt) ? { dtype: int64 } : {});
  if (typeof first === "bigint" || typeof first === "boolean") return tensor(batch as TensorData);
  if (typeof first === "string") return batch;
  if (Array.isArray(first)) {
    if (batch.some((sample) => lengthOf(sample) !== first.length)) throw errors.samplesOfOtherSizes();
    const samples = batch as readonly (readonly unknown[])[];
    return first.map((_, place) => collated(samples.map((sample) => sample[place])));
  }
  if (!isOptions(first)) throw errors.notCollatable(first);
  return Object.fromEntries(Object.keys(first).map((key) => [key, collated(batch.map((each) => entryOf(each, key)))]));
}

/** JavaScript does not tell 2 from 2.0. Beside numbers, a boolean counts as a whole one. */
function isInt(value: unknown): boolean {
  return typeof value === "boolean" || typeof value === "bigint" || (typeof value === "number" && isWhole(value));
}

function entryOf(sample: unknown, key: string): unknown {
  if (!isOptions(sample)) throw errors.notSubscriptable(sample);
  if (!(key in sample)) throw errors.missingSampleKey(key);
  return sample[key];
}

/**
 * What a sample becomes where nothing is batched: typed arrays become tensors, in arrays and plain objects as well; all else
 * stays as it is.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.default_convert
 */
export function default_convert(data: unknown): unknown {
  if (ArrayBuffer.isView(data)) return as_tensor(data as unknown as TensorData);
  if (Array.isArray(data)) return data.map(default_convert);
  if (!isOptions(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, default_convert(value)]));
}
