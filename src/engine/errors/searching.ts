import { RuntimeError, ValueError } from "./kinds.js";
import { inC, list, pythonClass, tuple, type Sizes } from "./words.js";

export function nanmeanOfIntegers(label: string): Error {
  return new RuntimeError(`nanmean(): expected input to have floating point or complex dtype but got ${label}`);
}

export function nanmeanDtype(label: string): Error {
  return new RuntimeError(
    `nanmean(): could not infer output dtype. Optional dtype must be either a floating point or complex dtype. Got: ${label}`,
  );
}

export function aminmaxOfNothing(): Error {
  return new RuntimeError(
    "aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.",
  );
}

export function uniqueOfNothing(): Error {
  return new RuntimeError("There are 0 sized dimensions, and they aren't selected, so unique cannot be applied");
}

export function uniqueOfLess(): Error {
  return new RuntimeError("Number of zero sized dimensions is more than one, so unique cannot be applied ");
}

export function quantileShare(q: number): Error {
  return new RuntimeError(`quantile() q must be in the range [0, 1] but got ${inC(q)}`);
}

export function quantileShares(): Error {
  return new RuntimeError("quantile() q values must be in the range [0, 1]");
}

export function quantileDtype(): Error {
  return new RuntimeError("quantile() q tensor must be same dtype as the input tensor");
}

export function quantileInput(): Error {
  return new RuntimeError("quantile() input tensor must be either float or double dtype");
}

export function quantileOfNothing(): Error {
  return new RuntimeError("quantile() input tensor must be non-empty");
}

export function quantileRank(): Error {
  return new RuntimeError("quantile() q must be a scalar or 1D tensor");
}

export function quantileInterpolation(got: unknown): Error {
  return new RuntimeError(
    `quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got ${String(got)}`,
  );
}

export function bincountInput(): Error {
  return new RuntimeError("bincount only supports 1-d non-negative integral inputs.");
}

export function bincountWeights(): Error {
  return new RuntimeError("weights should be 1-d and have the same length as input");
}

export function negativeMinlength(): Error {
  return new RuntimeError("minlength should be >= 0");
}

export function histcBins(bins: number): Error {
  return new RuntimeError(`torch.histogram(): bins must be > 0, but got ${bins} for dimension 0`);
}

export function histcInfinite(min: number, max: number): Error {
  return new RuntimeError(`torch.histc: range of [${inC(min)}, ${inC(max)}] is not finite`);
}

export function histcRange(): Error {
  return new RuntimeError("torch.histc: max must be larger than min");
}

export function boundariesRank(rank: number): Error {
  return new RuntimeError(`boundaries tensor must be 1 dimension, but got dim(${rank})`);
}

export function searchShapes(boundaries: Sizes, values: Sizes): Error {
  return new RuntimeError(
    `torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor and input value tensor must match, but we got boundaries tensor ${list(boundaries)} and input value tensor ${list(values)}`,
  );
}

export function searchSide(side: unknown): Error {
  return new RuntimeError(`torch.searchsorted(): side can only be 'left' or 'right' but got ${String(side)}`);
}

export function searchSides(): Error {
  return new RuntimeError(
    "torch.searchsorted(): side and right can't be set to opposites, got side of left while right was True",
  );
}

export function repeatsNegative(): Error {
  return new RuntimeError("Repeats must be non-negative");
}

/** PyTorch has other words where the numbers stand in a tensor. */
export function repeatNegative(): Error {
  return new RuntimeError("repeats can not be negative");
}

export function repeatsNoVector(): Error {
  return new RuntimeError("repeat_interleave only accept 1D vector as repeat");
}

export function repeatsOutputSize(expected: number, given: number): Error {
  return new RuntimeError(`repeat_interleave: Invalid output_size, expected ${expected} but got ${given}`);
}

export function repeatsAllocated(): Error {
  return new RuntimeError("allocated size does not match required size");
}

export function repeatsSize(repeats: number, size: number, dim: number): Error {
  return new RuntimeError(
    `repeats must have the same size as input along dim, but got repeats.size(0) = ${repeats} and input.size(${dim}) = ${size}`,
  );
}

export function repeatsRank(): Error {
  return new RuntimeError("repeats must be 0-dim or 1-dim tensor");
}

export function negativeTriangle(argument: "row" | "col", size: number): Error {
  return new RuntimeError(`${argument} must be non-negative, got${size}`);
}

export function unravelDtype(dtype: string): Error {
  return new TypeError(`expected 'indices' to be integer dtype, but got torch.${dtype}`);
}

/** As `torch/functional.py` says it of Python's types. */
export function unravelShape(expected: string, value: unknown): Error {
  return new TypeError(`expected 'shape' ${expected}, but got ${pythonClass(value)}`);
}

export function negativeUnravelShape(shape: Sizes): Error {
  return new ValueError(`'shape' cannot have negative values, but got ${tuple(shape)}`);
}

export function frexpOfIntegers(): Error {
  return new RuntimeError("torch.frexp() only supports floating-point dtypes");
}
