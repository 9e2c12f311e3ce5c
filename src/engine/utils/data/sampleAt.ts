import * as errors from "../../errors.js";
import type { IndexItem } from "../../ops/indexItems.js";
import { isTensor } from "../../tensorFactory.js";
import type { DatasetLike } from "./dataset.js";

/** Python's `dataset[index]`: in arrays, negative indices count from the end. Throws for an index that is out of range. */
export function sampleAt<Sample>(dataset: DatasetLike<Sample>, index: unknown): Sample {
  if (isTensor(dataset)) return dataset.index(index as IndexItem) as Sample;
  if (isSequence(dataset)) return elementAt(dataset, index);
  if (typeof dataset !== "object" || dataset === null || !("get" in dataset)) throw errors.notSubscriptable(dataset);
  return dataset.get(index as number);
}

function elementAt<Sample>(samples: ArrayLike<Sample>, given: unknown): Sample {
  const index = isTensor(given) ? given.item() : given;
  if (typeof index !== "number" || !Number.isInteger(index)) throw errors.sampleIndexKind(given);
  const place = index < 0 ? samples.length + index : index;
  if (place < 0 || place >= samples.length) throw errors.samplePastEnd();
  return samples[place]!;
}

function isSequence<Sample>(dataset: DatasetLike<Sample>): dataset is ArrayLike<Sample> {
  return Array.isArray(dataset) || ArrayBuffer.isView(dataset);
}
