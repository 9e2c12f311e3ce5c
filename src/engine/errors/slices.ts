import { IndexError, OverflowError, RuntimeError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

export function narrowOfScalar(): Error {
  return new RuntimeError("narrow() cannot be applied to a 0-dim tensor.");
}

export function narrowNegative(): Error {
  return new RuntimeError("narrow(): length must be non-negative.");
}

export function narrowTensor(): Error {
  return new RuntimeError("start must be an 0-dim integral Tensor.");
}

export function narrowStart(start: number, size: number): Error {
  return new IndexError(`start out of range (expected to be in range of [${-size}, ${size}], but got ${start})`);
}

export function narrowEnd(start: number, length: number, size: number): Error {
  return new RuntimeError(`start (${start}) + length (${length}) exceeds dimension size (${size}).`);
}

export function splitOfScalar(op: string): Error {
  return new RuntimeError(
    op === "chunk" ? "chunk expects at least a 1-dimensional tensor" : "split expects at least a 1-dimensional tensor",
  );
}

export function splitSizes(sizes: Sizes, size: number, dim: number): Error {
  return new RuntimeError(
    `split_with_sizes expects split_sizes to sum exactly to ${size} (input tensor's size at dimension ${dim}), but got split_sizes=${list(sizes)}`,
  );
}

export function splitNegativeSizes(sizes: Sizes): Error {
  return new RuntimeError(
    `split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=${list(sizes)}`,
  );
}

export function splitNegative(size: number): Error {
  return new RuntimeError(`split expects split_size be non-negative, but got split_size=${size}`);
}

export function splitZero(size: number): Error {
  return new RuntimeError(`split_size can only be 0 if dimension size is 0, but got dimension size of ${size}`);
}

export function chunkCount(chunks: number): Error {
  return new RuntimeError(`chunk expects \`chunks\` to be greater than 0, got: ${chunks}`);
}

export function infiniteSplit(): Error {
  return new OverflowError("cannot convert float infinity to integer");
}
